//! The pages and fragments of errors, rendered once the language is known.

use axum::http::header::{CONTENT_LENGTH, LOCATION};
use axum::response::{IntoResponse as _, Response};

use crate::chat::Chat;
use crate::views::i18n::names::Strings;
use crate::views::pages::errors;
use crate::views::parts::urls;
use crate::web::http::error::{Error, HX_REDIRECT};
use crate::web::http::forms::Htmx;
use crate::web::http::sent_form::SentForm;
use crate::web::pages::accounts::login_page_with_text;

/// Whether an answer says no more than that something is wrong.
pub(crate) fn is_problem(response: &Response) -> bool {
    response.extensions().get::<Error>().is_some()
}

/// Gives a problem its page, or its fragment where htmx asked, with what was sent. Where nobody is logged in, that is the
/// login page: htmx puts its form into the page that is open.
pub(crate) async fn render(
    mut response: Response,
    htmx: bool,
    form: Option<&SentForm>,
    chat: &Chat,
    i18n: &Strings,
) -> Response {
    let Some(mut error) = response.extensions_mut().remove::<Error>() else { return response };
    if let Error::SignedOut { login, htmx: false } = &error
        && htmx
    {
        // The session has ended between the request's being let in and its write.
        let next = form.map(SentForm::page).filter(|_| login == "/login").unwrap_or_default();
        error = Error::SignedOut { login: urls::login_again(&next), htmx };
        response = error.clone().into_response();
        response.extensions_mut().remove::<Error>();
    }
    let sent = form.map(SentForm::texts).unwrap_or_default();
    let mut rendered = match (&error, form) {
        // Scripts keep what they send, and follow the header.
        (Error::SignedOut { .. }, Some(form)) if (!htmx || form.swaps()) && !sent.texts.is_empty() => {
            response.headers_mut().remove(LOCATION);
            response.headers_mut().remove(HX_REDIRECT);
            login_page_with_text(chat, Htmx(htmx), form.page(), &sent, i18n).await
        }
        _ => {
            let problem = error.problem(i18n);
            let markup =
                if htmx { errors::fragment(&problem, &sent, i18n) } else { errors::page(&problem, &sent, i18n) };
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
