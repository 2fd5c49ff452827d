//! The line before the first unread message of a page, which counts all of the room's.

use crate::model::unread::{NewMessages, first_of, unread_on};
use crate::model::{Membership, Page, RoomId, Viewer};
use crate::web::http::error::Error;
use crate::web::state::State;

/// The unread messages of a room that begin on this page.
pub(crate) async fn new_messages(
    state: &State,
    room: RoomId,
    page: &Page,
    membership: Option<Membership>,
    viewer: &Viewer,
) -> Result<Option<NewMessages>, Error> {
    let Some((mut new, membership)) = unread_on(page, membership, viewer).zip(membership) else { return Ok(None) };
    // There may be more before the page, or after it.
    if page.newer || (page.older && first_of(page) == Some(new.first)) {
        new.count = state.store.unread_after(room, membership.read, viewer.account.id).await?;
    }
    Ok(Some(new))
}

/// The unread messages of a room whose first one is before the page shown.
pub(crate) async fn new_before(
    state: &State,
    room: RoomId,
    membership: Option<Membership>,
    viewer: &Viewer,
) -> Result<Option<NewMessages>, Error> {
    let Some(Membership { read, .. }) = membership else { return Ok(None) };
    let account = viewer.account.id;
    let (first, count) = tokio::try_join!(
        state.store.first_unread_messages(room, read, account, 1),
        state.store.unread_after(room, read, account)
    )?;
    Ok(first.first().map(|first| NewMessages::new(first.id, count, first.posted_at, viewer)))
}
