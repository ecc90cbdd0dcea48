//! How a call can end that did not end well.

use crate::protocol::{
    message::{Faults, Unreadable},
    sign::Refused,
};

/// How a call ended.
///
/// ```
/// use guildhall_sdk::client::ClientError;
/// let error = ClientError::Refused { code: "000106".into(), message: "none left".into() };
/// assert_eq!(error.to_string(), "refused with 000106: none left");
/// assert!(!error.is_passing() && !error.is_unsent());
/// ```
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The request is not as the documents want it; nothing was sent.
    #[error("not sent: {0}")]
    Invalid(#[from] Faults),
    /// The address or the key cannot be used; nothing was sent.
    #[error("not sent: {0}")]
    Unusable(String),
    /// No connection: the name, the port, the certificate. Nothing was sent.
    #[error("no connection: {0}")]
    Connect(String),
    /// The whole answer was not there in time.
    #[error("no answer within {0} ms")]
    Timeout(u64),
    /// The connection ended before the answer did.
    #[error("the connection ended before the answer: {0}")]
    Dropped(String),
    /// A status other than 200 without a code of the documents.
    #[error("HTTP status {status}: {start}")]
    Status {
        /// The status.
        status: u16,
        /// The first characters of the body.
        start: String,
    },
    /// The answer is not `application/json`.
    #[error("the answer is `{0}`, not `application/json`")]
    ContentType(String),
    /// The answer is larger than is read.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
    /// The answer does not read, and where.
    #[error("the answer does not read: {0}")]
    Unreadable(#[from] Unreadable),
    /// The answer reads and is not as the documents want it.
    #[error("the answer is wrong: {0}")]
    Faulty(Faults),
    /// The answer's `Body-Sign` (1.0).
    #[error("Body-Sign: {0}")]
    Unsigned(Refused),
    /// Called too often.
    #[error("called too often")]
    Limited {
        /// When the other side says to come back.
        retry_after_s: Option<u64>,
    },
    /// A code of the documents that is no success.
    #[error("refused with {code}: {message}")]
    Refused {
        /// `resultCode` or `error_code`.
        code: String,
        /// In words.
        message: String,
    },
}

impl ClientError {
    /// Whether the request certainly did not arrive.
    ///
    /// ```
    /// use guildhall_sdk::client::ClientError;
    /// assert!(ClientError::Connect("no such name".into()).is_unsent());
    /// assert!(!ClientError::Timeout(20_000).is_unsent(), "it may have arrived");
    /// ```
    pub fn is_unsent(&self) -> bool {
        matches!(
            self,
            ClientError::Invalid(_) | ClientError::Unusable(_) | ClientError::Connect(_)
        )
    }

    /// Whether it may be different the next time.
    ///
    /// ```
    /// use guildhall_sdk::client::ClientError;
    /// assert!(ClientError::Status { status: 503, start: String::new() }.is_passing());
    /// assert!(!ClientError::Status { status: 404, start: String::new() }.is_passing());
    /// ```
    pub fn is_passing(&self) -> bool {
        match self {
            ClientError::Connect(_)
            | ClientError::Timeout(_)
            | ClientError::Dropped(_)
            | ClientError::Limited { .. } => true,
            ClientError::Status { status, .. } => *status >= 500 || *status == 408,
            _ => false,
        }
    }
}
