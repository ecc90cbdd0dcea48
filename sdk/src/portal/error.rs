//! The one error that crosses the wire. Each variant is written for the person who reads it; causes stay in the log.

use crate::{
    finding::{Code, Finding},
    lang::Lang,
    offers::OfferStatus,
};
use serde::{Deserialize, Serialize};

/// Why an operation was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AppError {
    /// The request could not be read. 400
    #[error("malformed: {detail}")]
    Malformed {
        /// What and where, in English: it is a programmer who reads it.
        detail: String,
    },
    /// Nobody is signed in. 401
    #[error("not signed in")]
    NotSignedIn,
    /// The role does not allow it. 403
    #[error("forbidden")]
    Forbidden,
    /// The password was right; the code of the second step is still to come. 401
    #[error("code needed")]
    CodeNeeded {
        /// What the second step names; good for some minutes. Empty on the wire of programs: they send the code at once.
        challenge: String,
    },
    /// Who is signed in must prove it again before this. 403
    #[error("proof needed")]
    ProofNeeded,
    /// The role asks for two-step sign-in, which this account has not set up. 403
    #[error("two-step sign-in needed")]
    TwoStepNeeded,
    /// The seller has not joined yet; its joining page says what is left. 403
    #[error("join first")]
    JoinFirst,
    /// An agreement in force is not signed. 403
    #[error("sign first")]
    SignFirst,
    /// Unknown, or another tenant's: the two look the same. 404
    #[error("not found")]
    NotFound,
    /// Something else happened first. 409
    #[error("conflict: {reason:?}")]
    Conflict {
        /// What it was.
        reason: Conflict,
    },
    /// It was there, and the reader may know why it is no more. 410
    #[error("gone: {cause:?}")]
    Gone {
        /// Why.
        cause: OfferStatus,
    },
    /// The body is too large. 413
    #[error("too large")]
    TooLarge,
    /// The body is of a kind that is not taken here. 415
    #[error("unsupported media type")]
    Unsupported,
    /// Rules were broken. 422
    #[error("invalid: {findings:?}")]
    Invalid {
        /// Which, and where.
        findings: Vec<Finding>,
    },
    /// Too many requests. 429
    #[error("too many requests")]
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// Something we depend on is away for the moment. 503
    #[error("unavailable")]
    Unavailable,
    /// Our fault. 500
    #[error("internal error")]
    Internal,
}

/// What came first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Conflict {
    /// The row was saved by somebody else since it was read.
    StaleVersion {
        /// The version that is stored now.
        current: i64,
    },
    /// The idempotency key was used with another request.
    KeyReused,
    /// The state does not allow it (any more).
    WrongState {
        /// The state it is in, by its wire name.
        state: String,
    },
    /// Somebody else has claimed it.
    Claimed {
        /// Who.
        by: String,
    },
    /// Every order the offer allows has been placed.
    UsedUp,
}

impl AppError {
    /// One finding at one field.
    pub fn field(path: &str, code: Code) -> AppError {
        AppError::Invalid {
            findings: vec![Finding::error(path, code)],
        }
    }

    /// Somebody else was first.
    pub fn conflict(reason: Conflict) -> AppError {
        AppError::Conflict { reason }
    }

    /// The state does not allow it.
    pub fn wrong_state(state: &str) -> AppError {
        AppError::Conflict {
            reason: Conflict::WrongState {
                state: state.to_owned(),
            },
        }
    }

    /// Our fault; the cause goes to the log, never to the reader.
    pub fn malformed(detail: impl Into<String>) -> AppError {
        AppError::Malformed {
            detail: detail.into(),
        }
    }

    /// The HTTP status: the only place that knows it.
    pub const fn status(&self) -> u16 {
        match self {
            AppError::Malformed { .. } => 400,
            AppError::NotSignedIn | AppError::CodeNeeded { .. } => 401,
            AppError::Forbidden
            | AppError::ProofNeeded
            | AppError::TwoStepNeeded
            | AppError::JoinFirst
            | AppError::SignFirst => 403,
            AppError::NotFound => 404,
            AppError::Conflict { .. } => 409,
            AppError::Gone { .. } => 410,
            AppError::TooLarge => 413,
            AppError::Unsupported => 415,
            AppError::Invalid { .. } => 422,
            AppError::TooManyRequests { .. } => 429,
            AppError::Unavailable => 503,
            AppError::Internal => 500,
        }
    }

    /// The code on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            AppError::Malformed { .. } => "malformed",
            AppError::NotSignedIn => "not_signed_in",
            AppError::Forbidden => "forbidden",
            AppError::CodeNeeded { .. } => "code_needed",
            AppError::ProofNeeded => "proof_needed",
            AppError::TwoStepNeeded => "two_step_needed",
            AppError::JoinFirst => "join_first",
            AppError::SignFirst => "sign_first",
            AppError::NotFound => "not_found",
            AppError::Conflict { reason } => match reason {
                Conflict::StaleVersion { .. } => "conflict.stale_version",
                Conflict::KeyReused => "conflict.key_reused",
                Conflict::WrongState { .. } => "conflict.wrong_state",
                Conflict::Claimed { .. } => "conflict.claimed",
                Conflict::UsedUp => "conflict.used_up",
            },
            AppError::Gone { .. } => "gone",
            AppError::TooLarge => "too_large",
            AppError::Unsupported => "unsupported",
            AppError::Invalid { .. } => "invalid",
            AppError::TooManyRequests { .. } => "too_many_requests",
            AppError::Unavailable => "unavailable",
            AppError::Internal => "internal",
        }
    }

    /// What happened and what to do, for the reader.
    pub fn message(&self, lang: Lang) -> String {
        let (zh, en): (String, String) = match self {
            AppError::Malformed { detail } => (
                format!("无法读取请求：{detail}"),
                format!("The request could not be read: {detail}"),
            ),
            AppError::NotSignedIn => ("请先登录。".into(), "Sign in first.".into()),
            AppError::Forbidden => (
                "您的账号无权执行此操作。".into(),
                "Your account may not do this.".into(),
            ),
            AppError::CodeNeeded { .. } => (
                "请输入验证器中的验证码。".into(),
                "Enter the code of your authenticator.".into(),
            ),
            AppError::ProofNeeded => (
                "此操作需要再次确认是您本人。".into(),
                "Confirm that it is you before doing this.".into(),
            ),
            AppError::TwoStepNeeded => (
                "您的角色需要先启用两步登录。".into(),
                "Your role needs two-step sign-in; set it up first.".into(),
            ),
            AppError::JoinFirst => (
                "完成商家入驻后才能使用此功能，请在“商家入驻”中查看还需完成的步骤。".into(),
                "This opens once you have joined; “Joining” shows the steps that are left.".into(),
            ),
            AppError::SignFirst => (
                "有协议需要签署，签署后即可查看账单。请前往“协议与规范”。".into(),
                "An agreement waits for your signature; bills are shown once it is signed. Go to “Agreements”.".into(),
            ),
            AppError::NotFound => ("没有找到。".into(), "There is nothing here.".into()),
            AppError::Conflict { reason } => match reason {
                Conflict::StaleVersion { .. } => (
                    "在您编辑期间已有人保存了新内容，请对比后再保存。".into(),
                    "Somebody saved this while you were editing; compare before you save.".into(),
                ),
                Conflict::KeyReused => (
                    "该幂等键已用于另一个请求。".into(),
                    "This idempotency key was used with another request.".into(),
                ),
                Conflict::WrongState { .. } => (
                    "当前状态不允许此操作，请刷新页面查看最新状态。".into(),
                    "Its state does not allow this; reload to see where it stands.".into(),
                ),
                Conflict::Claimed { by } => (
                    format!("{by} 正在处理这一项。"),
                    format!("{by} is working on this."),
                ),
                Conflict::UsedUp => (
                    "该优惠的可用次数已用完。".into(),
                    "Every order this offer allows has been placed.".into(),
                ),
            },
            AppError::Gone { cause } => (
                format!("该优惠已不可用：{}。", cause.words(Lang::Zh)),
                format!("This offer is not available any more: {}.", cause.words(Lang::En)),
            ),
            AppError::TooLarge => ("内容过大。".into(), "This is too large.".into()),
            AppError::Unsupported => (
                "不支持此内容类型。".into(),
                "This content type is not accepted.".into(),
            ),
            AppError::Invalid { findings } => {
                let n = findings.len();
                (format!("有 {n} 处需要修改。"), format!("{n} thing(s) to mend."))
            }
            AppError::TooManyRequests { retry_after } => (
                format!("请求过于频繁，请 {retry_after} 秒后再试。"),
                format!("Too many requests; try again in {retry_after} seconds."),
            ),
            AppError::Unavailable => (
                "服务暂时不可用，请稍后再试。".into(),
                "Not available at the moment; try again soon.".into(),
            ),
            AppError::Internal => (
                "出错了，我们已记录。请稍后再试。".into(),
                "Something went wrong on our side and was recorded. Try again later.".into(),
            ),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The page where the reader can do something about it.
    pub const fn leads_to(&self) -> Option<&'static str> {
        match self {
            AppError::JoinFirst => Some("/seller/join"),
            AppError::SignFirst => Some("/seller/agreements"),
            AppError::TwoStepNeeded => Some("/account/two-step"),
            _ => None,
        }
    }

    /// The findings, when there are any.
    pub fn findings(&self) -> &[Finding] {
        match self {
            AppError::Invalid { findings } => findings,
            _ => &[],
        }
    }
}
