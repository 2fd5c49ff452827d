//! The errors of requests, their statuses and their headers. `error_pages.rs` renders them.

use std::any::Any;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::ResponseForPanic;

use crate::metrics::limits::Limit;
use crate::views::i18n::names::Strings;
use crate::views::pages::errors::Problem;
use crate::views::parts::urls;
use crate::{chat, store, tasks};

/// `Retry-After` of transient errors.
pub(crate) const TRY_AGAIN: Duration = Duration::from_secs(3);

/// Why a request failed.
#[derive(Clone, Debug)]
pub enum Error {
    /// Nobody is logged in. Leads to the login page.
    SignedOut {
        /// The login page's address.
        login: String,
        /// Whether htmx sent the request: it doesn't follow redirects.
        htmx: bool,
    },
    /// The viewer's role needs a second factor, which is still to be set up. Leads to the page for that.
    SecondFactorRequired {
        /// Whether htmx sent the request: it doesn't follow redirects.
        htmx: bool,
    },
    /// It doesn't exist, or the viewer may not see it.
    NotFound,
    /// The path doesn't support the method.
    MethodNotAllowed,
    /// The request came from another site.
    Forgery,
    /// The request is for another host.
    OtherHost {
        /// The public URL of this server, if known: `https://chat.example.org`.
        own: Option<String>,
    },
    /// The request has no single valid host.
    UnclearHost,
    /// Only somebody else may do this.
    Forbidden,
    /// The room is archived, and read-only.
    Archived,
    /// The room has as many members as it may have.
    RoomFull,
    /// The form can't be parsed.
    BadForm,
    /// The form is larger than the limit.
    TooLarge,
    /// The form didn't arrive within the time limit.
    TooSlow,
    /// A rate limit is reached: the time to wait.
    TooMany(Duration),
    /// The session or account has the maximum number of streams.
    TooManyPages,
    /// The server is overloaded, or the disk is full or fails; a later attempt may succeed.
    Unavailable,
    /// A fault of the server, logged where it happened.
    Internal,
}

/// The page on which one sets up a second factor.
pub(crate) const SECOND_FACTOR_PAGE: &str = "/settings/second-factor";

pub(crate) const HX_REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");

impl Error {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut { htmx: true, .. } | Self::SecondFactorRequired { htmx: true } => {
                StatusCode::UNAUTHORIZED
            }
            Self::SignedOut { htmx: false, .. } | Self::SecondFactorRequired { htmx: false } => {
                StatusCode::SEE_OTHER
            }
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forgery | Self::Forbidden | Self::Archived | Self::RoomFull => StatusCode::FORBIDDEN,
            Self::BadForm | Self::UnclearHost => StatusCode::BAD_REQUEST,
            Self::OtherHost { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany(_) | Self::TooManyPages => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(crate) fn problem(&self, i18n: &Strings) -> Problem {
        let (title, advice) = match self {
            Self::SignedOut { .. } => (&i18n.login_required, &i18n.login_required_advice),
            Self::SecondFactorRequired { .. } => (&i18n.second_factor, &i18n.second_factor_required),
            Self::NotFound => (&i18n.not_found, &i18n.not_found_advice),
            Self::MethodNotAllowed => (&i18n.method_not_allowed, &i18n.method_not_allowed_advice),
            Self::Forgery => (&i18n.cross_site_request, &i18n.cross_site_request_advice),
            Self::OtherHost { own: Some(_) } => (&i18n.wrong_host, &i18n.wrong_host_advice),
            Self::OtherHost { own: None } => (&i18n.wrong_host, &i18n.unknown_host_advice),
            Self::UnclearHost => (&i18n.invalid_host, &i18n.invalid_host_advice),
            Self::Forbidden => (&i18n.forbidden, &i18n.forbidden_advice),
            Self::Archived => (&i18n.room_is_archived, &i18n.room_is_archived_advice),
            Self::RoomFull => (&i18n.room_is_full, &i18n.room_is_full_advice),
            Self::BadForm => (&i18n.bad_form, &i18n.bad_form_advice),
            Self::TooLarge => (&i18n.too_large, &i18n.too_large_advice),
            Self::TooSlow => (&i18n.request_timeout, &i18n.request_timeout_advice),
            Self::TooMany(wait) => return too_many(*wait, i18n),
            Self::TooManyPages => (&i18n.too_many_pages, &i18n.too_many_pages_advice),
            Self::Unavailable => (&i18n.too_busy, &i18n.too_busy_advice),
            Self::Internal => (&i18n.internal_error, &i18n.internal_error_advice),
        };
        let way = match self {
            Self::OtherHost { own } => own.clone(),
            Self::UnclearHost => None,
            _ => Some("/".to_owned()),
        };
        Problem { title: title.clone(), advice: advice.clone(), way }
    }
}

/// The problem of a rate limit.
pub(crate) fn too_many(wait: Duration, i18n: &Strings) -> Problem {
    let advice = i18n.too_many_attempts_advice(in_seconds(wait));
    Problem { title: i18n.too_many_attempts.clone(), advice, way: Some("/".to_owned()) }
}

/// A duration in seconds, rounded up.
pub(crate) fn in_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// The `Retry-After` header (RFC 9110, 10.2.3).
pub(crate) fn retry_after(wait: Duration) -> (HeaderName, HeaderValue) {
    (RETRY_AFTER, in_seconds(wait).into())
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        match &self {
            Self::SignedOut { login, htmx } => {
                let name = if *htmx { HX_REDIRECT } else { LOCATION };
                // Our addresses are percent-encoded, so they are valid in a header.
                headers.extend(HeaderValue::try_from(login).ok().map(|login| (name, login)));
            }
            Self::SecondFactorRequired { htmx } => {
                let name = if *htmx { HX_REDIRECT } else { LOCATION };
                headers.insert(name, HeaderValue::from_static(SECOND_FACTOR_PAGE));
            }
            Self::TooLarge => Limit::FormSize.refused(),
            Self::TooMany(wait) => headers.extend([retry_after(*wait)]),
            Self::TooManyPages | Self::Unavailable => headers.extend([retry_after(TRY_AGAIN)]),
            _ => {}
        }
        let mut response = (self.status(), headers).into_response();
        // The middleware renders it, where the reader's language is known.
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            store::Error::Forbidden => Self::Forbidden,
            store::Error::SessionEnded => Self::SignedOut { login: urls::login(""), htmx: false },
            store::Error::TooManyWrites => Self::TooMany(TRY_AGAIN),
            error if error.is_transient() => {
                tracing::warn!(%error, "a request was refused");
                Self::Unavailable
            }
            other => {
                tracing::error!(error = %other, "the store failed");
                Self::Internal
            }
        }
    }
}

impl From<chat::Error> for Error {
    fn from(error: chat::Error) -> Self {
        match error {
            chat::Error::Store(error) => error.into(),
            chat::Error::TooManyAttempts(wait) | chat::Error::TooFast(wait) => Self::TooMany(wait),
            // Their pages say so beside the form.
            chat::Error::PollClosed | chat::Error::BadVote | chat::Error::ManyMentioned(_) => Self::BadForm,
            chat::Error::Forbidden | chat::Error::Muted(_) | chat::Error::Announcements | chat::Error::Blocked => {
                Self::Forbidden
            }
            chat::Error::Archived => Self::Archived,
            chat::Error::RoomFull => Self::RoomFull,
            // The session ended after the request was authorised.
            chat::Error::SessionEnded => Self::SignedOut { login: urls::login(""), htmx: false },
            other => {
                // Handlers answer the others next to their form field.
                tracing::error!(error = %other, "an unexpected refusal");
                Self::Internal
            }
        }
    }
}

pub(crate) async fn no_such_method() -> Error {
    Error::MethodNotAllowed
}

/// Answers requests whose handler panicked.
#[derive(Clone, Copy)]
pub(crate) struct Panicked;

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send>) -> Response {
        tasks::log("a handler", &*panic);
        Error::Internal.into_response()
    }
}
