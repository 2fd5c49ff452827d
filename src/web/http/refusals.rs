//! Refused texts, which are returned in their form with the reason and the time of the next attempt.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::chat;
use crate::model::Timestamp;
use crate::model::messages::DraftError;
use crate::views::Markup;
use crate::views::i18n::durations;
use crate::views::i18n::names::Strings;
use crate::views::parts::refusals;
use crate::web::http::error::{Error, TRY_AGAIN, in_seconds, retry_after};

/// `Retry-After` of quotas, which are only freed by deleting something.
const MAX_WAIT: Duration = Duration::from_mins(10);

/// Why a form is returned with its text.
pub(crate) struct Refusal {
    status: StatusCode,
    /// The time after which an attempt may succeed.
    wait: Option<Duration>,
    /// The sentence next to the text.
    pub(crate) sentence: String,
}

impl Refusal {
    /// The text is no valid message.
    pub(crate) fn invalid(error: DraftError, i18n: &Strings) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, wait: None, sentence: refusals::draft(error, i18n) }
    }

    /// Something else than a text is not valid.
    pub(crate) fn rejected(sentence: String) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, wait: None, sentence }
    }

    /// Refused with this status.
    pub(crate) fn with(status: StatusCode, sentence: String) -> Self {
        Self { status, wait: None, sentence }
    }

    /// The response to a script: the sentence alone.
    pub(crate) fn plain(self) -> Response {
        (self.status, self.wait.map(|wait| [retry_after(wait)]), self.sentence).into_response()
    }

    /// A quota is reached.
    pub(crate) fn quota(sentence: String) -> Self {
        Self { status: StatusCode::TOO_MANY_REQUESTS, wait: Some(MAX_WAIT), sentence }
    }

    /// The refusal of a text that may be accepted when it is sent again.
    ///
    /// # Errors
    /// Where sending it again can't help.
    pub(crate) fn of(error: chat::Error, i18n: &Strings) -> Result<Self, Error> {
        let (status, wait, sentence) = match error {
            chat::Error::NonceReused => (StatusCode::UNPROCESSABLE_ENTITY, None, i18n.nonce_reused.clone()),
            chat::Error::ReplyTargetDeleted => {
                (StatusCode::UNPROCESSABLE_ENTITY, None, i18n.reply_target_deleted.clone())
            }
            chat::Error::Muted(until) => {
                let left = until.duration_since(Timestamp::now()).as_secs().max(0).cast_unsigned();
                let wait = Duration::from_secs(left);
                (StatusCode::FORBIDDEN, Some(wait), i18n.muted_for(left.div_ceil(60).max(1)))
            }
            chat::Error::SlowMode(until) => {
                let left = until.duration_since(Timestamp::now()).as_secs().clamp(1, u32::MAX.into());
                let left = u32::try_from(left).unwrap_or(u32::MAX);
                let sentence = i18n.slow_mode_wait(durations::in_words(left, i18n));
                (StatusCode::TOO_MANY_REQUESTS, Some(Duration::from_secs(left.into())), sentence)
            }
            chat::Error::FileGone => (StatusCode::UNPROCESSABLE_ENTITY, None, i18n.file_gone.clone()),
            chat::Error::StorageFull => (StatusCode::INSUFFICIENT_STORAGE, None, i18n.storage_full.clone()),
            chat::Error::ManyMentioned(count) => {
                (StatusCode::UNPROCESSABLE_ENTITY, None, i18n.many_mentioned(count))
            }
            chat::Error::Nobody => (StatusCode::UNPROCESSABLE_ENTITY, None, i18n.no_such_account.clone()),
            chat::Error::Announcements => (StatusCode::FORBIDDEN, None, i18n.announcements_note.clone()),
            chat::Error::Blocked => (StatusCode::FORBIDDEN, None, i18n.blocked_between.clone()),
            chat::Error::RoomFull => (StatusCode::FORBIDDEN, None, i18n.room_is_full_advice.clone()),
            chat::Error::TooFast(wait) => {
                (StatusCode::TOO_MANY_REQUESTS, Some(wait), i18n.too_fast(in_seconds(wait)))
            }
            chat::Error::Store(error) if error.is_transient() => {
                tracing::warn!(%error, "a text was refused");
                (StatusCode::SERVICE_UNAVAILABLE, Some(TRY_AGAIN), i18n.cannot_store.clone())
            }
            other => return Err(other.into()),
        };
        Ok(Self { status, wait, sentence })
    }

    /// The response, with the form.
    pub(crate) fn answer(&self, form: Markup) -> Response {
        (self.status, self.wait.map(|wait| [retry_after(wait)]), form).into_response()
    }
}
