//! What an endpoint is: a request with a place, a way to prove who sent it, and an answer.

use super::{
    dialect::{Dialect, LiveFlag},
    message::{self, Faults, Message},
    sign::ak_sk::write_query,
};
use chrono::{DateTime, FixedOffset, Utc};
use serde_json::{Map, Value};

/// The HTTP method.
///
/// ```
/// use guildhall_sdk::protocol::endpoint::Method;
/// assert_eq!([Method::Get, Method::Post].map(Method::as_str), ["GET", "POST"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET, everything in the query.
    Get,
    /// POST, a body.
    Post,
}

impl Method {
    /// In capitals.
    ///
    /// ```
    /// assert_eq!(guildhall_sdk::protocol::endpoint::Method::Post.as_str(), "POST");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// How the sender proves who it is.
///
/// ```
/// use guildhall_sdk::protocol::{endpoint::{Auth, Endpoint}, kit::TenantSync, openapi::PushUsage, v1};
/// assert_eq!((TenantSync::AUTH, v1::TenantSync::AUTH), (Auth::Kit, Auth::Token));
/// assert_eq!(PushUsage::AUTH, Auth::AkSkAndUsage);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// `?signature&timestamp&nonce` ([`super::sign::v2`]).
    Query,
    /// `x-sign`, `x-timestamp`, `x-nonce` ([`super::sign::kit`]).
    Kit,
    /// `authToken` ([`super::sign::auth_token`]); the answer carries `Body-Sign`.
    Token,
    /// AK/SK ([`super::sign::ak_sk`]).
    AkSk,
    /// AK/SK, and `signature`, `ts`, `nonce` over the body ([`super::sign::usage`]).
    AkSkAndUsage,
}

/// When a call may be sent again without harm.
///
/// ```
/// use guildhall_sdk::protocol::{endpoint::{Endpoint, Repeat}, openapi::{PushUsage, PushUsageOld, QueryOrder}};
/// assert_eq!([QueryOrder::REPEAT, PushUsage::REPEAT, PushUsageOld::REPEAT], [
///     Repeat::Reads,
///     Repeat::Recognised, // by metering_sn
///     Repeat::Unsent,
/// ]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It only reads.
    Reads,
    /// The receiver recognises it by keys of its own (order line, instance, `metering_sn`).
    Recognised,
    /// Only when it certainly did not arrive.
    Unsent,
}

/// What every call of an interface carries besides its own fields.
///
/// ```
/// use guildhall_sdk::protocol::{endpoint::{Common, Endpoint}, openapi::QueryOrder, production::OrderNotify};
/// assert_eq!((OrderNotify::COMMON, QueryOrder::COMMON), (Common::ActivityAndFlag, Common::None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Common {
    /// Nothing.
    None,
    /// 2.0: `activity`, and `testFlag` as text.
    Activity,
    /// 2.0 order notices: `testFlag` is mandatory.
    ActivityAndFlag,
    /// Kit syncs of 2.0: `testFlag` as a number and `timeStamp` in UTC+8.
    KitV2,
    /// 1.0: `activity`, `testFlag` when it is a test, `timeStamp` in UTC.
    V1,
    /// Kit syncs of 1.0: as 1.0, without `activity`.
    KitV1,
}

/// A request, and where it goes.
///
/// ```
/// use guildhall_sdk::protocol::{endpoint::{Endpoint, Method}, openapi::QueryOrder, production::NewInstance};
/// assert_eq!((NewInstance::NAME, NewInstance::PATH), ("newInstance", ""));
/// assert_eq!(QueryOrder::METHOD, Method::Get);
/// ```
pub trait Endpoint: Message {
    /// `activity` of production calls; else the document's name of the call.
    const NAME: &'static str;
    /// The method.
    const METHOD: Method;
    /// The path after the production address, or after the open API's host.
    const PATH: &'static str;
    /// The proof.
    const AUTH: Auth;
    /// When it may be repeated.
    const REPEAT: Repeat;
    /// What it carries besides.
    const COMMON: Common;
    /// What comes back.
    type Answer: Message;
}

/// What a call carries besides its own fields.
///
/// ```
/// use guildhall_sdk::protocol::endpoint::Envelope;
/// let envelope = Envelope { test: true, now: "2026-11-22T00:00:00Z".parse().unwrap() };
/// assert_eq!(envelope.now.timestamp_millis(), 1_795_305_600_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope {
    /// A call of the debugging console (`testFlag`).
    pub test: bool,
    /// When it is sent.
    pub now: DateTime<Utc>,
}

/// Every member of a call's body, checked.
///
/// ```
/// use guildhall_sdk::protocol::{Dialect, endpoint::{self, Envelope}, production::QueryInstance};
/// let envelope = Envelope { test: false, now: "2026-11-22T00:00:00Z".parse().unwrap() };
/// let call = QueryInstance { instance_id: "i-1".into() };
/// let members = endpoint::members(&call, envelope, &Dialect::default()).unwrap();
/// assert_eq!((members.len(), &members["activity"]), (2, &"queryInstance".into()));
/// assert!(endpoint::members(&QueryInstance { instance_id: "".into() }, envelope, &Dialect::default()).is_err());
/// ```
///
/// # Errors
/// Every fault, with its place.
pub fn members<E: Endpoint>(
    call: &E,
    envelope: Envelope,
    dialect: &Dialect,
) -> Result<Map<String, Value>, Faults> {
    let mut members = message::members(call)?;
    let flag = if envelope.test { "1" } else { "0" };
    let said = envelope.test || dialect.live_flag == LiveFlag::Zero;
    match E::COMMON {
        Common::None => {}
        Common::Activity | Common::ActivityAndFlag | Common::V1 => {
            members.insert("activity".into(), E::NAME.into());
        }
        Common::KitV2 | Common::KitV1 => {}
    }
    match E::COMMON {
        Common::Activity if said => {
            members.insert("testFlag".into(), flag.into());
        }
        Common::ActivityAndFlag => {
            members.insert("testFlag".into(), flag.into());
        }
        Common::V1 | Common::KitV1 if envelope.test => {
            members.insert("testFlag".into(), flag.into());
        }
        Common::KitV2 => {
            members.insert("testFlag".into(), i32::from(envelope.test).into());
        }
        _ => {}
    }
    match E::COMMON {
        Common::KitV2 => {
            let time = FixedOffset::east_opt(8 * 3600).map(|zone| envelope.now.with_timezone(&zone));
            let time = time.map(|t| t.format("%Y%m%d%H%M%S%3f").to_string());
            members.insert("timeStamp".into(), time.into());
        }
        Common::V1 | Common::KitV1 => {
            let time = envelope.now.format("%Y%m%d%H%M%S%3f").to_string();
            members.insert("timeStamp".into(), time.into());
        }
        _ => {}
    }
    Ok(members)
}

/// The body of a call that is posted.
///
/// ```
/// use guildhall_sdk::protocol::{Dialect, endpoint::{self, Envelope}, production::ReleaseInstance};
/// let call = ReleaseInstance { instance_id: "i-1".into(), order_id: None, order_line_id: None };
/// let envelope = Envelope { test: true, now: "2026-11-22T00:00:00Z".parse().unwrap() };
/// let body = endpoint::body(&call, envelope, &Dialect::default()).unwrap();
/// assert_eq!(body, br#"{"activity":"releaseInstance","instanceId":"i-1","testFlag":"1"}"#);
/// ```
///
/// # Errors
/// Every fault, with its place.
pub fn body<E: Endpoint>(call: &E, envelope: Envelope, dialect: &Dialect) -> Result<Vec<u8>, Faults> {
    // Sent sorted, so that the bytes on the wire and their canonical form are the same.
    let mut members: Vec<(String, Value)> = members(call, envelope, dialect)?.into_iter().collect();
    members.sort_by(|a, b| a.0.cmp(&b.0));
    let members: Vec<String> = members
        .into_iter()
        .map(|(name, value)| format!("{}:{value}", Value::String(name)))
        .collect();
    Ok(format!("{{{}}}", members.join(",")).into_bytes())
}

/// The parameters of a call that goes into a query, or of a 1.0 kit body: every value as text, not yet encoded.
///
/// ```
/// use guildhall_sdk::protocol::{Dialect, endpoint::{self, Envelope}, v1::QueryInstance};
/// let envelope = Envelope { test: true, now: "2026-11-22T01:02:03.456Z".parse().unwrap() };
/// let call = QueryInstance { instance_id: "i-1".into() };
/// let parameters = endpoint::parameters(&call, envelope, &Dialect::default()).unwrap();
/// assert!(parameters.contains(&("timeStamp".into(), "20261122010203456".into())));
/// ```
///
/// # Errors
/// Every fault, with its place.
pub fn parameters<E: Endpoint>(
    call: &E,
    envelope: Envelope,
    dialect: &Dialect,
) -> Result<Vec<(String, String)>, Faults> {
    Ok(members(call, envelope, dialect)?
        .iter()
        .filter_map(|(name, v)| Some((name.clone(), plain(v)?)))
        .collect())
}

/// The query of these parameters, and of the token at its end.
///
/// ```
/// use guildhall_sdk::protocol::endpoint;
/// let parameters = [("activity".into(), "upgrade".into())];
/// assert_eq!(endpoint::query(&parameters, Some("a+b=")), "activity=upgrade&authToken=a%2Bb%3D");
/// ```
pub fn query(parameters: &[(String, String)], token: Option<&str>) -> String {
    let mut query = write_query(parameters);
    if let Some(token) = token {
        let separator = if query.is_empty() { "" } else { "&" };
        query += separator;
        query += &write_query(&[("authToken", token)]);
    }
    query
}

/// A member as 1.0 signs it: texts bare, everything else as JSON; null not at all.
///
/// ```
/// use guildhall_sdk::protocol::endpoint;
/// assert_eq!(endpoint::plain(&serde_json::json!(12)).as_deref(), Some("12"));
/// ```
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// What a call said besides its own fields; a missing flag is no test.
///
/// ```
/// use guildhall_sdk::protocol::endpoint;
/// let members = |text: &str| serde_json::from_str(text).unwrap();
/// assert!(endpoint::is_test(&members(r#"{"testFlag":1}"#)) && endpoint::is_test(&members(r#"{"testFlag":"1"}"#)));
/// assert!(!endpoint::is_test(&members("{}")));
/// ```
pub fn is_test(members: &Map<String, Value>) -> bool {
    members
        .get("testFlag")
        .and_then(plain)
        .is_some_and(|flag| flag == "1")
}
