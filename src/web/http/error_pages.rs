//! The pages and fragments of errors, rendered in the reader's language.

use axum::http::header::{CONTENT_LENGTH, LOCATION};
use axum::response::{IntoResponse as _, Response};

use crate::chat::Chat;
use crate::views::PublicShell;
use crate::views::pages::errors;
use crate::views::parts::urls;
use crate::web::http::error::{Error, HX_REDIRECT};
use crate::web::http::forms::Htmx;
use crate::web::http::sent_form::SentForm;
use crate::web::pages::accounts::login::login_page_with_text;

/// Whether a response is an error that is to be rendered.
pub(crate) fn is_problem(response: &Response) -> bool {
    response.extensions().get::<Error>().is_some()
}

/// Renders an error as a page, or as a fragment for htmx, with the text of the form that was sent. Where nobody is
/// logged in, that is the login page: htmx swaps its form into the open page.
pub(crate) async fn render(
    mut response: Response,
    htmx: bool,
    form: Option<&SentForm>,
    chat: &Chat,
    i18n: &PublicShell,
) -> Response {
    let Some(mut error) = response.extensions_mut().remove::<Error>() else { return response };
    if let Error::SignedOut { login, htmx: false } = &error
        && htmx
    {
        // The session ended after the request was authorised.
        let next = form.map(SentForm::page).filter(|_| login == "/login").unwrap_or_default();
        error = Error::SignedOut { login: urls::login_again(&next), htmx };
        response = error.clone().into_response();
        response.extensions_mut().remove::<Error>();
    }
    let sent = form.map(SentForm::texts).unwrap_or_default();
    let mut rendered = match (&error, form) {
        // Scripts keep the text that they send, and follow the header.
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
