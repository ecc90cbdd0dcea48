//! Words of the mails and short messages.

crate::words! {
    title = "邮件", "Mails";
    lead = "系统写给用户的邮件。未配置邮件服务器时保留在这里；正文中的专属链接已隐藏。", "What the marketplace wrote to people. Without a mail server they are kept here; private links in them are masked.";
    list = "邮件列表", "Mails";
    to = "收件人", "To";
    to_help = "完整邮箱", "The whole address";
    subject = "主题", "Subject";
    written = "写于", "Written";
    sent_at = "发送于", "Sent";
    read = "查看", "Read";
    empty = "还没有邮件", "No mails yet";
    empty_text = "审核结果、订单和账单会通过邮件通知相关人员。", "Decisions, orders and bills are announced by mail.";
    none = "没有符合条件的邮件", "No such mails";
    parts = "邮件与短信", "Mails and short messages";
    mails = "邮件", "Mails";
    sms = "短信", "Short messages";
    sms_title = "短信", "Short messages";
    sms_lead = "沙箱只保留短信，不会真正发送。", "The sandbox keeps them; nothing is really sent.";
    sms_text = "内容", "Text";
    sms_empty = "还没有短信", "No short messages yet";
    sms_empty_text = "启用短信服务后，选择短信通知的用户会收到。", "Once a provider is set up, whoever chose them is sent some.";
    mail_lead = "正文与发送情况。", "What it says, and how it went.";
    state = "发送情况", "Delivery";
    attempts = "失败次数", "Failed attempts";
    last_error = "最近一次失败", "The last failure";
    text = "正文", "Text";
    masked = "链接已隐藏", "Links are masked";
    masked_text = "正文中的链接可以登录、重设密码或下单。查看链接需要再次确认身份，并记入操作日志。", "The links in it sign in, set a password or place an order. Seeing them needs a proof of who you are, and is logged.";
    open = "查看链接", "See the links";
    opened = "链接可见至 {time}", "Links can be seen until {time}";
    opened_text = "已记入操作日志。请勿转发。", "This is in the audit log. Do not pass them on.";
    resend = "再次发送", "Send again";
    send = "发送", "Send";
    resent = "邮件已交给发送任务。", "The mail is on its way.";
    no_server = "未配置邮件服务器，邮件只保留在这里。", "No mail server is configured; mails are only kept.";
    not_done = "没有完成", "Not done";
}
