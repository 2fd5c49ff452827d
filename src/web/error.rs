//! Everything that goes wrong, as an answer that says what to do next: a page, or a fragment for htmx.

use std::any::Any;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::ResponseForPanic;

use crate::views::errors::{self, Problem};
use crate::views::texts::Texts;
use crate::{chat, store};

/// When to come back after what may pass by itself.
pub(super) const TRY_AGAIN: Duration = Duration::from_secs(3);

/// Why a request has no better answer.
#[derive(Debug)]
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

impl Error {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut { htmx: true, .. } => StatusCode::UNAUTHORIZED,
            Self::SignedOut { htmx: false, .. } => StatusCode::SEE_OTHER,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forgery | Self::NotYours | Self::Archived => StatusCode::FORBIDDEN,
            Self::BadForm => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany(_) | Self::TooManyPages => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn problem(&self) -> Problem {
        let (title, advice) = match self {
            Self::SignedOut { .. } => ("You are logged out", "Log in to go on."),
            Self::NotFound => {
                ("Nothing is here", "The address may be mistyped, or what was here is gone or not for you.")
            }
            Self::MethodNotAllowed => {
                ("This address works another way", "Go back and use the page's own buttons.")
            }
            Self::Forgery => {
                ("This request came from another site", "Nothing was done. Open Snug itself and try there.")
            }
            Self::NotYours => (
                "This is not yours to do",
                "Messages are changed by their authors, rooms by who made them, and both by the administrator.",
            ),
            Self::Archived => ("This room is archived", "It can be read, but nobody writes in it any more."),
            Self::BadForm => ("The form could not be read", "Go back, reload the page and send it again."),
            Self::TooLarge => ("That was too large", "Go back, shorten what you wrote and send it again."),
            Self::TooSlow => ("The form arrived too slowly", "Check your connection, go back and send it again."),
            Self::TooMany(wait) => return too_many(*wait),
            Self::TooManyPages => {
                ("Too many pages are open", "New messages do not appear here. Close some of the other pages.")
            }
            Self::Unavailable => {
                ("Snug is too busy right now", "Nothing was done. Wait a few seconds, go back and try again.")
            }
            Self::Internal => {
                ("Something went wrong on our side", "It has been noted. Go back and try again in a moment.")
            }
        };
        Problem { title: title.to_owned(), advice: advice.to_owned() }
    }
}

/// What is said to somebody who has to wait.
pub(super) fn too_many(wait: Duration) -> Problem {
    let advice = format!("Wait {}, then try again.", in_words(wait));
    Problem { title: "Too many attempts".to_owned(), advice }
}

/// A wait in seconds, of which none is missing: `1 second`, `20 seconds`.
pub(super) fn in_words(wait: Duration) -> String {
    match wait_in_seconds(wait) {
        1 => "1 second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

/// The same for machines (RFC 9110, 10.2.3).
pub(super) fn retry_after(wait: Duration) -> (HeaderName, HeaderValue) {
    (RETRY_AFTER, wait_in_seconds(wait).into())
}

fn wait_in_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        match &self {
            Self::SignedOut { login, htmx } => {
                let name = if *htmx { HeaderName::from_static("hx-redirect") } else { LOCATION };
                // Addresses are percent-encoded, so they always fit.
                headers.extend(HeaderValue::try_from(login).ok().map(|login| (name, login)));
            }
            Self::TooMany(wait) => headers.extend([retry_after(*wait)]),
            Self::TooManyPages | Self::Unavailable => headers.extend([retry_after(TRY_AGAIN)]),
            _ => {}
        }
        let mut response = (self.status(), headers).into_response();
        response.extensions_mut().insert(self.problem());
        response
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            error if error.may_pass() => {
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
            other => {
                // Handlers answer these beside the field they are about.
                tracing::error!(error = %other, "an unexpected refusal");
                Self::Internal
            }
        }
    }
}

/// Whether an answer says no more than that something is wrong.
pub(super) fn is_problem(response: &Response) -> bool {
    response.extensions().get::<Problem>().is_some()
}

/// Gives a problem its page, or its fragment where htmx asked.
pub(super) fn render(mut response: Response, htmx: bool, t: &Texts) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let markup = if htmx { errors::fragment(&problem) } else { errors::page(&problem, t) };
    let mut rendered = (response.status(), markup).into_response();
    for (name, value) in response.headers() {
        if *name != CONTENT_LENGTH {
            rendered.headers_mut().append(name, value.clone());
        }
    }
    rendered
}

pub(super) async fn no_such_page() -> Error {
    Error::NotFound
}

pub(super) async fn no_such_method() -> Error {
    Error::MethodNotAllowed
}

/// What answers when a handler panicked: the server goes on.
#[derive(Clone, Copy)]
pub(super) struct Panicked;

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send>) -> Response {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        tracing::error!(said, "a handler panicked");
        Error::Internal.into_response()
    }
}
