//! Everything that goes wrong, as an answer that says what to do next: a page, or a fragment for htmx.

use std::any::Any;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::ResponseForPanic;

use crate::views::i18n::names::Strings;
use crate::views::pages::errors::Problem;
use crate::views::parts::urls;
use crate::{chat, store, tasks};

/// When to come back after what may pass by itself.
pub(crate) const TRY_AGAIN: Duration = Duration::from_secs(3);

/// Why a request has no better answer.
#[derive(Clone, Debug)]
pub enum Error {
    /// Nobody is logged in: the way to the login page, for htmx or for a browser.
    SignedOut {
        /// The login page's address.
        login: String,
        /// Whether htmx asked, which swallows redirects.
        htmx: bool,
    },
    /// Not there, or not for this viewer.
    NotFound,
    /// The method doesn't fit the address.
    MethodNotAllowed,
    /// The request came from another site.
    Forgery,
    /// The request is for another host: the address where this server is reached, if that is known.
    OtherHost {
        /// `https://chat.example.org`.
        own: Option<String>,
    },
    /// The request doesn't say for which host it is.
    UnclearHost,
    /// It is somebody else's.
    NotYours,
    /// The room is only read.
    Archived,
    /// The form can't be read.
    BadForm,
    /// The form is larger than any of ours gets.
    TooLarge,
    /// The form didn't arrive in time.
    TooSlow,
    /// Too many requests.
    TooMany(Duration),
    /// The session has as many streams as it may.
    TooManyPages,
    /// Too busy, or the disk is full or fails; later it may work.
    Unavailable,
    /// A fault of ours, logged where it happened.
    Internal,
}

pub(crate) const HX_REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");

impl Error {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut { htmx: true, .. } => StatusCode::UNAUTHORIZED,
            Self::SignedOut { htmx: false, .. } => StatusCode::SEE_OTHER,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forgery | Self::NotYours | Self::Archived => StatusCode::FORBIDDEN,
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
            Self::SignedOut { .. } => (&i18n.signed_out, &i18n.signed_out_advice),
            Self::NotFound => (&i18n.not_found, &i18n.not_found_advice),
            Self::MethodNotAllowed => (&i18n.wrong_method, &i18n.wrong_method_advice),
            Self::Forgery => (&i18n.forgery, &i18n.forgery_advice),
            Self::OtherHost { own: Some(_) } => (&i18n.other_host, &i18n.other_host_advice),
            Self::OtherHost { own: None } => (&i18n.other_host, &i18n.unknown_host_advice),
            Self::UnclearHost => (&i18n.unclear_host, &i18n.unclear_host_advice),
            Self::NotYours => (&i18n.not_yours, &i18n.not_yours_advice),
            Self::Archived => (&i18n.room_is_archived, &i18n.room_is_archived_advice),
            Self::BadForm => (&i18n.bad_form, &i18n.bad_form_advice),
            Self::TooLarge => (&i18n.too_large, &i18n.too_large_advice),
            Self::TooSlow => (&i18n.too_slow, &i18n.too_slow_advice),
            Self::TooMany(wait) => return too_many(*wait, i18n),
            Self::TooManyPages => (&i18n.too_many_pages, &i18n.too_many_pages_advice),
            Self::Unavailable => (&i18n.too_busy, &i18n.too_busy_advice),
            Self::Internal => (&i18n.our_fault, &i18n.our_fault_advice),
        };
        let way = match self {
            Self::OtherHost { own } => own.clone(),
            Self::UnclearHost => None,
            _ => Some("/".to_owned()),
        };
        Problem { title: title.clone(), advice: advice.clone(), way }
    }
}

/// What is said to somebody who has to wait.
pub(crate) fn too_many(wait: Duration, i18n: &Strings) -> Problem {
    let advice = i18n.too_many_attempts_advice(in_seconds(wait));
    Problem { title: i18n.too_many_attempts.clone(), advice, way: Some("/".to_owned()) }
}

/// A wait in seconds, of which none is missing.
pub(crate) fn in_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// When to come back, for machines (RFC 9110, 10.2.3).
pub(crate) fn retry_after(wait: Duration) -> (HeaderName, HeaderValue) {
    (RETRY_AFTER, in_seconds(wait).into())
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        match &self {
            Self::SignedOut { login, htmx } => {
                let name = if *htmx { HX_REDIRECT } else { LOCATION };
                // Addresses are percent-encoded, so they always fit.
                headers.extend(HeaderValue::try_from(login).ok().map(|login| (name, login)));
            }
            Self::TooMany(wait) => headers.extend([retry_after(*wait)]),
            Self::TooManyPages | Self::Unavailable => headers.extend([retry_after(TRY_AGAIN)]),
            _ => {}
        }
        let mut response = (self.status(), headers).into_response();
        // What it says is only known with the language, which those who answer don't know.
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
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
            chat::Error::NotYours => Self::NotYours,
            chat::Error::Archived => Self::Archived,
            // Between the request's being let in and its write.
            chat::Error::SessionEnded => Self::SignedOut { login: urls::login(""), htmx: false },
            other => {
                // Handlers answer these beside the field they are about.
                tracing::error!(error = %other, "an unexpected refusal");
                Self::Internal
            }
        }
    }
}

pub(crate) async fn no_such_method() -> Error {
    Error::MethodNotAllowed
}

/// What answers when a handler panicked: the server goes on.
#[derive(Clone, Copy)]
pub(crate) struct Panicked;

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send>) -> Response {
        tasks::log("a handler", &*panic);
        Error::Internal.into_response()
    }
}
