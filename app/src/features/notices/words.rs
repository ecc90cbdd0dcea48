//! Words of the mails.

crate::words! {
    title = "邮件", "Mails";
    lead = "系统写给用户的邮件。未配置邮件服务器时保留在这里；正文中的专属链接已隐藏。", "What the marketplace wrote to people. Without a mail server they are kept here; private links in them are masked.";
    list = "邮件列表", "Mails";
    to = "收件人", "To";
    to_help = "完整邮箱", "The whole address";
    subject = "主题", "Subject";
    written = "写于", "Written";
    sent = "已发送", "Sent";
    kept = "已保留，未发送", "Kept, not sent";
    text = "查看正文", "Read the text";
    empty = "还没有邮件", "No mails yet";
    empty_text = "审核结果、订单和账单会通过邮件通知相关人员。", "Decisions, orders and bills are announced by mail.";
    none = "没有发给这个邮箱的邮件", "Nothing was written to this address";
}
