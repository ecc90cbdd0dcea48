//! The letters, in both languages: a plain text and an HTML that reads well in a phone's mail program.

use super::{
    certifying::Certifying,
    conduct::Conduct,
    html::{self, Sheet},
};
use guildhall_sdk::{
    accounts::{RESET_MINUTES, SIGN_UP_HOURS},
    lang::{Bilingual, Lang},
    listings::field_label,
    notices::NoticeKind,
    portal::Role,
    reviews::{FieldComment, ReviewKind},
};

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// A submission was approved. To the seller.
    Approved {
        /// Listing, offer, certification.
        kind: ReviewKind,
        /// Its name.
        title: Bilingual,
        /// Where it is.
        path: String,
    },
    /// A submission came back. To the seller, with every reason.
    Rejected {
        /// Listing, offer, certification.
        kind: ReviewKind,
        /// Its name.
        title: Bilingual,
        /// The reasons at the fields.
        comments: Vec<FieldComment>,
        /// Where it is.
        path: String,
    },
    /// A private offer. To the named customer.
    OfferSent {
        /// Who offers.
        seller: Bilingual,
        /// The product.
        product: Bilingual,
        /// The offer's name.
        name: String,
        /// The last moment, in the contract's zone.
        until: String,
        /// `/o/{token}`.
        path: String,
    },
    /// An order is paid. To the customer.
    OrderPaid {
        /// Its number.
        number: String,
        /// The product.
        product: Bilingual,
        /// What was paid.
        total: String,
        /// Where it is.
        path: String,
    },
    /// An order is paid. To the seller, who provisions now.
    OrderToProvision {
        /// Its number.
        number: String,
        /// The product.
        product: Bilingual,
        /// Who bought.
        customer: Bilingual,
        /// Where it is.
        path: String,
    },
    /// The seller confirmed provisioning. To the customer.
    OrderCompleted {
        /// Its number.
        number: String,
        /// The product.
        product: Bilingual,
        /// Where it is.
        path: String,
    },
    /// Somebody asked for a new password. To the account's address.
    PasswordReset {
        /// `/reset-password/{token}`.
        path: String,
    },
    /// A new password was set by the link. To the account's address.
    PasswordWasReset,
    /// The password was changed by whoever was signed in. To the account's address.
    PasswordChanged,
    /// Somebody signed up with this address, which has no account. To the address.
    SignUp {
        /// The company they typed.
        organisation: Bilingual,
        /// `/sign-up/{token}`.
        path: String,
    },
    /// Somebody signed up with this address, which has an account. To the address.
    SignUpKnown,
    /// Every step of joining is done. To the seller.
    Joined,
    /// A new version of an agreement is in force and waits to be signed. To the sellers' owners.
    AgreementPublished {
        /// What it is called.
        title: Bilingual,
        /// Which version.
        version: i64,
    },
    /// What the operator recorded of a seller's conduct, or decided on its tier. To the seller.
    Conduct(Conduct),
    /// The small transfer of a business certification, or its lock. To the seller.
    Certifying(Certifying),
    /// An invitation into an organisation. To the invited address.
    Invitation {
        /// Into which.
        organisation: Bilingual,
        /// Who invites.
        by: String,
        /// What they will be able to do.
        roles: Vec<Role>,
        /// The last moment, in the marketplace's zone.
        until: String,
        /// `/invitation/{token}`.
        path: String,
    },
    /// Two-step sign-in was turned on. To the account's address.
    TwoStepOn,
    /// Two-step sign-in was turned off. To the account's address.
    TwoStepOff,
    /// New recovery codes were made. To the account's address.
    RecoveryCodesRenewed,
    /// Somebody turned another's two-step sign-in off, to help them. To the one who was helped.
    TwoStepReset {
        /// Who did.
        by: String,
        /// For which organisation.
        organisation: Bilingual,
    },
    /// A sign-in at a provider was linked. To the account's address.
    SignInLinked {
        /// Which.
        provider: Bilingual,
    },
    /// A bill was made. To the seller's finance.
    BillMade {
        /// Its period.
        period: String,
        /// What the seller is paid.
        net: String,
        /// Where it is.
        path: String,
    },
}

/// A written mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Subject line.
    pub subject: String,
    /// What it says, without the link.
    pub paragraphs: Vec<String>,
    /// Plain text.
    pub text: String,
    /// HTML for mail programs ([`super::html`]).
    pub html: String,
}

impl Letter {
    /// What it is about: what people choose by.
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Letter::Approved {
                kind: ReviewKind::Certification,
                ..
            }
            | Letter::Rejected {
                kind: ReviewKind::Certification,
                ..
            }
            | Letter::Certifying(_) => NoticeKind::Certification,
            Letter::Approved { .. } | Letter::Rejected { .. } => NoticeKind::ReviewDecided,
            Letter::OfferSent { .. } => NoticeKind::OfferSent,
            Letter::OrderPaid { .. } => NoticeKind::OrderPaid,
            Letter::OrderToProvision { .. } => NoticeKind::OrderToProvision,
            Letter::OrderCompleted { .. } => NoticeKind::OrderCompleted,
            Letter::BillMade { .. } => NoticeKind::BillMade,
            Letter::PasswordReset { .. }
            | Letter::PasswordWasReset
            | Letter::PasswordChanged
            | Letter::Invitation { .. }
            | Letter::SignUp { .. }
            | Letter::SignUpKnown
            | Letter::TwoStepOn
            | Letter::TwoStepOff
            | Letter::TwoStepReset { .. }
            | Letter::RecoveryCodesRenewed
            | Letter::SignInLinked { .. } => NoticeKind::Security,
            Letter::Joined | Letter::AgreementPublished { .. } => NoticeKind::Joining,
            Letter::Conduct(_) => NoticeKind::Conduct,
        }
    }

    /// The page it leads to.
    pub fn path(&self) -> &str {
        match self {
            Letter::Approved { path, .. }
            | Letter::Rejected { path, .. }
            | Letter::OfferSent { path, .. }
            | Letter::OrderPaid { path, .. }
            | Letter::OrderToProvision { path, .. }
            | Letter::OrderCompleted { path, .. }
            | Letter::BillMade { path, .. }
            | Letter::Invitation { path, .. }
            | Letter::SignUp { path, .. }
            | Letter::PasswordReset { path } => path,
            Letter::SignUpKnown => "/sign-in",
            Letter::Joined => "/seller",
            Letter::Conduct(_) => Conduct::PATH,
            Letter::Certifying(_) => Certifying::PATH,
            Letter::AgreementPublished { .. } => "/seller/agreements",
            Letter::PasswordWasReset
            | Letter::PasswordChanged
            | Letter::TwoStepOn
            | Letter::TwoStepOff
            | Letter::RecoveryCodesRenewed
            | Letter::SignInLinked { .. } => "/account",
            Letter::TwoStepReset { .. } => "/account/two-step",
        }
    }

    /// Writes it in a language.
    pub fn write(&self, lang: Lang, house: &House<'_>) -> Written {
        let zh = lang == Lang::Zh;
        let pick = |zh_text: String, en_text: String| if zh { zh_text } else { en_text };
        let (not_you_zh, not_you_en) = (
            "如果不是您本人操作，请立即通过“忘记密码”设置新密码，并联系平台管理员。",
            "If it was not you, set a new password at once by “Forgot the password?” and tell the marketplace's administrator.",
        );
        let (subject, paragraphs, link, path): (String, Vec<String>, String, &str) = match self {
            Letter::Approved { kind, title, path } => {
                let (k, t) = (kind.words(lang), title.get(lang));
                (
                    pick(format!("已通过审核：{t}"), format!("Approved: {t}")),
                    vec![pick(
                        format!("您的{k}“{t}”已通过审核。"),
                        format!("Your {} “{t}” was approved.", k.to_lowercase()),
                    )],
                    pick("查看".into(), "Open".into()),
                    path,
                )
            }
            Letter::Rejected {
                kind,
                title,
                comments,
                path,
            } => {
                let (k, t) = (kind.words(lang), title.get(lang));
                let mut paragraphs = vec![pick(
                    format!("您的{k}“{t}”需要修改后重新提交。审核意见如下："),
                    format!(
                        "Your {} “{t}” needs changes before it can be approved. What the reviewer wrote:",
                        k.to_lowercase()
                    ),
                )];
                paragraphs.extend(comments.iter().map(|c| match field_label(&c.path, lang) {
                    Some(label) => format!("{label} — {}", c.text),
                    None => c.text.clone(),
                }));
                (
                    pick(format!("需要修改：{t}"), format!("Changes needed: {t}")),
                    paragraphs,
                    pick("去修改".into(), "Make the changes".into()),
                    path,
                )
            }
            Letter::OfferSent {
                seller,
                product,
                name,
                until,
                path,
            } => {
                let (s, p) = (seller.get(lang), product.get(lang));
                (
                    pick(
                        format!("{s} 为您提供专属优惠：{p}"),
                        format!("{s} has an offer for you: {p}"),
                    ),
                    vec![
                        pick(format!("优惠名称：{name}"), format!("Offer: {name}")),
                        pick(format!("有效期至 {until}。"), format!("Valid until {until}.")),
                        pick(
                            "请使用您的账号打开链接，一键下单。".into(),
                            "Open the link with your account and order in one click.".into(),
                        ),
                    ],
                    pick("查看优惠".into(), "See the offer".into()),
                    path,
                )
            }
            Letter::OrderPaid {
                number,
                product,
                total,
                path,
            } => {
                let p = product.get(lang);
                (
                    pick(format!("订单已支付：{number}"), format!("Order paid: {number}")),
                    vec![
                        pick(format!("商品：{p}"), format!("Product: {p}")),
                        pick(format!("金额：{total}"), format!("Amount: {total}")),
                        pick(
                            "商家正在为您开通。".into(),
                            "The seller is provisioning it for you.".into(),
                        ),
                    ],
                    pick("查看订单".into(), "See the order".into()),
                    path,
                )
            }
            Letter::OrderToProvision {
                number,
                product,
                customer,
                path,
            } => {
                let (p, c) = (product.get(lang), customer.get(lang));
                (
                    pick(
                        format!("待开通订单：{number}"),
                        format!("Order to provision: {number}"),
                    ),
                    vec![pick(
                        format!("{c} 已支付“{p}”，请开通后在订单中确认。"),
                        format!("{c} paid for “{p}”. Provision it and confirm in the order."),
                    )],
                    pick("查看订单".into(), "See the order".into()),
                    path,
                )
            }
            Letter::OrderCompleted {
                number,
                product,
                path,
            } => {
                let p = product.get(lang);
                (
                    pick(
                        format!("订单已完成：{number}"),
                        format!("Order complete: {number}"),
                    ),
                    vec![pick(format!("“{p}”已开通。"), format!("“{p}” is ready for you."))],
                    pick("查看订单".into(), "See the order".into()),
                    path,
                )
            }
            Letter::PasswordReset { path } => (
                pick("设置新密码".into(), "Set a new password".into()),
                vec![
                    pick(
                        format!("有人为此邮箱的账号申请设置新密码。链接 {RESET_MINUTES} 分钟内有效，且只能使用一次。"),
                        format!("Somebody asked to set a new password for the account of this address. The link is good for {RESET_MINUTES} minutes, and once."),
                    ),
                    pick(
                        "如果不是您本人，请忽略此邮件；您的密码没有改变。".into(),
                        "If it was not you, ignore this mail; your password has not changed.".into(),
                    ),
                ],
                pick("设置新密码".into(), "Set a new password".into()),
                path.as_str(),
            ),
            Letter::SignUp { organisation, path } => {
                let o = organisation.get(lang);
                (
                    pick(format!("确认注册：{o}"), format!("Confirm your sign-up: {o}")),
                    vec![
                        pick(
                            format!("有人用此邮箱为“{o}”注册商家账号。打开链接并输入注册时设置的密码即可完成，链接 {SIGN_UP_HOURS} 小时内有效，且只能使用一次。"),
                            format!("Somebody signed “{o}” up as a seller with this address. Open the link and enter the password chosen then; it is good for {SIGN_UP_HOURS} hours, and once."),
                        ),
                        pick(
                            "如果不是您本人，请忽略此邮件，不会创建任何账号。".into(),
                            "If it was not you, ignore this mail: no account comes to be.".into(),
                        ),
                    ],
                    pick("完成注册".into(), "Complete the sign-up".into()),
                    path.as_str(),
                )
            }
            Letter::SignUpKnown => (
                pick("您已有账号".into(), "You have an account already".into()),
                vec![
                    pick(
                        "有人用此邮箱注册，但它已有账号，没有任何改变。请直接登录；忘记密码时，在登录页选择“忘记密码？”。".into(),
                        "Somebody signed up with this address, which has an account; nothing has changed. Sign in with it; “Forgot the password?” on the sign-in page helps where it is lost.".into(),
                    ),
                    pick(
                        "如果不是您本人，请忽略此邮件。".into(),
                        "If it was not you, ignore this mail.".into(),
                    ),
                ],
                pick("登录".into(), "Sign in".into()),
                "/sign-in",
            ),
            Letter::Joined => (
                pick("入驻完成".into(), "You have joined".into()),
                vec![pick(
                    "所有入驻步骤均已完成，您现在可以发布商品。".into(),
                    "Every step of joining is done. You can publish products now.".into(),
                )],
                pick("打开商家总览".into(), "Open the overview".into()),
                "/seller",
            ),
            Letter::AgreementPublished { title, version } => {
                let a = title.get(lang);
                (
                    pick(
                        format!("请签署“{a}”第 {version} 版"),
                        format!("Please sign “{a}”, version {version}"),
                    ),
                    vec![pick(
                        format!("平台发布了“{a}”第 {version} 版。签署前账单不可查看，其他功能不受影响。"),
                        format!("The marketplace has published version {version} of “{a}”. Bills are hidden until it is signed; everything else goes on."),
                    )],
                    pick("阅读并签署".into(), "Read and sign".into()),
                    "/seller/agreements",
                )
            }
            Letter::Conduct(conduct) => {
                let (subject, paragraphs) = conduct.words(lang);
                (
                    subject,
                    paragraphs,
                    pick("查看商家档案".into(), "Open the seller page".into()),
                    Conduct::PATH,
                )
            }
            Letter::Certifying(certifying) => {
                let (subject, paragraphs) = certifying.words(lang);
                (
                    subject,
                    paragraphs,
                    pick("打开商业信息认证".into(), "Open the business certification".into()),
                    Certifying::PATH,
                )
            }
            Letter::PasswordWasReset => (
                pick("您的密码已重新设置".into(), "Your password was reset".into()),
                vec![
                    pick(
                        "您的账号已通过邮件链接设置了新密码，所有已登录的设备均已退出。".into(),
                        "A new password was set for your account by the link in a mail. Every device was signed out.".into(),
                    ),
                    pick(not_you_zh.into(), not_you_en.into()),
                ],
                pick("登录".into(), "Sign in".into()),
                "/sign-in",
            ),
            Letter::PasswordChanged => (
                pick("您的密码已修改".into(), "Your password was changed".into()),
                vec![
                    pick(
                        "您的账号密码已修改，其他已登录的设备均已退出。".into(),
                        "The password of your account was changed. Every other device was signed out.".into(),
                    ),
                    pick(not_you_zh.into(), not_you_en.into()),
                ],
                pick("查看我的账号".into(), "See my account".into()),
                "/account",
            ),
            Letter::Invitation {
                organisation,
                by,
                roles,
                until,
                path,
            } => {
                let o = organisation.get(lang);
                let roles: Vec<&str> = roles.iter().map(|r| r.words(lang)).collect();
                (
                    pick(format!("邀请您加入{o}"), format!("You are invited to join {o}")),
                    vec![
                        pick(
                            format!("{by} 邀请您加入“{o}”。"),
                            format!("{by} invites you to join “{o}”."),
                        ),
                        pick(
                            format!("角色：{}", roles.join("、")),
                            format!("Roles: {}", roles.join(", ")),
                        ),
                        pick(
                            format!("邀请有效期至 {until}，只能使用一次。"),
                            format!("The invitation is good until {until}, and once."),
                        ),
                    ],
                    pick("接受邀请".into(), "Accept the invitation".into()),
                    path.as_str(),
                )
            }
            Letter::TwoStepOn => (
                pick("两步登录已启用".into(), "Two-step sign-in is on".into()),
                vec![
                    pick(
                        "从现在起，登录时除密码外还需要验证器中的验证码。其他已登录的设备均已退出。".into(),
                        "From now on signing in needs a code of your authenticator besides the password. Every other device was signed out.".into(),
                    ),
                    pick(not_you_zh.into(), not_you_en.into()),
                ],
                pick("查看我的账号".into(), "See my account".into()),
                "/account",
            ),
            Letter::TwoStepOff => (
                pick("两步登录已关闭".into(), "Two-step sign-in is off".into()),
                vec![
                    pick(
                        "从现在起，登录只需要密码。".into(),
                        "From now on the password alone signs in.".into(),
                    ),
                    pick(not_you_zh.into(), not_you_en.into()),
                ],
                pick("查看我的账号".into(), "See my account".into()),
                "/account",
            ),
            Letter::RecoveryCodesRenewed => (
                pick("恢复码已更换".into(), "Your recovery codes are new".into()),
                vec![
                    pick(
                        "您的账号生成了新的恢复码，旧的恢复码已失效。".into(),
                        "New recovery codes were made for your account; the old ones are over.".into(),
                    ),
                    pick(not_you_zh.into(), not_you_en.into()),
                ],
                pick("查看我的账号".into(), "See my account".into()),
                "/account",
            ),
            Letter::TwoStepReset { by, organisation } => {
                let o = organisation.get(lang);
                (
                    pick("您的两步登录已被重置".into(), "Your two-step sign-in was reset".into()),
                    vec![
                        pick(
                            format!("“{o}”的 {by} 关闭了您账号的两步登录，所有已登录的设备均已退出。"),
                            format!("{by} of “{o}” turned the two-step sign-in of your account off. Every device was signed out."),
                        ),
                        pick(
                            "请用密码登录，并尽快重新设置两步登录。".into(),
                            "Sign in with your password, and set two-step sign-in up again soon.".into(),
                        ),
                        pick(
                            "如果您没有请求帮助，请立即修改密码，并联系平台管理员。".into(),
                            "If you did not ask for it, change your password at once and tell the marketplace's administrator.".into(),
                        ),
                    ],
                    pick("设置两步登录".into(), "Set two-step sign-in up".into()),
                    "/account/two-step",
                )
            }
            Letter::SignInLinked { provider } => {
                let p = provider.get(lang);
                (
                    pick(
                        format!("已关联新的登录方式：{p}"),
                        format!("A new way to sign in: {p}"),
                    ),
                    vec![
                        pick(
                            format!("从现在起，也可以通过“{p}”登录您的账号。"),
                            format!("From now on your account can be opened by “{p}” as well."),
                        ),
                        pick(
                            "如果不是您本人操作，请立即在“我的账号”中取消关联并修改密码，并联系平台管理员。".into(),
                            "If it was not you, unlink it at once under “My account”, change your password, and tell the marketplace's administrator.".into(),
                        ),
                    ],
                    pick("查看我的账号".into(), "See my account".into()),
                    "/account",
                )
            }
            Letter::BillMade { period, net, path } => (
                pick(format!("{period} 账期账单已生成"), format!("Bill of {period}")),
                vec![pick(format!("结算金额：{net}"), format!("Net amount: {net}"))],
                pick("查看账单".into(), "See the bill".into()),
                path,
            ),
        };
        let url = house.url(path);
        let name = house.name.get(lang);
        let preferences = house.url(PREFERENCES);
        // What cannot be switched off does not offer to be.
        let (foot, foot_link) = if self.kind().always() {
            (
                pick(
                    format!("{name}自动发送，涉及账号安全或资金，无法退订。"),
                    format!(
                        "Sent by {name} by itself. It concerns security or money and cannot be switched off."
                    ),
                ),
                None,
            )
        } else {
            (
                pick(
                    format!("{name}根据您的消息设置发送。"),
                    format!("Sent by {name} because of your notice settings."),
                ),
                Some((pick("修改消息设置".into(), "Change them".into()), preferences)),
            )
        };
        let preheader = paragraphs.first().cloned().unwrap_or_default();
        let mut text = format!("{}\n\n{link}: {url}\n\n-- \n{foot}", paragraphs.join("\n"));
        if let Some((label, url)) = &foot_link {
            text.push_str(&format!("\n{label}: {url}"));
        }
        text.push('\n');
        let html = html::page(
            house,
            &Sheet {
                lang,
                subject: &subject,
                preheader: &preheader,
                paragraphs: &paragraphs,
                button: (link.as_str(), url.as_str()),
                foot: &foot,
                foot_link: foot_link
                    .as_ref()
                    .map(|(label, url)| (label.as_str(), url.as_str())),
            },
        );
        Written {
            subject,
            paragraphs,
            text,
            html,
        }
    }
}

/// Where notices are chosen.
const PREFERENCES: &str = "/account/notices";

/// Who writes.
#[derive(Debug, Clone, Copy)]
pub struct House<'a> {
    /// What the marketplace is called.
    pub name: &'a Bilingual,
    /// The address people reach the portal at.
    pub public_url: &'a str,
}

impl House<'_> {
    /// A link people can follow from a mail.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_sdk::sellers::Violation;

    /// One of each, with what a person could have typed.
    fn letters() -> Vec<(&'static str, Letter)> {
        let evil = "<script>alert(1)</script> & \"O'Hara\"";
        let title = Bilingual::new(format!("协作平台{evil}"), format!("Workplace {evil}"));
        let path = "/seller/listings/0193a000-0000-7000-8000-000000000001".to_owned();
        let comments = vec![
            FieldComment {
                path: "specs.0.name.zh".into(),
                text: format!("请写明用户数 {evil}"),
            },
            FieldComment {
                path: String::new(),
                text: "请补充软著。".into(),
            },
        ];
        vec![
            (
                "approved",
                Letter::Approved {
                    kind: ReviewKind::Listing,
                    title: title.clone(),
                    path: path.clone(),
                },
            ),
            (
                "rejected",
                Letter::Rejected {
                    kind: ReviewKind::Offer,
                    title: title.clone(),
                    comments,
                    path: path.clone(),
                },
            ),
            (
                "offer-sent",
                Letter::OfferSent {
                    seller: title.clone(),
                    product: title.clone(),
                    name: evil.into(),
                    until: "2026-12-31 23:59 (UTC+08:00)".into(),
                    path: "/o/@0193a000-0000-7000-8000-000000000001.1@".into(),
                },
            ),
            (
                "order-paid",
                Letter::OrderPaid {
                    number: "CS261128100000001".into(),
                    product: title.clone(),
                    total: "¥12,000.00".into(),
                    path: path.clone(),
                },
            ),
            (
                "order-to-provision",
                Letter::OrderToProvision {
                    number: "CS261128100000001".into(),
                    product: title.clone(),
                    customer: title.clone(),
                    path: path.clone(),
                },
            ),
            (
                "order-completed",
                Letter::OrderCompleted {
                    number: "CS261128100000001".into(),
                    product: title.clone(),
                    path: path.clone(),
                },
            ),
            (
                "password-reset",
                Letter::PasswordReset {
                    path: "/reset-password/@0193a000-0000-7000-8000-000000000001@".into(),
                },
            ),
            (
                "points-recorded",
                Letter::Conduct(Conduct::Recorded {
                    violation: Violation::FakeSales,
                    points: 10,
                    evidence: evil.into(),
                    until: Some("2026-12-03 10:00".into()),
                }),
            ),
            (
                "points-lifted",
                Letter::Conduct(Conduct::Decided {
                    violation: Violation::FakeSales,
                    points: 10,
                    lifted: true,
                    why: evil.into(),
                }),
            ),
            (
                "certification-unlocked",
                Letter::Certifying(Certifying::Unlocked { reason: evil.into() }),
            ),
            ("password-was-reset", Letter::PasswordWasReset),
            ("password-changed", Letter::PasswordChanged),
            (
                "invitation",
                Letter::Invitation {
                    organisation: title.clone(),
                    by: evil.into(),
                    roles: vec![Role::Owner, Role::Developer],
                    until: "2026-12-05 10:00".into(),
                    path: "/invitation/@0193a000-0000-7000-8000-000000000001.1@".into(),
                },
            ),
            ("two-step-on", Letter::TwoStepOn),
            ("two-step-off", Letter::TwoStepOff),
            (
                "bill-made",
                Letter::BillMade {
                    period: "202610".into(),
                    net: "¥1,045,678.90".into(),
                    path,
                },
            ),
        ]
    }

    #[test]
    fn every_letter_looks_right_in_both_languages() {
        let marketplace = Bilingual::new("行会云商店 <b>", "Guildhall & Sons");
        let house = House {
            name: &marketplace,
            public_url: "https://market.example.com/",
        };
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/mails");
        std::fs::create_dir_all(&folder).expect("a folder to look at them");
        for (name, letter) in letters() {
            for lang in [Lang::Zh, Lang::En] {
                let written = letter.write(lang, &house);
                let (text, html) = (&written.text, &written.html);
                let what = format!("{name} {}", lang.tag());
                std::fs::write(folder.join(format!("{name}.{}.html", lang.tag())), html).expect("written");
                assert!(
                    !written.subject.is_empty() && !written.subject.contains('\n'),
                    "{what}"
                );
                // What people typed is text, wherever it stands.
                for markup in ["<script", "<b>", "\"O'", "Guildhall & Sons"] {
                    assert!(!html.contains(markup), "{what}: {markup}");
                }
                assert_eq!(html.matches("<style>").count(), 1, "{what}");
                // The text twin says the same and leads to the same place; both name it once as a button or a line.
                let link = text
                    .split_whitespace()
                    .find(|word| word.starts_with("https://market.example.com/"))
                    .expect("a link");
                assert!(
                    !link.starts_with("https://market.example.com//"),
                    "{what}: {link}"
                );
                assert!(
                    html.contains(&format!("href=\"{}\"", html::escape(link))),
                    "{what}"
                );
                for paragraph in &written.paragraphs {
                    assert!(text.contains(paragraph.as_str()), "{what}");
                    assert!(html.contains(&html::escape(paragraph)), "{what}");
                }
                // One button; nothing wider than a phone's mail program or 600 pixels; nothing loaded; not clipped.
                assert_eq!(html.matches("class=\"gh-button\"").count(), 1, "{what}");
                assert!(
                    html.contains("max-width:600px") && html.contains("prefers-color-scheme:dark"),
                    "{what}"
                );
                for width in html.split("width:").skip(1).chain(html.split("width=\"").skip(1)) {
                    let pixels: String = width.chars().take_while(char::is_ascii_digit).collect();
                    assert!(pixels.parse::<u32>().unwrap_or(0) <= 600, "{what}: {pixels}");
                }
                for loaded in ["<img", "<link", "src=", "url(", "@import", "@font-face"] {
                    assert!(!html.contains(loaded), "{what}: {loaded}");
                }
                assert!(html.len() <= 100 * 1024, "{what}: {}", html.len());
                // Only what can be switched off leads to where it is.
                let offered = html.contains("/account/notices");
                assert_eq!(offered, !letter.kind().always(), "{what}");
                assert_eq!(text.contains("/account/notices"), offered, "{what}");
            }
        }
    }

    #[test]
    fn a_stored_letter_s_html_keeps_its_seal() {
        let marketplace = Bilingual::new("行会", "Guildhall");
        let house = House {
            name: &marketplace,
            public_url: "http://x",
        };
        let letter = Letter::PasswordReset {
            path: "/reset-password/@id@".into(),
        };
        let written = letter.write(Lang::En, &house);
        assert!(written.html.contains("http://x/reset-password/@id@\""));
        assert!(written.text.contains("http://x/reset-password/@id@\n"));
    }
}
