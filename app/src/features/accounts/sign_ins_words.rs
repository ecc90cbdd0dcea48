//! Words of the sign-ins linked to one's own account.

crate::words! {
    account = "我的账号", "My account";
    title = "关联的登录方式", "Linked sign-ins";
    lead = "除密码外，还可以通过这些登录服务登录您的账号。", "Besides your password, these sign-in services open your account.";
    provider = "登录服务", "Sign-in service";
    known_as = "在那里的邮箱", "Known there as";
    since = "关联时间", "Linked";
    last_used = "最近使用", "Last used";
    never = "尚未使用", "Not yet";
    unknown = "未提供", "Not told";
    unlink = "取消关联", "Unlink";
    unlink_this = "取消关联“{name}”", "Unlink “{name}”";
    none = "还没有关联的登录方式", "No sign-in is linked yet";
    none_text = "关联后，可以不输入密码登录。", "Once one is linked you can sign in without your password.";
    last_way_in = "这是您唯一的登录方式，设置密码后才能取消关联。", "It is your only way in: set a password before you unlink it.";
    link_title = "关联登录方式", "Link a sign-in";
    link_lead = "您会前往该服务登录一次，然后回到这里。", "You sign in there once, and come back here.";
    link = "关联“{name}”", "Link “{name}”";
    done_linked = "已关联，今后可以用它登录。", "Linked: you can sign in with it from now on.";
    done_unlinked = "已取消关联。", "Unlinked.";
    not_done = "没有完成", "Not done";
}
