//! What people call the operations, by the part of the marketplace they belong to.

use guildhall_sdk::lang::Lang;

/// A part of the marketplace and its operations: name on the wire, 中文, English.
pub struct Part {
    zh: &'static str,
    en: &'static str,
    names: &'static [(&'static str, &'static str, &'static str)],
}

impl Part {
    /// What it is called.
    pub fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The names on the wire of its operations.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().map(|(name, _, _)| *name)
    }
}

/// Every part.
pub const PARTS: &[Part] = &[
    Part {
        zh: "商品",
        en: "Listings",
        names: &[
            ("ListListings", "查看商品列表", "See the listings"),
            ("GetListing", "查看商品", "See a listing"),
            ("CreateListing", "新建商品", "Start a listing"),
            ("SaveDraft", "保存草稿", "Save a draft"),
            ("SubmitListing", "提交商品审核", "Submit a listing for review"),
            ("WithdrawListing", "撤回商品申请", "Take a submission back"),
            ("ReviseListing", "修订在售商品", "Revise a live listing"),
            ("DeleteDraft", "删除草稿", "Delete a draft"),
            (
                "GetProductAccess",
                "查看成员可管理的商品",
                "See who manages which products",
            ),
            (
                "SetProductAccess",
                "设置成员可管理的商品",
                "Set which products somebody manages",
            ),
            ("GetProduct", "查看公开商品页", "See a product's public page"),
            ("ReserveUpload", "上传文件", "Upload a file"),
            ("AttachUpload", "保存上传的文件", "Keep an upload"),
            ("GetFileLink", "下载文件", "Download a file"),
        ],
    },
    Part {
        zh: "专属优惠",
        en: "Exclusive discounts",
        names: &[
            ("ListOffers", "查看优惠列表", "See the discounts"),
            ("GetOffer", "查看优惠", "See a discount"),
            ("ListOfferable", "查看可优惠的商品", "See what can be discounted"),
            ("CreateOffer", "创建优惠", "Make a discount"),
            ("ReissueOfferLink", "重新生成优惠链接", "Make a new link"),
            ("RevokeOffer", "撤销优惠", "Revoke a discount"),
            ("OpenOffer", "打开优惠链接", "Open a discount's link"),
        ],
    },
    Part {
        zh: "订单",
        en: "Orders",
        names: &[
            ("ListOrders", "查看商家订单", "See the seller's orders"),
            ("GetOrder", "查看商家的订单详情", "See one of the seller's orders"),
            ("ConfirmProvisioning", "确认开通", "Confirm provisioning"),
            ("ListMyOrders", "查看我的订单", "See one's own orders"),
            ("GetMyOrder", "查看我的订单详情", "See one of one's own orders"),
            ("PlaceOrder", "下单", "Place an order"),
            ("PayOrder", "支付订单", "Pay an order"),
            ("CancelOrder", "取消订单", "Cancel an order"),
            ("ImportOrders", "导入订单", "Import orders"),
        ],
    },
    Part {
        zh: "结算",
        en: "Settlement",
        names: &[
            ("ListTransactions", "查看交易明细", "See the transactions"),
            ("ExplainLine", "查看出账条件", "See why a line is billed"),
            ("ListBills", "查看账单列表", "See the bills"),
            ("GetBill", "查看账单", "See a bill"),
            ("ListBillLines", "查看账单明细", "See a bill's lines"),
            ("RunBills", "出账", "Run the bills"),
            ("AdvanceBill", "推进账单", "Move a bill on"),
        ],
    },
    Part {
        zh: "审核",
        en: "Reviews",
        names: &[
            (
                "GetOperatorOverview",
                "查看运营总览",
                "See the operator's overview",
            ),
            ("ListReviews", "查看审核队列", "See the queue"),
            ("GetReview", "查看提交内容", "See a submission"),
            ("ClaimReview", "认领审核", "Claim a review"),
            ("ReleaseReview", "放回审核", "Give a review back"),
            ("DecideReview", "作出审核决定", "Decide a review"),
        ],
    },
    Part {
        zh: "商家",
        en: "Sellers",
        names: &[
            ("GetSellerOverview", "查看商家总览", "See the seller's overview"),
            (
                "GetCertification",
                "查看商业信息认证",
                "See the business certification",
            ),
            (
                "SaveCertification",
                "填写商业信息认证",
                "Write the business certification",
            ),
            (
                "SubmitCertification",
                "发起商业信息认证",
                "Start the business certification",
            ),
            (
                "ConfirmTransfer",
                "验证小额打款金额",
                "Enter the amount of a small transfer",
            ),
            (
                "WithdrawCertification",
                "撤回商业信息认证",
                "Take the business certification back",
            ),
            (
                "SetFinanceContact",
                "更改财务联系人",
                "Change the finance contact",
            ),
            ("ListTransfers", "查看账户验证", "See small transfers and locks"),
            ("RecordTransfer", "记录小额打款", "Record a small transfer"),
            (
                "UnlockCertification",
                "解锁商业信息认证",
                "Unlock a business certification",
            ),
            ("GetJoining", "查看入驻步骤", "See the steps of joining"),
            ("FinishJoining", "完成入驻", "Finish joining"),
            ("GetIdentity", "查看实名认证", "See the real-name authentication"),
            (
                "SubmitIdentity",
                "提交实名认证",
                "Submit the real-name authentication",
            ),
            ("GetApplication", "查看商家信息", "See the seller information"),
            (
                "SaveApplication",
                "保存入驻申请草稿",
                "Save the joining application",
            ),
            (
                "SubmitApplication",
                "提交入驻申请或信息修改",
                "Submit the joining application or a change",
            ),
            (
                "WithdrawFiling",
                "撤回提交的信息",
                "Take handed-in information back",
            ),
            (
                "GetMyAgreements",
                "查看协议与签署",
                "See agreements and signatures",
            ),
            ("SignAgreement", "签署协议", "Sign an agreement"),
            ("GetCompany", "查看商家档案", "See the seller page"),
            ("AppealDeduction", "申诉扣分", "Appeal against points"),
        ],
    },
    Part {
        zh: "成员",
        en: "People",
        names: &[
            ("ListTeam", "查看成员", "See the people"),
            ("InviteMember", "邀请成员", "Invite a person"),
            ("ResendInvitation", "重新发送邀请", "Send an invitation again"),
            ("WithdrawInvitation", "撤回邀请", "Withdraw an invitation"),
            ("GetInvitation", "查看收到的邀请", "See an invitation one got"),
            ("AcceptInvitation", "接受邀请", "Accept an invitation"),
            ("ChangeRoles", "变更成员角色", "Change what a person may do"),
            ("RemoveMember", "移除成员", "Remove a person"),
            ("LeaveOrganisation", "离开组织", "Leave the organisation"),
        ],
    },
    Part {
        zh: "平台管理",
        en: "Marketplace",
        names: &[
            ("ListOrganisations", "查看组织", "See the organisations"),
            ("CreateOrganisation", "创建组织", "Create an organisation"),
            ("AddMember", "添加人员", "Add a person"),
            (
                "ListConduct",
                "查看商家级别与积分",
                "See sellers' tiers and points",
            ),
            (
                "GetConduct",
                "查看商家的级别与积分",
                "See a seller's tier and points",
            ),
            ("RecordDeduction", "记录扣分", "Record points"),
            ("DecideAppeal", "处理申诉", "Decide an appeal"),
            ("SetSellerTier", "变更商家级别", "Change a seller's tier"),
            ("ListAgreements", "查看协议版本", "See the agreements"),
            ("PublishAgreement", "发布协议", "Publish an agreement"),
            ("GetSettings", "查看平台设置", "See the settings"),
            ("UpdateSettings", "修改平台设置", "Change the settings"),
            ("ListRules", "查看规则与生效日期", "See the rules and their dates"),
            ("AddRule", "新增规则", "Add a rule"),
            ("WithdrawRule", "撤回规则", "Take a rule back"),
            ("GetCalendar", "查看工作日历", "See the working days"),
            ("UpdateCalendar", "修改工作日历", "Change the working days"),
            (
                "GetReasonTemplates",
                "查看审核意见模板",
                "See the templates of reasons",
            ),
            (
                "UpdateReasonTemplates",
                "修改审核意见模板",
                "Change the templates of reasons",
            ),
            (
                "ListSettingChanges",
                "查看设置变更记录",
                "See the changes of the settings",
            ),
            ("ListAudit", "查看操作日志", "See the audit log"),
            ("ListMails", "查看邮件", "See the mails"),
            ("GetMail", "查看一封邮件", "Read a mail"),
            ("OpenMail", "查看邮件中的链接", "See the links of a mail"),
            ("ResendMail", "发送保留或失败的邮件", "Send a mail again"),
            ("ListSms", "查看短信", "See the short messages"),
            (
                "GetNoticePreferences",
                "查看消息设置",
                "See one's own notice settings",
            ),
            (
                "UpdateNoticePreferences",
                "修改消息设置",
                "Change one's own notice settings",
            ),
            ("ListNotices", "查看自己的消息", "See one's own notices"),
            ("CountNotices", "统计未读消息", "Count one's unread notices"),
            ("ReadNotices", "标记消息为已读", "Mark notices as read"),
        ],
    },
    Part {
        zh: "账号",
        en: "Accounts",
        names: &[
            ("SignIn", "登录", "Sign in"),
            (
                "SignInWithCode",
                "两步登录的第二步",
                "Finish signing in with a code",
            ),
            ("SignOut", "退出登录", "Sign out"),
            ("GetViewer", "查看当前账号", "See who is signed in"),
            ("SwitchOrganisation", "切换组织", "Switch organisation"),
            ("SetLanguage", "设置邮件语言", "Choose the language of mails"),
            ("UpdateProfile", "修改个人信息", "Change one's own profile"),
            ("ChangePassword", "修改密码", "Change one's own password"),
            ("ConfirmIdentity", "再次确认本人", "Prove again who one is"),
            ("ListSessions", "查看已登录的设备", "See one's own devices"),
            ("EndSession", "退出一台设备", "Sign one of one's devices out"),
            ("EndOtherSessions", "退出其他设备", "Sign all other devices out"),
            ("GetTwoStep", "查看两步登录", "See one's own two-step sign-in"),
            (
                "BeginTwoStep",
                "开始设置两步登录",
                "Begin to set two-step sign-in up",
            ),
            ("ConfirmTwoStep", "启用两步登录", "Turn two-step sign-in on"),
            ("EndTwoStep", "关闭两步登录", "Turn two-step sign-in off"),
            ("RenewRecoveryCodes", "重新生成恢复码", "Make new recovery codes"),
            (
                "KeepRecoveryCodes",
                "启用新的恢复码",
                "Take the new recovery codes into use",
            ),
            ("FindPerson", "查找人员", "Find a person"),
            (
                "ResetTwoStep",
                "帮助重置两步登录",
                "Reset somebody's two-step sign-in",
            ),
            (
                "ListSignInProviders",
                "查看可用的登录服务",
                "See the sign-in services",
            ),
            (
                "BeginOidcSignIn",
                "开始通过登录服务登录",
                "Begin a sign-in at a service",
            ),
            (
                "FinishOidc",
                "完成通过登录服务登录",
                "Finish a sign-in at a service",
            ),
            ("ListLinkedSignIns", "查看关联的登录", "See linked sign-ins"),
            ("BeginOidcLink", "开始关联登录", "Begin to link a sign-in"),
            ("UnlinkSignIn", "取消关联登录", "Unlink a sign-in"),
            ("GetSignUpOpen", "查看是否开放注册", "See whether sign-up is open"),
            ("RequestSignUp", "注册商家账号", "Sign up as a seller"),
            ("GetSignUp", "查看注册链接", "See whether a sign-up link is good"),
            ("ConfirmSignUp", "完成注册", "Complete a sign-up"),
            ("RequestPasswordReset", "申请设置新密码", "Ask for a new password"),
            (
                "GetPasswordReset",
                "查看新密码链接",
                "See whether a link to a new password is good",
            ),
            (
                "ResetPassword",
                "通过链接设置新密码",
                "Set a new password by a link",
            ),
        ],
    },
];

/// What people call an operation; its name on the wire where nobody has a word for it.
pub fn called(lang: Lang, name: &str) -> String {
    let found = PARTS
        .iter()
        .flat_map(|part| part.names)
        .find(|(n, _, _)| *n == name);
    match (found, lang) {
        (Some((_, zh, _)), Lang::Zh) => (*zh).to_owned(),
        (Some((_, _, en)), Lang::En) => (*en).to_owned(),
        (None, _) => name.to_owned(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_operation_has_words_and_none_is_made_up() {
        let named: Vec<&str> = PARTS.iter().flat_map(Part::names).collect();
        let once: BTreeSet<&str> = named.iter().copied().collect();
        assert_eq!(once.len(), named.len(), "an operation has two names");
        let real: BTreeSet<&str> = guildhall_market::door::operations()
            .map(|entry| entry.name)
            .collect();
        assert_eq!(once, real);
    }
}
