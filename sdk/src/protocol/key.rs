//! The access key (密钥) a marketplace shares with a seller: one per class of interface, never the AK/SK of the open API.

use std::fmt;

/// A shared secret. It can be looked at with [`AccessKey::expose`] only, so that it reaches no log by accident.
///
/// ```
/// use guildhall_sdk::protocol::AccessKey;
/// let key = AccessKey::new("synthetic-key-0001");
/// assert_eq!(format!("{key:?}"), "AccessKey(…)");
/// assert_eq!(key.expose(), "synthetic-key-0001");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AccessKey(String);

impl AccessKey {
    /// A key as the seller centre shows it. Length and alphabet are documented nowhere, so any text is one.
    ///
    /// ```
    /// use guildhall_sdk::protocol::AccessKey;
    /// assert_eq!(AccessKey::new("k"), "k".into());
    /// ```
    pub fn new(text: impl Into<String>) -> AccessKey {
        AccessKey(text.into())
    }

    /// The secret itself.
    ///
    /// ```
    /// assert_eq!(guildhall_sdk::protocol::AccessKey::new("k").expose(), "k");
    /// ```
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Its UTF-8 bytes, which is what is signed with.
    ///
    /// ```
    /// assert_eq!(guildhall_sdk::protocol::AccessKey::new("钥").bytes().len(), 3);
    /// ```
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessKey(…)")
    }
}

impl<T: Into<String>> From<T> for AccessKey {
    fn from(text: T) -> AccessKey {
        AccessKey(text.into())
    }
}
