//! Where the published guides contradict each other (protocol notes §13.2), both readings as configuration.
//!
//! The default is the current text of the China site. A reading that is accepted either way needs no switch and is not
//! here: 14- and 17-digit expiry times, numbers sent as text, `MKT.` and `CBC.` prefixes, `orgInfoList` as text.

pub use super::schedule::{Schedule, Schedules};

/// How the members of the signed body are ordered.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::{Order, Signing}, sign::v2};
/// let canonical = |order| {
///     let rules = Signing { order, ..Signing::default() };
///     v2::explain(br#"{"b":1,"a":2}"#, &AccessKey::new("k"), "1", "n", &rules).unwrap().canonical
/// };
/// assert_eq!(canonical(Order::Ascending), r#"{"a":2,"b":1}"#);
/// assert_eq!(canonical(Order::AsSent), r#"{"b":1,"a":2}"#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By name, a before b: the China site's pages and the sample verifier's `TreeMap`.
    #[default]
    Ascending,
    /// By name, b before a: the text of the international pages.
    Descending,
    /// As they were sent: the License page has no sorting step.
    AsSent,
}

/// How `bodyHash` of the 2.0 signature is made.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::{BodyHash, Signing}, sign::v2};
/// let key = AccessKey::new("k");
/// let bare = Signing { body_hash: BodyHash::Bare, ..Signing::default() };
/// let hash = |rules| v2::explain(b"{}", &key, "1", "n", rules).unwrap().body_hash;
/// assert_ne!(hash(&bare), hash(&Signing::default()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BodyHash {
    /// HMAC-SHA256 with the access key: the sample verifier, the License page.
    #[default]
    Keyed,
    /// SHA-256 alone: what "HMAC_SHA256(body)" with its single argument could also mean.
    Bare,
}

/// The letters of a hexadecimal signature that is sent. Reading ignores case.
///
/// ```
/// use guildhall_sdk::protocol::{AccessKey, dialect::{HexCase, Signing}, sign::v2};
/// let lower = Signing { hex: HexCase::Lower, ..Signing::default() };
/// let sign = |rules| v2::sign(b"{}", &AccessKey::new("k"), 1, "n", rules).unwrap();
/// assert_eq!(sign(&lower), sign(&Signing::default()).to_lowercase());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HexCase {
    /// As in the current examples.
    #[default]
    Upper,
    /// As in older examples and as the sample code prints it.
    Lower,
}

/// What `testFlag` says when a call is no test. Reading takes a missing flag for `0`.
///
/// ```
/// use guildhall_sdk::protocol::{Dialect, dialect::LiveFlag, endpoint::{self, Envelope}, production::QueryInstance};
/// let dialect = Dialect { live_flag: LiveFlag::Zero, ..Dialect::default() };
/// let envelope = Envelope { test: false, now: "2026-11-22T00:00:00Z".parse().unwrap() };
/// let body = endpoint::body(&QueryInstance { instance_id: "i".into() }, envelope, &dialect).unwrap();
/// assert_eq!(body, br#"{"activity":"queryInstance","instanceId":"i","testFlag":"0"}"#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LiveFlag {
    /// The field is left out: current pages.
    #[default]
    Absent,
    /// `"0"`: older, international and EU pages.
    Zero,
}

/// How production calls are signed and judged.
///
/// ```
/// use guildhall_sdk::protocol::dialect::Signing;
/// let rules = Signing { accept_seconds: true, ..Signing::default() };
/// assert_eq!((rules.window_ms, rules.both_sides), (60_000, true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signing {
    /// Order of the members of a 2.0 body.
    pub order: Order,
    /// How `bodyHash` is made.
    pub body_hash: BodyHash,
    /// Letters of the signatures we send.
    pub hex: HexCase,
    /// Also take a signature over the very bytes that came, when the one over the canonical form is wrong.
    pub raw_fallback: bool,
    /// Largest distance between a call's time and ours, in milliseconds.
    pub window_ms: i64,
    /// Refuse times too far in the future as well (the text); the sample verifier looks at the past only.
    pub both_sides: bool,
    /// Take ten digits for seconds, as the international pages say.
    pub accept_seconds: bool,
    /// Leave parameters without a value out of an `authToken` (one public variant of the 1.0 code does).
    pub skip_blank: bool,
}

impl Default for Signing {
    fn default() -> Signing {
        Signing {
            order: Order::Ascending,
            body_hash: BodyHash::Keyed,
            hex: HexCase::Upper,
            raw_fallback: false,
            window_ms: 60_000,
            both_sides: true,
            accept_seconds: false,
            skip_blank: false,
        }
    }
}

/// The hosts of the open API, tried in turn when one cannot be reached.
///
/// ```
/// use guildhall_sdk::protocol::dialect::{Dialect, Hosts};
/// let hosts: Hosts = Dialect::europe().hosts;
/// assert_eq!(hosts, ["https://mkt.myhuaweicloud.eu"]);
/// ```
pub type Hosts = &'static [&'static str];

/// Everything the documents leave open or say twice.
///
/// ```
/// use guildhall_sdk::protocol::dialect::{Dialect, Order};
/// assert_eq!(Dialect::default(), Dialect::china());
/// assert_eq!(Dialect::international().hosts[0], "https://mkt-intl.myhuaweicloud.com");
/// assert_eq!(Dialect::default().signing.order, Order::Ascending);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Signatures.
    pub signing: Signing,
    /// `testFlag` of a call that is no test.
    pub live_flag: LiveFlag,
    /// Milliseconds a seller has to answer: the debug tool's 20 s; the requirements page says 5 s, which is what a
    /// seller should keep to.
    pub call_limit_ms: u64,
    /// Retries of 2.0; [`Schedules::ONLINE_LICENSE`] is the other published table.
    pub v2: Schedules,
    /// Retries of 1.0.
    pub v1: Schedules,
    /// Most records of one usage push: the usage page's 1000; the order page says 100.
    pub usage_records: usize,
    /// Sign answers of 2.0 with `Body-Sign` as well, as the EU text asks. Never demanded of a seller.
    pub sign_v2_answers: bool,
    /// Where the open API is.
    pub hosts: Hosts,
}

impl Dialect {
    /// The China site's current text.
    ///
    /// ```
    /// use guildhall_sdk::protocol::Dialect;
    /// assert_eq!(Dialect::china(), Dialect::default());
    /// ```
    pub const fn china() -> Dialect {
        Dialect {
            signing: Signing {
                order: Order::Ascending,
                body_hash: BodyHash::Keyed,
                hex: HexCase::Upper,
                raw_fallback: false,
                window_ms: 60_000,
                both_sides: true,
                accept_seconds: false,
                skip_blank: false,
            },
            live_flag: LiveFlag::Absent,
            call_limit_ms: 20_000,
            v2: Schedules::V2,
            v1: Schedules::V1,
            usage_records: 1000,
            sign_v2_answers: false,
            hosts: &["https://mkt.myhuaweicloud.com", "https://mkt.myhuaweicloud.cn"],
        }
    }

    /// The international site. Its text on sorting contradicts the sample code, which is what runs: only what is
    /// harmless differs.
    ///
    /// ```
    /// use guildhall_sdk::protocol::Dialect;
    /// assert!(Dialect::international().signing.accept_seconds);
    /// ```
    pub const fn international() -> Dialect {
        let mut dialect = Dialect::china();
        dialect.signing.accept_seconds = true;
        dialect.live_flag = LiveFlag::Zero;
        dialect.hosts = &[
            "https://mkt-intl.myhuaweicloud.com",
            "https://mkt.myhuaweicloud.cn",
        ];
        dialect
    }

    /// The European site: an older 2.0.
    ///
    /// ```
    /// use guildhall_sdk::protocol::Dialect;
    /// assert!(Dialect::europe().sign_v2_answers);
    /// ```
    pub const fn europe() -> Dialect {
        let mut dialect = Dialect::china();
        dialect.live_flag = LiveFlag::Zero;
        dialect.call_limit_ms = 5_000;
        dialect.sign_v2_answers = true;
        dialect.v1.refresh = Schedule::ONCE;
        dialect.v1.release = Schedule::ONCE;
        dialect.hosts = &["https://mkt.myhuaweicloud.eu"];
        dialect
    }
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect::china()
    }
}
