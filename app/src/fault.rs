//! What went wrong, as pages get it.

use guildhall_sdk::portal::AppError;
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// A refused operation with the id of the request, for people who report it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What was refused.
    pub error: AppError,
    /// The request's id.
    pub request_id: String,
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        Fault {
            error,
            request_id: String::new(),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

impl FromServerFnError for Fault {
    type Encoder = JsonEncoding;

    /// Only what the transport itself says; its details are for the log, not for the reader.
    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => AppError::Unavailable.into(),
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                AppError::malformed("arguments").into()
            }
            _ => AppError::Internal.into(),
        }
    }
}
