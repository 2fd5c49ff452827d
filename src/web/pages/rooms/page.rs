//! A room's page, rendered for one viewer.

use crate::chat;
use crate::model::unread::first_of;
use crate::model::{MessageId, OwnRooms, Page, Position, Quote, RoomId, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::pages::rooms as views;
use crate::views::pages::rooms::RoomPage;
use crate::views::parts::messages::Composer;
use crate::web::http::error::Error;
use crate::web::http::nonce::new_nonce;
use crate::web::pages::rooms::unread_line::{new_before, new_messages};
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The number of messages on a page.
pub(crate) const PAGE_SIZE: u32 = 50;

/// A room's page for this viewer. Records the visit.
pub(crate) async fn room_page(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    position: Position,
    composer: &Composer,
) -> Result<Markup, Error> {
    whole_page(state, viewer, entered, position, composer).await.map(|(_, markup)| markup)
}

/// A room's page for this viewer, and the messages on it. Records the visit.
pub(crate) async fn whole_page(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    position: Position,
    composer: &Composer,
) -> Result<(Page, Markup), Error> {
    let room = &entered.room;
    let (page, rooms) = tokio::try_join!(
        state.store.page(room.id, position, PAGE_SIZE),
        state.store.own_rooms(viewer.account.id)
    )?;
    state.chat.visit_room(viewer, entered).await?;
    let composer = &with_draft(state, viewer, entered, &rooms, composer).await?;
    let marked = match position {
        Position::Around(id) => Some(id),
        _ => None,
    };
    let from_start = page.newer && matches!(position, Position::After(_) | Position::Unread(..));
    let new = match position {
        Position::Unread(..) | Position::Newest => {
            new_messages(state, room.id, &page, entered.membership, viewer).await?
        }
        _ => None,
    };
    let unread = new.filter(|_| page.newer).map(|new| new.count);
    // Unread messages may begin before the newest page.
    let begins_before = page.older && !page.newer && new.is_some_and(|new| first_of(&page) == Some(new.first));
    let new_before =
        if begins_before { new_before(state, room.id, entered.membership, viewer).await? } else { None };
    let new_before = new_before.filter(|before| new.is_some_and(|new| before.first < new.first));
    let joinable = match entered.membership {
        None if composer.is_blank() => Some(state.store.member_count(room.id).await?),
        _ => None,
    };
    let view = RoomPage {
        room,
        page: &page,
        marked,
        new: new.filter(|_| new_before.is_none()),
        new_before,
        unread,
        from_start,
        may_post: chat::may_post(viewer, room),
        joinable,
        composer,
    };
    let markup = views::room_page(&shell(viewer, &rooms, Some(room.id)), entered, &view);
    Ok((page, markup))
}

/// The composer with the viewer's draft, if nothing was typed since.
async fn with_draft(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    rooms: &OwnRooms,
    composer: &Composer,
) -> Result<Composer, Error> {
    let mut composer = composer.clone();
    if !has_draft(rooms, entered.room.id) || !composer.body.is_empty() {
        return Ok(composer);
    }
    let drafts = state.store.drafts(entered.room.id, viewer.account.id).await?;
    composer.other_drafts = drafts.len() > 1;
    if let Some(newest) = drafts.into_iter().next() {
        (composer.draft, composer.body) = (newest.version, newest.body);
    }
    Ok(composer)
}

/// Whether the viewer has a draft in a room.
pub(crate) fn has_draft(rooms: &OwnRooms, room: RoomId) -> bool {
    rooms.rooms.iter().any(|own| own.id == room && own.has_draft)
}

/// The quote of a message for a reply.
///
/// # Errors
/// When the message doesn't exist or is deleted.
pub(crate) async fn quote(state: &State, entered: &Entered, id: MessageId) -> Result<Quote, Error> {
    let message = state.chat.present_message(entered, id).await?;
    let text = message.short_text().into_owned();
    Ok(Quote::of(id, message.author, Some(&text), message.mentions.people))
}

pub(crate) fn fresh_composer() -> Composer {
    Composer { nonce: new_nonce(), ..Composer::default() }
}
