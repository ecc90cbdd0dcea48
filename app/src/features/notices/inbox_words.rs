//! Words of the inbox.

crate::words! {
    bell_none = "没有未读消息", "No unread notices";
    bell_some = "{n} 条未读消息", "{n} unread notices";
    title = "消息", "Notices";
    lead = "与您有关的审核、优惠、订单和账单消息，同时会发送到您的邮箱。", "Reviews, offers, orders and bills that concern you. Each goes to your mail as well.";
    read_all = "全部标为已读", "Mark all as read";
    settings = "消息设置", "Notice settings";
    all = "全部", "All";
    unread = "未读", "Unread";
    was_read = "已读", "Read";
    what = "内容", "What happened";
    when = "时间", "When";
    open = "查看", "Open";
    empty = "还没有消息", "No notices yet";
    empty_text = "有审核结果、新订单或账单时，会在这里通知您。", "Decisions, orders and bills will be announced here.";
    none_unread = "没有未读消息", "Nothing unread";
    none_unread_text = "所有消息都已查看。", "You have seen everything.";
}
