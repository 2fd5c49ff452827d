//! Giving back what somebody wrote and we didn't keep: why, and when it may work.

use std::fmt::Display;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::error::{Error, TRY_AGAIN, in_words, retry_after};
use crate::chat;
use crate::views::Markup;

/// Why a form comes back with what was typed in it.
pub(super) struct Refusal {
    status: StatusCode,
    /// After this time it may work.
    wait: Option<Duration>,
    /// What is said beside the text.
    pub(super) sentence: String,
}

impl Refusal {
    /// Of a text that can't be a message's.
    pub(super) fn invalid(error: &impl Display) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, wait: None, sentence: error.to_string() }
    }

    /// Of a text that was not kept, but may be when it is sent again; what can't be sent again is an error.
    pub(super) fn of(error: chat::Error) -> Result<Self, Error> {
        let (status, wait, sentence) = match error {
            chat::Error::NonceReused => (
                StatusCode::UNPROCESSABLE_ENTITY,
                None,
                "This box had already sent another message. Your text is still here: send it once more."
                    .to_owned(),
            ),
            chat::Error::NothingToAnswer => (
                StatusCode::UNPROCESSABLE_ENTITY,
                None,
                "The message that you answer is not here any more. Your text is still here: send it once more, as a \
                message of its own."
                    .to_owned(),
            ),
            chat::Error::TooFast(wait) => (
                StatusCode::TOO_MANY_REQUESTS,
                Some(wait),
                format!(
                    "You are sending faster than this server allows. Your text is still here: try again in {}.",
                    in_words(wait)
                ),
            ),
            chat::Error::Store(error) if error.may_pass() => {
                tracing::warn!(%error, "a text was refused");
                (
                    StatusCode::SERVICE_UNAVAILABLE,
                    Some(TRY_AGAIN),
                    "Snug can’t keep messages right now. Your text is still here: try again in a moment."
                        .to_owned(),
                )
            }
            other => return Err(other.into()),
        };
        Ok(Self { status, wait, sentence })
    }

    /// The answer, with the form.
    pub(super) fn answer(&self, form: Markup) -> Response {
        (self.status, self.wait.map(|wait| [retry_after(wait)]), form).into_response()
    }
}
