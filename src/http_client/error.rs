//! The error of requests.

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct HttpError(String);

pub(crate) fn failed(error: impl std::fmt::Display) -> HttpError {
    HttpError(error.to_string())
}
