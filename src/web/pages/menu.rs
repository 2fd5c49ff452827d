//! The menu of a message.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::chat;
use crate::model::{MessageId, Slug, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::parts::message_menu::{Menu, Permissions};
use crate::views::parts::{message_menu as views, urls};
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::Htmx;
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Path<(String, i64)>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    menu(&state, &viewer, htmx, &entered, MessageId(id), None).await
}

/// A rejected action of the menu: the emoji typed, and the error.
pub(crate) struct Refused {
    pub(crate) emoji: String,
    pub(crate) sentence: String,
}

impl Refused {
    /// The menu with the error.
    pub(crate) async fn answer(
        self,
        state: &State,
        viewer: &Viewer,
        htmx: Htmx,
        entered: &Entered,
        id: MessageId,
    ) -> Result<Response, Error> {
        // Enter again: the viewer may have lost access.
        let entered = enter(state, viewer, entered.room.slug.as_str()).await?;
        let menu = menu(state, viewer, htmx, &entered, id, Some(self)).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, menu).into_response())
    }
}

/// The response to a successful action: a redirect, or for htmx no content, since the room's stream shows the result.
pub(crate) fn done(htmx: Htmx, slug: &Slug, id: MessageId) -> Response {
    if htmx.0 { StatusCode::NO_CONTENT.into_response() } else { redirect(htmx, &urls::message(slug, id)) }
}

async fn menu(
    state: &State,
    viewer: &Viewer,
    htmx: Htmx,
    entered: &Entered,
    id: MessageId,
    refused: Option<Refused>,
) -> Result<Markup, Error> {
    let room = &entered.room;
    let message = state.chat.present_message(entered, id).await?;
    let bookmarked = state.store.is_bookmarked(id, viewer.account.id).await?;
    let may = Permissions {
        pin: chat::may_pin(entered),
        unread: entered.membership.is_some(),
        change: !room.archived && chat::may_change(viewer, &message),
        delete: !room.archived && chat::may_delete(viewer, &message),
        report: message.author_id != viewer.account.id,
    };
    let (emoji, problem) =
        refused.map_or_else(Default::default, |refused| (refused.emoji, Some(refused.sentence)));
    let menu = Menu { room, message: &message, may, bookmarked, emoji, problem };
    if htmx.0 {
        return Ok(views::beside(&menu, strings(viewer.locale.language)));
    }
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, Some(room.id)), &menu))
}
