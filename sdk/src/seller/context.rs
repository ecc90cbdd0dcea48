//! What surrounds a call: its circumstances, how a creation went, and why a call is refused.

use crate::protocol::{codes::ResultCode, production::AppInfo};
use chrono::{DateTime, Utc};

/// What a call is besides its own fields.
///
/// ```
/// use guildhall_sdk::seller::Context;
/// let cx = Context { test: true, now: "2026-11-22T00:00:00Z".parse().unwrap(), instance_id: "b-1".into() };
/// assert!(cx.test, "nobody has paid: create nothing that costs");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// A call of the debugging console: nobody has paid.
    pub test: bool,
    /// When it came.
    pub now: DateTime<Utc>,
    /// Of new instances: the name it is to have, the `businessId` of the first request for this order line (D:0070649427).
    /// It stays the same however often the call is repeated. Of other calls: empty.
    pub instance_id: String,
}

/// How a creation went.
///
/// ```
/// use guildhall_sdk::seller::{Created, Refusal};
/// let begun = |queue_is_empty: bool| -> Result<Created, Refusal> {
///     Ok(if queue_is_empty { Created::Ready } else { Created::Later })
/// };
/// assert_eq!(begun(false), Ok(Created::Later));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// The instance is there.
    Ready,
    /// It is on its way (`000004`): the marketplace asks with `queryInstance` until there is an answer.
    Later,
}

/// How a creation of 1.0 went.
///
/// ```
/// use guildhall_sdk::{protocol::production::AppInfo, seller::CreatedV1};
/// let created = CreatedV1 { app_info: Some(AppInfo::at("https://saas.example/i-1")) };
/// assert!(created.app_info.unwrap().password.is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreatedV1 {
    /// How the instance is used; the kit encrypts user name and password.
    pub app_info: Option<AppInfo>,
}

/// A license of License 1.0.
///
/// ```
/// use guildhall_sdk::seller::License;
/// assert_eq!(License::new("PL-1").license, "PL-1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct License {
    /// The license.
    pub license: String,
}

impl License {
    /// A license, as the buyer gets it.
    ///
    /// ```
    /// assert_eq!(guildhall_sdk::seller::License::new("PL-1").license, "PL-1");
    /// ```
    pub fn new(license: impl Into<String>) -> License {
        License {
            license: license.into(),
        }
    }
}

/// Why a call is refused: a code of the documents, and words.
///
/// ```
/// use guildhall_sdk::{protocol::codes::ResultCode, seller::Refusal};
/// assert_eq!(Refusal::new(ResultCode::SoldOut, "none left").code.as_str(), "000106");
/// assert_eq!(Refusal::no_such_instance().code.as_str(), "000003");
/// assert_eq!(Refusal::internal("the disk is full").message, "the disk is full");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: ResultCode,
    /// At most 255 characters are sent.
    pub message: String,
}

impl Refusal {
    /// Any refusal.
    ///
    /// ```
    /// use guildhall_sdk::{protocol::codes::ResultCode, seller::Refusal};
    /// assert_eq!(Refusal::new(ResultCode::NoResource, "no room").message, "no room");
    /// ```
    pub fn new(code: ResultCode, message: impl Into<String>) -> Refusal {
        Refusal {
            code,
            message: message.into(),
        }
    }

    /// There is no such instance, or license code (`000003`).
    ///
    /// ```
    /// assert_eq!(guildhall_sdk::seller::Refusal::no_such_instance().code.as_str(), "000003");
    /// ```
    pub fn no_such_instance() -> Refusal {
        Refusal::new(ResultCode::NoSuchInstance, "no such instance")
    }

    /// Our own fault (`000005`): the marketplace tries again.
    ///
    /// ```
    /// let from_any_error = "x".parse::<u8>().map_err(guildhall_sdk::seller::Refusal::internal);
    /// assert_eq!(from_any_error.unwrap_err().code.as_str(), "000005");
    /// ```
    pub fn internal(error: impl std::fmt::Display) -> Refusal {
        Refusal::new(ResultCode::Internal, error.to_string())
    }
}
