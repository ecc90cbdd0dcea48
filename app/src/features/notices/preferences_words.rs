//! Words of the notice settings.

crate::words! {
    title = "消息设置", "Notice settings";
    lead = "选择通过哪些方式接收哪些消息。涉及安全和资金的消息始终发送。", "Choose how you are told of what. What is about security or money is always sent.";
    account = "我的账号", "My account";
    list = "消息类型", "Kinds of notices";
    kind = "消息", "Notice";
    in_site = "站内消息", "In the console";
    mail = "邮件", "Mail";
    sms = "短信", "Short message";
    always = "始终发送", "Always";
    never = "不发送", "Never";
    box_label = "{kind}：{channel}", "{kind}: {channel}";
    phone = "接收短信的手机号", "Number for short messages";
    phone_help = "例如 +86 138 0000 0001。留空则不接收短信。", "Such as +86 138 0000 0001. Empty for none.";
    no_sms = "本平台暂未启用短信。", "This marketplace sends no short messages yet.";
    save = "保存消息设置", "Save the notice settings";
    saved = "消息设置已保存。", "The notice settings are saved.";
}
