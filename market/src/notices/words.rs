//! The letters, in both languages: a plain text and an HTML that reads well in a phone's mail program.

use crate::Market;
use guildhall_sdk::{
    accounts::RESET_MINUTES,
    lang::{Bilingual, Lang},
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
    /// HTML with inline styles: mail programs know nothing else.
    pub html: String,
}

impl Letter {
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
            | Letter::PasswordReset { path } => path,
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
    pub fn write(&self, lang: Lang, market: &Market) -> Written {
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
                paragraphs.extend(comments.iter().map(|c| {
                    if c.path.is_empty() {
                        c.text.clone()
                    } else {
                        format!("{} — {}", c.path, c.text)
                    }
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
        let url = market.url(path);
        let name = if zh { "行会" } else { "Guildhall" };
        let text = format!("{}\n\n{link}: {url}\n\n{name}\n", paragraphs.join("\n"));
        let body: String = paragraphs
            .iter()
            .map(|p| format!("<p style=\"margin:0 0 12px\">{}</p>", escape(p)))
            .collect();
        let html = format!(
            "<!doctype html><html lang=\"{}\"><meta name=\"viewport\" content=\"width=device-width\"><body style=\"margin:0;padding:24px 16px;background:#fafaf7;color:#17202a;font:16px/1.5 -apple-system,'PingFang SC','Microsoft YaHei',sans-serif\"><div style=\"max-width:560px;margin:0 auto;background:#fff;border:1px solid #e2e2db;border-radius:6px;padding:24px\"><h1 style=\"font-size:20px;line-height:1.3;margin:0 0 16px\">{}</h1>{body}<p style=\"margin:20px 0 0\"><a href=\"{}\" style=\"display:inline-block;padding:10px 18px;background:#0f6b5c;color:#fff;text-decoration:none;border-radius:6px\">{}</a></p></div><p style=\"max-width:560px;margin:12px auto 0;color:#6b7783;font-size:13px\">{name}</p></body></html>",
            lang.tag(),
            escape(&subject),
            escape(&url),
            escape(&link),
        );
        Written {
            subject,
            paragraphs,
            text,
            html,
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
