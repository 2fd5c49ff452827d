//! Forms that ask for the current password.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::views::Markup;
use crate::views::i18n::names::Strings;
use crate::web::http::error::{Error, retry_after, too_many};
use crate::{chat, store};

/// Why a form was refused, as far as the password is concerned.
#[derive(Default)]
pub(crate) struct Refused {
    /// The error beside the password.
    pub(crate) password_error: Option<String>,
    /// An error of the form as a whole.
    pub(crate) problem: Option<String>,
    wait: Option<Duration>,
}

impl Refused {
    /// The form's errors for an error of the use case.
    ///
    /// # Errors
    /// Any error that has nothing to do with the password.
    pub(crate) fn by(error: chat::Error, i18n: &Strings) -> Result<Self, Error> {
        let mut refused = Self::default();
        match error {
            chat::Error::WrongLogin => refused.password_error = Some(i18n.wrong_password.clone()),
            chat::Error::TooManyAttempts(wait) => {
                let problem = too_many(wait, i18n);
                refused.problem = Some(i18n.problem_in_brief(problem.title, problem.advice));
                refused.wait = Some(wait);
            }
            chat::Error::SignOnNeeded => refused.problem = Some(i18n.confirm_by_sign_on_note.clone()),
            chat::Error::Store(store::Error::Changed) => {
                refused.problem = Some(i18n.password_changed_meanwhile.clone());
            }
            other => return Err(other.into()),
        }
        Ok(refused)
    }

    /// The error of a form whose password was right.
    pub(crate) fn because(problem: String) -> Self {
        Self { problem: Some(problem), ..Self::default() }
    }

    /// The response with the form.
    pub(crate) fn response(&self, page: Markup) -> Response {
        let status =
            if self.wait.is_some() { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
        let wait: Option<[(HeaderName, HeaderValue); 1]> = self.wait.map(|wait| [retry_after(wait)]);
        (status, wait, page).into_response()
    }
}
