//! Words of the page that finds a person.

crate::words! {
    title = "查找人员", "Find a person";
    lead = "按邮箱查看账号、所属组织与两步登录，并在对方丢失手机和恢复码时提供帮助。", "An account by its address: its organisations and two-step sign-in, and help for whoever lost phone and recovery codes.";
    organisations = "组织与人员", "Organisations and people";
    email = "邮箱", "E-mail address";
    find = "查找", "Find";
    nobody = "没有此邮箱的账号", "No account has this address";
    nobody_text = "请检查拼写，或在“组织与人员”中添加。", "Check the spelling, or add the person under “Organisations and people”.";
    name = "姓名", "Name";
    since = "创建时间", "Created";
    member_of = "所属组织", "Organisations";
    member_of_none = "不属于任何组织，无法登录", "None: the account cannot sign in";
    two_step = "两步登录", "Two-step sign-in";
    off = "未启用", "Off";
    on_since = "{when} 起启用", "On since {when}";
    done = "两步登录已重置，已通知对方。", "The two-step sign-in is reset; they are told.";
}
