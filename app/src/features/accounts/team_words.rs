//! Words of the organisation's people.

crate::words! {
    title = "成员", "People";
    lead = "代表“{name}”登录的人员。角色变更和移除立即生效。", "Who signs in for “{name}”. Changed roles and removal hold at once.";
    invite_a_person = "邀请成员", "Invite a person";
    list = "成员列表", "People";
    person = "成员", "Person";
    roles = "角色", "Roles";
    since = "加入时间", "Joined";
    two_step = "两步登录", "Two-step";
    on = "已启用", "On";
    off = "未启用", "Off";
    you = "您", "You";
    manage = "管理", "Manage";
    manage_name = "管理 {name}", "Manage {name}";
    invitations = "待接受的邀请", "Open invitations";
    invitations_lead = "链接有效 7 天，只能使用一次；重新发送后旧链接失效。", "A link is good for seven days, and once; sending again replaces it.";
    invited = "受邀邮箱", "Invited";
    sent = "发送时间", "Sent";
    expires = "有效期至", "Good until";
    expired = "已过期", "Expired";
    resend = "重新发送", "Send again";
    resend_to = "重新发送给 {email}", "Send again to {email}";
    withdraw = "撤回", "Withdraw";
    withdraw_for = "撤回给 {email} 的邀请", "Withdraw the invitation of {email}";
    invite = "邀请成员", "Invite a person";
    invite_lead = "对方会收到邮件链接：新成员设置姓名和密码，已有账号的成员登录后接受。还可邀请 {n} 人。", "They get a link by mail: a new person chooses name and password, somebody with an account signs in. Room for {n} more.";
    full = "已达到人数上限。请先移除成员或撤回邀请。", "The organisation is full. Remove somebody or withdraw an invitation first.";
    email = "邮箱", "E-mail address";
    email_help = "邀请链接会发送到此邮箱，只有其主人可以接受。", "The link goes there; only its owner can accept.";
    roles_help = "至少选择一个。", "Choose at least one.";
    send = "发送邀请", "Send the invitation";
    member_title = "管理 {name}", "Manage {name}";
    save_roles = "保存角色", "Save the roles";
    remove = "移除成员", "Remove from the organisation";
    remove_title = "移除 {name}？", "Remove {name}?";
    remove_text = "对方将立即失去所有权限，代表本组织登录的设备都会退出。", "They lose every right at once; their devices acting for the organisation are signed out.";
    remove_submit = "确认移除", "Remove now";
    last_lead = "这是最后一名可以管理成员的人：不能移除，也不能取消“{role}”角色。", "The last one who can look after the people: cannot be removed or lose the role “{role}”.";
    done_invited = "邀请已发送。", "The invitation is sent.";
    done_resent = "邀请已重新发送，旧链接已失效。", "The invitation is sent again; the old link is over.";
    done_withdrawn = "邀请已撤回。", "The invitation is withdrawn.";
    done_roles = "角色已保存，立即生效。", "The roles are saved and hold at once.";
    done_removed = "成员已移除。", "The person is removed.";
    not_done = "没有完成", "Not done";
}
