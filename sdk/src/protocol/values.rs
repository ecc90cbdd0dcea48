//! Values of the wire: times, quantities, and texts that came as numbers.

use chrono::{DateTime, NaiveDateTime, Utc};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{
        DeserializeOwned, Error as _, MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use serde_json::Number;
use std::{fmt, marker::PhantomData};

/// Declares an enum of texts that may get more members: what is not known is kept as it came.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$member_doc])* $member,)+
            /// Something this version does not know, as it came.
            Unknown(String),
        }

        impl $name {
            /// Every member that is known.
            pub const KNOWN: &'static [$name] = &[$($name::$member,)+];

            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$member => $text,)+
                    $name::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> $name {
                match text {
                    $($text => $name::$member,)+
                    other => $name::Unknown(other.to_owned()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                $crate::protocol::values::text(deserializer).map(|text| $name::from(text.as_str()))
            }
        }
    };
}
pub(crate) use open_enum;

open_enum! {
    /// Why an instance's term changes (`scene`).
///
/// ```
/// use guildhall_sdk::protocol::values::Scene;
/// assert_eq!(Scene::KNOWN.len(), 4);
/// assert_eq!(Scene::from("OF_TOMORROW").as_str(), "OF_TOMORROW");
/// ```
    Scene {
        /// A trial becomes a paid instance.
        TrialToFormal = "TRIAL_TO_FORMAL",
        /// Renewed.
        Renewal = "RENEWAL",
        /// A renewal was refunded.
        UnsubscribeRenewalPeriod = "UNSUBSCRIBE_RENEWAL_PERIOD",
        /// Renewed with another specification (new; absent from the EU's text).
        RenewalChange = "RENEWAL_CHANGE",
    }
}

open_enum! {
    /// What an instance's or license's status becomes in 2.0.
///
/// ```
/// use guildhall_sdk::protocol::values::Status;
/// assert_eq!(serde_json::to_string(&Status::Freeze).unwrap(), r#""FREEZE""#);
/// ```
    Status {
        /// Stop serving; keep the data.
        Freeze = "FREEZE",
        /// Serve again.
        Unfreeze = "UNFREEZE",
    }
}

open_enum! {
    /// What an instance's status becomes in 1.0.
///
/// ```
/// use guildhall_sdk::protocol::values::StatusV1;
/// assert_eq!(StatusV1::from("NORMAL"), StatusV1::Normal);
/// ```
    StatusV1 {
        /// Stop serving; keep the data.
        Freeze = "FREEZE",
        /// Serve again.
        Normal = "NORMAL",
    }
}

open_enum! {
    /// How a line of an order is charged (计费模式).
///
/// ```
/// use guildhall_sdk::protocol::values::ChargingMode;
/// assert_eq!(ChargingMode::OnDemandPackage.to_string(), "ON_DEMAND_PKG");
/// ```
    ChargingMode {
        /// By use.
        OnDemand = "ON_DEMAND",
        /// Once.
        OneTime = "ONE_TIME",
        /// By month or year.
        Period = "PERIOD",
        /// A package of use.
        OnDemandPackage = "ON_DEMAND_PKG",
    }
}

open_enum! {
    /// What an order is for.
///
/// ```
/// use guildhall_sdk::protocol::values::OrderType;
/// assert_eq!(OrderType::from("RENEW"), OrderType::Renew);
/// ```
    OrderType {
        /// A purchase.
        New = "NEW",
        /// A trial.
        Trial = "TRIAL",
        /// A trial becomes a paid instance.
        TrialToFormal = "TRIAL_TO_FORMAL",
        /// A refund.
        Unsubscribe = "UNSUBSCRIBE",
        /// A renewal.
        Renew = "RENEW",
        /// A change of specification.
        Change = "CHANGE",
    }
}

open_enum! {
    /// What a license code is.
///
/// ```
/// use guildhall_sdk::protocol::values::LicenseStatus;
/// assert_eq!(LicenseStatus::from("LOST"), LicenseStatus::Unknown("LOST".into()));
/// ```
    LicenseStatus {
        /// In use.
        Alive = "ALIVE",
        /// Its time is over.
        Expired = "EXPIRED",
        /// Given back.
        Released = "RELEASED",
    }
}

open_enum! {
    /// A person's role in a buyer's enterprise.
///
/// ```
/// use guildhall_sdk::protocol::values::Role;
/// assert_eq!(Role::Admin.as_str(), "admin");
/// ```
    Role {
        /// Uses.
        User = "user",
        /// Administers.
        Admin = "admin",
    }
}

open_enum! {
    /// What an upload holds.
///
/// ```
/// use guildhall_sdk::protocol::values::UploadKind;
/// assert_eq!(UploadKind::from("FILE"), UploadKind::File);
/// ```
    UploadKind {
        /// A text.
        Characters = "CHARACTERS",
        /// A file.
        File = "FILE",
    }
}

/// An instant as `yyyyMMddHHmmss`, UTC. Read with milliseconds too, as one published example has them.
///
/// ```
/// use guildhall_sdk::protocol::values::Stamp;
/// let stamp: Stamp = serde_json::from_str(r#""20221124023618256""#).unwrap();
/// assert_eq!(serde_json::to_string(&stamp).unwrap(), r#""20221124023618""#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(pub DateTime<Utc>);

/// An instant as `yyyyMMddHHmmssSSS`, UTC. Read without milliseconds too.
///
/// ```
/// use guildhall_sdk::protocol::values::StampMs;
/// let stamp: StampMs = serde_json::from_str(r#""20221124023618256""#).unwrap();
/// assert_eq!(stamp.0.timestamp_subsec_millis(), 256);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StampMs(pub DateTime<Utc>);

/// An instant as `yyyyMMdd'T'HHmmss'Z'`, UTC.
///
/// ```
/// use guildhall_sdk::protocol::values::IsoStamp;
/// let stamp = IsoStamp("2026-11-22T01:02:03.9Z".parse().unwrap());
/// assert_eq!(serde_json::to_string(&stamp).unwrap(), r#""20261122T010203Z""#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IsoStamp(pub DateTime<Utc>);

/// An instant as `yyyy-MM-dd HH:mm:ss z`, UTC, of the online License.
///
/// ```
/// use guildhall_sdk::protocol::values::SpacedStamp;
/// let stamp: SpacedStamp = serde_json::from_str(r#""2023-10-27 10:30:15 z""#).unwrap();
/// assert_eq!(stamp.0.to_rfc3339(), "2023-10-27T10:30:15+00:00");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpacedStamp(pub DateTime<Utc>);

fn compact(text: &str) -> Option<DateTime<Utc>> {
    if !text.bytes().all(|b| b.is_ascii_digit()) || !matches!(text.len(), 14 | 17) {
        return None;
    }
    let (seconds, millis) = text.split_at(14);
    let base = NaiveDateTime::parse_from_str(seconds, "%Y%m%d%H%M%S").ok()?;
    let millis: i64 = if millis.is_empty() {
        0
    } else {
        millis.parse().ok()?
    };
    Some(base.and_utc() + chrono::TimeDelta::milliseconds(millis))
}

macro_rules! stamp {
    ($name:ident, $write:literal, $form:literal, $read:expr) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0.format($write))
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = text(deserializer)?;
                let read: fn(&str) -> Option<DateTime<Utc>> = $read;
                read(&text)
                    .map($name)
                    .ok_or_else(|| D::Error::custom(concat!("no time of the form ", $form)))
            }
        }
    };
}

stamp!(Stamp, "%Y%m%d%H%M%S", "yyyyMMddHHmmss", compact);
stamp!(StampMs, "%Y%m%d%H%M%S%3f", "yyyyMMddHHmmssSSS", compact);
stamp!(IsoStamp, "%Y%m%dT%H%M%SZ", "yyyyMMddTHHmmssZ", |text| {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ")
        .ok()
        .map(|t| t.and_utc())
});
stamp!(
    SpacedStamp,
    "%Y-%m-%d %H:%M:%S z",
    "yyyy-MM-dd HH:mm:ss z",
    |text| {
        let text = text.get(..19)?;
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
            .ok()
            .map(|t| t.and_utc())
    }
);

/// A quantity or an amount: exact, read from a number or a text, written as a text.
///
/// ```
/// use guildhall_sdk::protocol::values::Quantity;
/// let (number, text): (Quantity, Quantity) = serde_json::from_str(r#"[99.50, "99.5"]"#).unwrap();
/// assert_eq!(number, text);
/// assert_eq!(serde_json::to_string(&text).unwrap(), r#""99.5""#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(pub Decimal);

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Quantity, D::Error> {
        let text = text(deserializer)?;
        let read = text
            .parse::<Decimal>()
            .or_else(|_| Decimal::from_scientific(&text));
        read.map(Quantity)
            .map_err(|_| D::Error::custom("no decimal number"))
    }
}

/// A quantity that is written as a number (`usageValue`: Double(12,4), which a double holds exactly enough).
pub(crate) fn as_number<S: Serializer>(value: &Quantity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(value.0.to_f64().unwrap_or_default())
}

/// What a field can be that is no object and no list. Never a tree: of what a stranger sends, no more is made than it is.
enum Scalar {
    Nothing,
    Text(String),
    Number(Number),
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Scalar, E> {
        let number = Number::from_f64(number).ok_or_else(|| E::custom("no finite number"))?;
        Ok(Scalar::Number(number))
    }

    /// How a number comes where somebody has switched on serde_json's `arbitrary_precision`; an object is refused here.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Scalar, A::Error> {
        Number::deserialize(MapAccessDeserializer::new(map)).map(Scalar::Number)
    }
}

/// A text, or a number taken for one.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    maybe_text(deserializer).map(Option::unwrap_or_default)
}

/// An optional text, or a number taken for one.
pub(crate) fn maybe_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match deserializer.deserialize_any(ScalarVisitor)? {
        Scalar::Nothing => None,
        Scalar::Text(text) => Some(text),
        Scalar::Number(number) => Some(number.to_string()),
    })
}

/// A whole number, or a text that is one.
pub(crate) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    maybe_whole(deserializer)?.ok_or_else(|| D::Error::custom("no whole number"))
}

/// An optional whole number, or a text that is one; an empty text is none.
pub(crate) fn maybe_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let number = match deserializer.deserialize_any(ScalarVisitor)? {
        Scalar::Nothing => return Ok(None),
        Scalar::Text(text) if text.is_empty() => return Ok(None),
        Scalar::Text(text) => text.parse().ok(),
        Scalar::Number(number) => number.as_i64(),
    };
    number
        .map(Some)
        .ok_or_else(|| D::Error::custom("no whole number"))
}

/// A list, or a text that holds one as JSON (1.0 kit syncs, older pages of 2.0); null is an empty one.
pub(crate) fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_any(ListVisitor(PhantomData))
}

/// Walks the list itself, so that an error's path names the entry.
struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<T>, E> {
        let mut reader = serde_json::Deserializer::from_str(text);
        serde_path_to_error::deserialize(&mut reader).map_err(E::custom)
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }
}

/// A list written as a text that holds it as JSON.
pub(crate) fn list_as_text<S: Serializer, T: Serialize>(
    list: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    use serde::ser::Error as _;
    serializer.serialize_str(&serde_json::to_string(list).map_err(S::Error::custom)?)
}
