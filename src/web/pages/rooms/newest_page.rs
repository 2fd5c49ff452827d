//! The page of a room's newest messages, from the room cache.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::chat;
use crate::model::unread::first_of;
use crate::model::{ChangeNumber, Language, MessageState, Position, ProfileNumber, Room, Viewer};
use crate::store::Entered;
use crate::views::pages::rooms as views;
use crate::views::parts::messages;
use crate::views::parts::messages::Composer;
use crate::web::http::client_kind::renders_incrementally;
use crate::web::http::compression;
use crate::web::http::compression::{Fragment, GZIP, Part};
use crate::web::http::error::Error;
use crate::web::http::nonce::new_nonce;
use crate::web::pages::rooms::cache::{Content, Counted, PageFrame, RoomStamp, has_unread_before};
use crate::web::pages::rooms::page::{PAGE_SIZE, has_draft, whole_page};
use crate::web::pages::rooms::unread_line::new_before;
use crate::web::state::State;

/// The page of a room's newest messages, or `304 Not Modified` (RFC 9110, 13.1.2). `even_unread`: show it even if the
/// room would open at an earlier unread message.
pub(crate) async fn newest(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    headers: &HeaderMap,
    even_unread: bool,
) -> Result<Response, Error> {
    let room = &entered.room;
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    // Few people have a composer in a room for announcements, so the cached content has none; and it has no drafts, and
    // no button to join.
    let has_own_composer =
        (room.rules.announcements && chat::may_post(viewer, room)) || has_draft(&rooms, room.id);
    if has_own_composer || entered.membership.is_none() {
        return own_composer_page(state, viewer, entered, headers, even_unread).await;
    }
    state.chat.visit_room(viewer, entered).await?;
    let frame = state.pages.page_frame(viewer, entered, rooms);
    let read = entered.membership.map(|membership| membership.read);
    let people = state.store.newest_profile().await?;
    let emoji_changes = state.store.server_settings().await?.emoji_changes;
    let tag = tag(&frame, room.change, (people, emoji_changes), read);
    let head = |tag| {
        [(header::ETAG, tag), (header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"))]
    };
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == tag) {
        return Ok((StatusCode::NOT_MODIFIED, head(tag)).into_response());
    }
    let content = content(state, room, (people, emoji_changes), viewer.locale.language).await?;
    let unread_before = has_unread_before(&content, entered.membership.as_ref());
    if unread_before && !even_unread {
        return first_unread(state, viewer, entered, headers).await;
    }
    if !renders_incrementally(headers) {
        // Other browsers report when the messages were on the screen.
        state.chat.note_read(viewer, entered, content.first, content.as_of).await?;
    }
    let head = (
        head(self::tag(&frame, content.as_of, (content.people, content.emoji_changes), read)),
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
    );
    // Not part of the tag, because a cached page's nonce is as good.
    let nonce = if room.archived || room.rules.announcements { String::new() } else { new_nonce() };
    // If the first unread message is before this page, the page has no line.
    let slug = &room.slug;
    let before = if unread_before { new_before(state, room.id, entered.membership, viewer).await? } else { None };
    let line = match before.filter(|new| content.first.is_some_and(|first| new.first < first)) {
        Some(new) => Some((0, messages::line_to_new(&new, slug, &viewer.locale))),
        None => content
            .unread(entered.membership.as_ref(), viewer)
            .map(|(number, new)| (number, messages::new_line(&new, slug, &viewer.locale))),
    };
    let shares_zone = viewer.locale.zone == state.site.zone;
    if line.is_some() || !shares_zone {
        let zone = (!shares_zone).then_some(&viewer.locale);
        let line = line.as_ref().map(|(number, line)| (*number, line));
        let before = content.times.rewritten(content.before.text(), zone, line);
        let page = [frame.before.text(), &before, &nonce, content.after.text(), frame.after.text()].concat();
        return Ok((head, page).into_response());
    }
    let parts = [
        Part::Shared(&frame.before),
        Part::Shared(&content.before),
        Part::Own(&nonce),
        Part::Shared(&content.after),
        Part::Shared(&frame.after),
    ];
    Ok(if compression::takes_gzip(headers) {
        (head, [(header::CONTENT_ENCODING, GZIP)], compression::gzip(&parts)).into_response()
    } else {
        (head, Body::new(compression::plain(&parts))).into_response()
    })
}

/// The newest page, or the one at the first unread message, for somebody whose composer differs from others'.
async fn own_composer_page(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    headers: &HeaderMap,
    even_unread: bool,
) -> Result<Response, Error> {
    let (room, account) = (&entered.room, viewer.account.id);
    let read = entered.membership.map(|membership| membership.read);
    if !even_unread
        && let Some(read) = read
        && state.store.unread_after(room.id, read, account).await? >= PAGE_SIZE
    {
        return first_unread(state, viewer, entered, headers).await;
    }
    let composer = Composer { nonce: new_nonce(), ..Composer::default() };
    let (page, markup) = whole_page(state, viewer, entered, Position::Newest, &composer).await?;
    if !renders_incrementally(headers) {
        state.chat.note_read(viewer, entered, first_of(&page), page.as_of).await?;
    }
    Ok(markup.into_response())
}

/// The page at the first unread message, for a viewer with more unread messages than a page has.
pub(crate) async fn first_unread(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let read = entered.membership.map(|membership| membership.read).unwrap_or_default();
    let composer = Composer { nonce: new_nonce(), ..Composer::default() };
    let (page, markup) =
        whole_page(state, viewer, entered, Position::Unread(read, viewer.account.id), &composer).await?;
    if !renders_incrementally(headers)
        && let Some(last) = page.messages.last()
    {
        state.chat.note_read(viewer, entered, first_of(&page), last.created).await?;
    }
    Ok(markup.into_response())
}

/// The page's entity tag. It includes the viewer's position if there are unread messages, since the page marks them.
pub(crate) fn tag(
    frame: &PageFrame,
    change: ChangeNumber,
    (people, emoji_changes): (ProfileNumber, i64),
    read: Option<ChangeNumber>,
) -> HeaderValue {
    let unread = read.filter(|read| *read < change).map(|read| format!("-{read}")).unwrap_or_default();
    HeaderValue::try_from(format!("W/\"{:x}-{people}-{emoji_changes}-{change}{unread}\"", frame.tag))
        .unwrap_or(HeaderValue::from_static("W/\"\""))
}

pub(crate) async fn content(
    state: &State,
    room: &Room,
    (people, emoji_changes): (ProfileNumber, i64),
    language: Language,
) -> Result<Arc<Content>, Error> {
    let contents = &state.pages.contents;
    let key = (room.id, language);
    if let Some(content) = contents.get(&key)
        && content.as_of >= room.change
        && content.people >= people
        && content.emoji_changes >= emoji_changes
        && content.room.is_of(room)
    {
        return Ok(content);
    }
    let page = state.store.page(room.id, Position::Newest, PAGE_SIZE).await?;
    let (before, after) = views::shared_content(room, &page, &state.hubs.locale(language));
    let (before, times) = before.into_parts();
    let content = Arc::new(Content {
        as_of: page.as_of,
        people: page.people,
        emoji_changes,
        room: RoomStamp::of(room),
        messages: page
            .messages
            .iter()
            .map(|message| {
                (message.state != MessageState::Deleted).then_some(Counted {
                    id: message.id,
                    created: message.created,
                    author: message.author_id,
                    at: message.posted_at,
                })
            })
            .collect(),
        first: first_of(&page),
        older: page.older,
        times,
        before: Fragment::new(before.into_string()),
        after: Fragment::new(after),
    });
    contents.insert(key, Arc::clone(&content));
    Ok(content)
}
