//! The pages and fragments of errors, rendered once the language is known.

use axum::http::header::{CONTENT_LENGTH, LOCATION};
use axum::response::{IntoResponse as _, Response};

use crate::chat::Chat;
use crate::views::i18n::names::Texts;
use crate::views::pages::errors;
use crate::web::http::error::Error;
use crate::web::http::sent_form::SentForm;
use crate::web::pages::accounts::log_in_first;

/// Whether an answer says no more than that something is wrong.
pub(crate) fn is_problem(response: &Response) -> bool {
    response.extensions().get::<Error>().is_some()
}

/// Gives a problem its page, or its fragment where htmx asked, with what was sent. Where nobody is logged in, that is the
/// login page.
pub(crate) async fn render(
    mut response: Response,
    htmx: bool,
    form: Option<&SentForm>,
    chat: &Chat,
    t: &Texts,
) -> Response {
    let Some(error) = response.extensions_mut().remove::<Error>() else { return response };
    let sent = form.map(SentForm::texts).unwrap_or_default();
    let mut rendered = match (&error, form) {
        // Scripts keep what they send, and follow the header.
        (Error::SignedOut { .. }, Some(form)) if !htmx && !sent.texts.is_empty() => {
            response.headers_mut().remove(LOCATION);
            log_in_first(chat, form.page(), &sent, t).await
        }
        _ => {
            let problem = error.problem(t);
            let markup =
                if htmx { errors::fragment(&problem, &sent, t) } else { errors::page(&problem, &sent, t) };
            (response.status(), markup).into_response()
        }
    };
    for (name, value) in response.headers() {
        if *name != CONTENT_LENGTH {
            rendered.headers_mut().append(name, value.clone());
        }
    }
    rendered
}
