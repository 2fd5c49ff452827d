//! Ends digests by the link in each of them, without a login.

use axum::extract::State as FromState;
use axum::response::{IntoResponse as _, Response};

use crate::chat;
use crate::chat::Chat;
use crate::model::administration::one_time_links::LinkSecret;
use crate::views::PublicShell;
use crate::views::pages::settings::notifications as views;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::pages::accounts::entrances::bad_link;

/// A page with a button: programs that scan e-mails follow the links in them.
pub(crate) async fn show(
    FromState(chat): FromState<Chat>,
    shell: PublicShell,
    Path(secret): Path<String>,
) -> Result<Response, Error> {
    let i18n = &shell;
    let Some(parsed) = LinkSecret::parse(&secret) else { return Ok(bad_link(i18n)) };
    match chat.require_digest_link(&parsed).await {
        Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
        found => {
            found?;
            Ok(views::unsubscribe_page(&secret, i18n).into_response())
        }
    }
}

/// Mail programs send this with `List-Unsubscribe=One-Click` (RFC 8058), and the page with its button.
pub(crate) async fn end(
    FromState(chat): FromState<Chat>,
    shell: PublicShell,
    Path(secret): Path<String>,
) -> Result<Response, Error> {
    let i18n = &shell;
    let Some(parsed) = LinkSecret::parse(&secret) else { return Ok(bad_link(i18n)) };
    match chat.end_digests(&parsed).await {
        Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
        ended => {
            ended?;
            Ok(views::unsubscribed_page(i18n).into_response())
        }
    }
}
