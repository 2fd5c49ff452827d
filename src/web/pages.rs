//! Rooms' pages as they are read most, with the newest messages, from memory.
//!
//! What everyone sees alike, the content, is rendered once per change of the room; what stands around it, once per
//! viewer and change of the rooms. Neither is ever forgotten by hand: each is compared with what it was made from, and
//! the room's newest change is known to memory from the commit that made it.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::encoding::{self, GZIP, Part, Piece};
use super::error::Error;
use super::messages::new_nonce;
use super::rooms::{PAGE_SIZE, shell};
use super::state::State;
use crate::model::{Account, AccountId, ChangeNumber, Position, Room, RoomId, RoomLink, Slug, Viewer};
use crate::views::rooms as views;

/// What is kept takes no more than this.
const MOST_BYTES: u64 = 32 << 20;

/// About how many pieces of usual size that are.
const USUAL_ITEMS: usize = 1_000;

/// What is kept of rooms' pages.
#[derive(Debug)]
pub struct Pages {
    contents: Cache<RoomId, Arc<Content>, Size>,
    surroundings: Cache<(AccountId, RoomId), Arc<Surroundings>, Size>,
    /// No other run of the server makes the same tags: its pages may differ.
    hasher: RandomState,
}

/// The newest messages of a room and all that goes with them, before and after the composer's nonce.
#[derive(Debug)]
struct Content {
    as_of: ChangeNumber,
    slug: Slug,
    before: Piece,
    after: Piece,
}

/// What stands around the content.
#[derive(Debug)]
struct Surroundings {
    account: Account,
    rooms: Arc<Vec<RoomLink>>,
    before: Piece,
    after: Piece,
    tag: u64,
}

#[derive(Clone, Debug)]
struct Size;

impl Weighter<RoomId, Arc<Content>> for Size {
    fn weight(&self, _: &RoomId, content: &Arc<Content>) -> u64 {
        (content.before.size() + content.after.size()) as u64
    }
}

impl Weighter<(AccountId, RoomId), Arc<Surroundings>> for Size {
    fn weight(&self, _: &(AccountId, RoomId), around: &Arc<Surroundings>) -> u64 {
        (around.before.size() + around.after.size()) as u64
    }
}

impl Default for Pages {
    fn default() -> Self {
        Self {
            contents: Cache::with_weighter(USUAL_ITEMS, MOST_BYTES / 2, Size),
            surroundings: Cache::with_weighter(USUAL_ITEMS, MOST_BYTES / 2, Size),
            hasher: RandomState::new(),
        }
    }
}

/// The page of a room's newest messages, or word that the client has it already (RFC 9110, 13.1.2).
pub(super) async fn newest(
    state: &State,
    viewer: &Viewer,
    room: &Room,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let rooms = state.store.room_links().await?;
    state.chat.visit_room(viewer, room).await?;
    let around = state.pages.surroundings(viewer, room, rooms);
    let tag = tag(&around, room.change);
    let head = |tag| [(header::ETAG, tag), (header::VARY, HeaderValue::from_static("accept-encoding"))];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == tag) {
        return Ok((StatusCode::NOT_MODIFIED, head(tag)).into_response());
    }
    let content = content(state, room).await?;
    let head = (head(self::tag(&around, content.as_of)), [(header::CONTENT_TYPE, "text/html; charset=utf-8")]);
    // Not part of the tag: two pages that differ in it alone are equally good.
    let nonce = new_nonce();
    let parts = [
        Part::Shared(&around.before),
        Part::Shared(&content.before),
        Part::Own(&nonce),
        Part::Shared(&content.after),
        Part::Shared(&around.after),
    ];
    Ok(if encoding::takes_gzip(headers) {
        (head, [(header::CONTENT_ENCODING, GZIP)], encoding::gzip(&parts)).into_response()
    } else {
        (head, encoding::plain(&parts)).into_response()
    })
}

fn tag(around: &Surroundings, change: ChangeNumber) -> HeaderValue {
    HeaderValue::try_from(format!("W/\"{:x}-{change}\"", around.tag)).unwrap_or(HeaderValue::from_static("W/\"\""))
}

async fn content(state: &State, room: &Room) -> Result<Arc<Content>, Error> {
    let contents = &state.pages.contents;
    if let Some(content) = contents.get(&room.id)
        && content.as_of >= room.change
        && content.slug == room.slug
    {
        return Ok(content);
    }
    let page = state.store.page(room.id, Position::Newest, PAGE_SIZE).await?;
    let (before, after) = views::shared_content(room, &page, &state.site.zone);
    let content = Arc::new(Content {
        as_of: page.as_of,
        slug: room.slug.clone(),
        before: Piece::new(before),
        after: Piece::new(after),
    });
    contents.insert(room.id, Arc::clone(&content));
    Ok(content)
}

impl Pages {
    fn surroundings(&self, viewer: &Viewer, room: &Room, rooms: Arc<Vec<RoomLink>>) -> Arc<Surroundings> {
        let key = (viewer.account.id, room.id);
        if let Some(around) = self.surroundings.get(&key)
            && Arc::ptr_eq(&around.rooms, &rooms)
            && around.account == viewer.account
        {
            return around;
        }
        let (before, after) = views::around(&shell(viewer, &rooms, Some(&room.slug)), room);
        let tag = self.hasher.hash_one((&before, &after));
        let account = viewer.account.clone();
        let (before, after) = (Piece::new(before), Piece::new(after));
        let around = Arc::new(Surroundings { account, rooms, before, after, tag });
        self.surroundings.insert(key, Arc::clone(&around));
        around
    }
}
