//! Rooms' pages as they are read most, with the newest messages, from memory.
//!
//! What everyone sees alike, the content, is rendered once per change of the room and language; only the times in it are
//! written anew for those who read in another zone. What stands around it is rendered once per viewer and change of the
//! rooms. Neither is ever forgotten by hand: each is compared with what it was made from, and
//! the newest change of the room, and of people's profiles, is known to memory from the commit that made it.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::model::{
    Account, AccountId, ChangeNumber, Entered, Language, LocaleChoice, Membership, MessageId, MessageState,
    OwnRooms, Position, ProfileNumber, Room, RoomId, RoomName, Slug, Viewer,
};
use crate::views::i18n::strings::texts;
use crate::views::pages::rooms as views;
use crate::views::parts::messages;
use crate::views::parts::messages::Composer;
use crate::views::parts::timed::Times;
use crate::web::http::compression;
use crate::web::http::compression::{GZIP, Part, Piece};
use crate::web::http::error::Error;
use crate::web::pages::messages::new_nonce;
use crate::web::pages::rooms::{PAGE_SIZE, shell, whole_page};
use crate::web::state::State;
use crate::web::stream::endpoint::{first_of, shows_pages_as_they_come};

/// What is kept takes no more than this.
const MOST_BYTES: u64 = 32 << 20;

/// About how many pieces of usual size that are.
const USUAL_ITEMS: usize = 1_000;

/// What is kept of rooms' pages.
#[derive(Debug)]
pub struct Pages {
    contents: Cache<(RoomId, Language), Arc<Content>, Size>,
    surroundings: Cache<(AccountId, RoomId, Language), Arc<Surroundings>, Size>,
    /// No other run of the server makes the same tags: its pages may differ.
    hasher: RandomState,
}

/// The newest messages of a room and all that goes with them, before and after the composer's nonce.
#[derive(Debug)]
struct Content {
    as_of: ChangeNumber,
    /// The newest change of a profile that it shows.
    people: ProfileNumber,
    room: Stamp,
    /// The changes that brought the messages, by which the first new one is found; none for deleted ones.
    messages: Vec<Option<ChangeNumber>>,
    /// The first message.
    first: Option<MessageId>,
    /// Whether there are others before it.
    older: bool,
    /// Where the times stand in `before`, for readers of other zones.
    times: Times,
    before: Piece,
    after: Piece,
}

impl Content {
    /// The number, from 0, of the first message that a member has not read.
    fn first_unread(&self, membership: Option<&Membership>) -> Option<usize> {
        let read = membership?.read;
        self.messages.iter().position(|created| created.is_some_and(|created| created > read))
    }
}

/// Whether a member has not read what came before the first message either.
fn lies_behind(content: &Content, membership: Option<&Membership>) -> bool {
    let first = content.messages.iter().flatten().next();
    content.older && membership.zip(first).is_some_and(|(membership, first)| membership.read.next() < *first)
}

/// What a page shows of a room itself.
#[derive(Debug)]
struct Stamp {
    slug: Slug,
    name: RoomName,
    description: String,
    archived: bool,
}

impl Stamp {
    fn of(room: &Room) -> Self {
        let Room { slug, name, description, archived, .. } = room.clone();
        Self { slug, name, description, archived }
    }

    fn is_of(&self, room: &Room) -> bool {
        let Self { slug, name, description, archived } = self;
        *slug == room.slug && *name == room.name && *description == room.description && *archived == room.archived
    }
}

/// What stands around the content.
#[derive(Debug)]
struct Surroundings {
    account: Account,
    chosen: LocaleChoice,
    rooms: OwnRooms,
    member: bool,
    room: Stamp,
    before: Piece,
    after: Piece,
    tag: u64,
}

#[derive(Clone, Debug)]
struct Size;

impl Weighter<(RoomId, Language), Arc<Content>> for Size {
    fn weight(&self, _: &(RoomId, Language), content: &Arc<Content>) -> u64 {
        (content.before.size() + content.after.size() + content.times.size()) as u64
    }
}

impl Weighter<(AccountId, RoomId, Language), Arc<Surroundings>> for Size {
    fn weight(&self, _: &(AccountId, RoomId, Language), around: &Arc<Surroundings>) -> u64 {
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
pub(crate) async fn newest(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    headers: &HeaderMap,
    even_unread: bool,
) -> Result<Response, Error> {
    let room = &entered.room;
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    state.chat.visit_room(viewer, room).await?;
    let around = state.pages.surroundings(viewer, entered, rooms);
    let read = entered.membership.map(|membership| membership.read);
    let people = state.store.newest_profile().await?;
    let tag = tag(&around, room.change, people, read);
    let head = |tag| {
        [(header::ETAG, tag), (header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"))]
    };
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == tag) {
        return Ok((StatusCode::NOT_MODIFIED, head(tag)).into_response());
    }
    let content = content(state, room, people, viewer.locale.language).await?;
    let behind = lies_behind(&content, entered.membership.as_ref());
    if behind && !even_unread {
        return first_unread(state, viewer, entered, headers).await;
    }
    if !shows_pages_as_they_come(headers) {
        // Browsers with frames tell when the messages were on the screen.
        state.chat.note_read(viewer, room, content.first, content.as_of).await?;
    }
    let head = (
        head(self::tag(&around, content.as_of, content.people, read)),
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
    );
    // Not part of the tag: two pages that differ in it alone are equally good.
    let nonce = if room.archived { String::new() } else { new_nonce() };
    // Where it lies before this page, no line of this page is above it.
    let first_unread = content.first_unread(entered.membership.as_ref()).filter(|_| !behind);
    let shares_zone = viewer.locale.zone == state.site.zone;
    if first_unread.is_some() || !shares_zone {
        let zone = (!shares_zone).then_some(&viewer.locale);
        let line = messages::new_line(texts(viewer.locale.language));
        let line = first_unread.map(|number| (number, &line));
        let before = content.times.rewritten(content.before.text(), zone, line);
        let page = [around.before.text(), &before, &nonce, content.after.text(), around.after.text()].concat();
        return Ok((head, page).into_response());
    }
    let parts = [
        Part::Shared(&around.before),
        Part::Shared(&content.before),
        Part::Own(&nonce),
        Part::Shared(&content.after),
        Part::Shared(&around.after),
    ];
    Ok(if compression::takes_gzip(headers) {
        (head, [(header::CONTENT_ENCODING, GZIP)], compression::gzip(&parts)).into_response()
    } else {
        (head, compression::plain(&parts)).into_response()
    })
}

/// The page on which somebody begins to read who has not read more than the newest page has.
async fn first_unread(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let read = entered.membership.map(|membership| membership.read).unwrap_or_default();
    let composer = Composer { nonce: new_nonce(), ..Composer::default() };
    let (page, markup) = whole_page(state, viewer, entered, Position::Unread(read), &composer).await?;
    if !shows_pages_as_they_come(headers)
        && let Some(last) = page.messages.last()
    {
        state.chat.note_read(viewer, &entered.room, first_of(&page), last.created).await?;
    }
    Ok(markup.into_response())
}

/// Where somebody has not read everything, the page shows that.
fn tag(
    around: &Surroundings,
    change: ChangeNumber,
    people: ProfileNumber,
    read: Option<ChangeNumber>,
) -> HeaderValue {
    let unread = read.filter(|read| *read < change).map(|read| format!("-{read}")).unwrap_or_default();
    HeaderValue::try_from(format!("W/\"{:x}-{people}-{change}{unread}\"", around.tag))
        .unwrap_or(HeaderValue::from_static("W/\"\""))
}

async fn content(
    state: &State,
    room: &Room,
    people: ProfileNumber,
    language: Language,
) -> Result<Arc<Content>, Error> {
    let contents = &state.pages.contents;
    let key = (room.id, language);
    if let Some(content) = contents.get(&key)
        && content.as_of >= room.change
        && content.people >= people
        && content.room.is_of(room)
    {
        return Ok(content);
    }
    let page = state.store.page(room.id, Position::Newest, PAGE_SIZE).await?;
    let (before, after) = views::shared_content(room, &page, &state.feeds.locale(language));
    let (before, times) = before.into_parts();
    let content = Arc::new(Content {
        as_of: page.as_of,
        people: page.people,
        room: Stamp::of(room),
        messages: page
            .messages
            .iter()
            .map(|message| (message.state != MessageState::Deleted).then_some(message.created))
            .collect(),
        first: first_of(&page),
        older: page.older,
        times,
        before: Piece::new(before.into_string()),
        after: Piece::new(after),
    });
    contents.insert(key, Arc::clone(&content));
    Ok(content)
}

impl Pages {
    fn surroundings(&self, viewer: &Viewer, entered: &Entered, rooms: OwnRooms) -> Arc<Surroundings> {
        let room = &entered.room;
        let key = (viewer.account.id, room.id, viewer.locale.language);
        let member = entered.membership.is_some();
        if let Some(around) = self.surroundings.get(&key)
            && Arc::ptr_eq(&around.rooms.rooms, &rooms.rooms)
            && around.rooms.marks == rooms.marks
            && around.account == viewer.account
            && around.chosen == viewer.chosen
            && around.member == member
            && around.room.is_of(room)
        {
            return around;
        }
        let (before, after) = views::around(&shell(viewer, &rooms, Some(room.id)), entered);
        let tag = self.hasher.hash_one((&before, &after));
        let (account, chosen) = (viewer.account.clone(), viewer.chosen.clone());
        let (before, after, room) = (Piece::new(before), Piece::new(after), Stamp::of(room));
        let around = Arc::new(Surroundings { account, chosen, rooms, member, room, before, after, tag });
        self.surroundings.insert(key, Arc::clone(&around));
        around
    }
}
