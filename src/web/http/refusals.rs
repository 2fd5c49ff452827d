//! Giving back what somebody wrote and we didn't keep: why, and when it may work.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::chat;
use crate::model::messages::DraftError;
use crate::views::Markup;
use crate::views::i18n::names::Strings;
use crate::views::parts::refusals;
use crate::web::http::error::{Error, TRY_AGAIN, in_seconds, retry_after};

/// When to try again where something has to be deleted first.
const MAX_WAIT: Duration = Duration::from_mins(10);

/// Why a form comes back with what was typed in it.
pub(crate) struct Refusal {
    status: StatusCode,
    /// After this time it may work.
    wait: Option<Duration>,
    /// What is said beside the text.
    pub(crate) sentence: String,
}

impl Refusal {
    /// Of a text that can't be a message's.
    pub(crate) fn invalid(error: DraftError, i18n: &Strings) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, wait: None, sentence: refusals::draft(error, i18n) }
    }

    /// Of what there is as much of as may be.
    pub(crate) fn most(sentence: String) -> Self {
        Self { status: StatusCode::TOO_MANY_REQUESTS, wait: Some(MAX_WAIT), sentence }
    }

    /// Of a text that was not kept, but may be when it is sent again; what can't be sent again is an error.
    pub(crate) fn of(error: chat::Error, i18n: &Strings) -> Result<Self, Error> {
        let (status, wait, sentence) = match error {
            chat::Error::NonceReused => (StatusCode::UNPROCESSABLE_ENTITY, None, i18n.nonce_reused.clone()),
            chat::Error::NothingToAnswer => {
                (StatusCode::UNPROCESSABLE_ENTITY, None, i18n.nothing_to_answer.clone())
            }
            chat::Error::TooFast(wait) => {
                (StatusCode::TOO_MANY_REQUESTS, Some(wait), i18n.too_fast(in_seconds(wait)))
            }
            chat::Error::Store(error) if error.is_transient() => {
                tracing::warn!(%error, "a text was refused");
                (StatusCode::SERVICE_UNAVAILABLE, Some(TRY_AGAIN), i18n.cannot_keep.clone())
            }
            other => return Err(other.into()),
        };
        Ok(Self { status, wait, sentence })
    }

    /// The answer, with the form.
    pub(crate) fn answer(&self, form: Markup) -> Response {
        (self.status, self.wait.map(|wait| [retry_after(wait)]), form).into_response()
    }
}
