//! Rooms' pages as they are read most, with the newest messages, from memory.
//!
//! What everyone sees alike, the content, is rendered once per change of the room and language; only the times in it are
//! written anew for those who read in another zone. What stands around it is rendered once per viewer and change of the
//! rooms. Neither is ever forgotten by hand: each is compared with what it was made from, and
//! the newest change of the room, and of people's profiles, is known to memory from the commit that made it.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::model::memberships::is_unread;
use crate::model::{
    Account, AccountId, ChangeNumber, Entered, Language, LocaleChoice, Membership, MessageId, OwnRooms,
    ProfileNumber, Room, RoomId, RoomName, Slug, Viewer,
};
use crate::views::pages::rooms as views;
use crate::views::parts::timed::Times;
use crate::web::http::compression::Fragment;
use crate::web::pages::shell::shell;

/// What is kept takes no more than this.
const MAX_BYTES: u64 = 32 << 20;

/// About how many pieces of usual size that are.
const USUAL_ITEMS: usize = 1_000;

/// What is kept of rooms' pages.
#[derive(Debug)]
pub struct RoomCache {
    pub(crate) contents: Cache<(RoomId, Language), Arc<Content>, ByBytes>,
    pub(crate) page_frame: Cache<(AccountId, RoomId, Language), Arc<PageFrame>, ByBytes>,
    /// No other run of the server makes the same tags: its pages may differ.
    pub(crate) hasher: RandomState,
}

/// The newest messages of a room and all that goes with them, before and after the composer's nonce.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) as_of: ChangeNumber,
    /// The newest change of a profile that it shows.
    pub(crate) people: ProfileNumber,
    pub(crate) room: RoomStamp,
    /// The changes that brought the messages, and their authors, by which the first new one is found; none for deleted ones.
    pub(crate) messages: Vec<Option<(ChangeNumber, AccountId)>>,
    /// The first message.
    pub(crate) first: Option<MessageId>,
    /// Whether there are others before it.
    pub(crate) older: bool,
    /// Where the times stand in `before`, for readers of other zones.
    pub(crate) times: Times,
    pub(crate) before: Fragment,
    pub(crate) after: Fragment,
}

impl Content {
    /// The number, from 0, of the first message that a member has not read.
    pub(crate) fn first_unread(&self, membership: Option<&Membership>, member: AccountId) -> Option<usize> {
        let read = membership?.read;
        let unread = |(created, author)| is_unread(created, author, read, member);
        self.messages.iter().position(|message| message.is_some_and(unread))
    }
}

/// Whether a member has not read what came before the first message either.
pub(crate) fn lies_behind(content: &Content, membership: Option<&Membership>) -> bool {
    let first = content.messages.iter().flatten().next();
    content.older && membership.zip(first).is_some_and(|(membership, first)| membership.read.next() < first.0)
}

/// What a page shows of a room itself.
#[derive(Debug)]
pub(crate) struct RoomStamp {
    pub(crate) slug: Slug,
    pub(crate) name: RoomName,
    pub(crate) description: String,
    pub(crate) archived: bool,
}

impl RoomStamp {
    pub(crate) fn of(room: &Room) -> Self {
        let Room { slug, name, description, archived, .. } = room.clone();
        Self { slug, name, description, archived }
    }

    pub(crate) fn is_of(&self, room: &Room) -> bool {
        let Self { slug, name, description, archived } = self;
        *slug == room.slug && *name == room.name && *description == room.description && *archived == room.archived
    }
}

/// What stands around the content.
#[derive(Debug)]
pub(crate) struct PageFrame {
    pub(crate) account: Account,
    pub(crate) chosen: LocaleChoice,
    pub(crate) rooms: OwnRooms,
    pub(crate) member: bool,
    pub(crate) room: RoomStamp,
    pub(crate) before: Fragment,
    pub(crate) after: Fragment,
    pub(crate) tag: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct ByBytes;

impl Weighter<(RoomId, Language), Arc<Content>> for ByBytes {
    fn weight(&self, _: &(RoomId, Language), content: &Arc<Content>) -> u64 {
        (content.before.size() + content.after.size() + content.times.size()) as u64
    }
}

impl Weighter<(AccountId, RoomId, Language), Arc<PageFrame>> for ByBytes {
    fn weight(&self, _: &(AccountId, RoomId, Language), around: &Arc<PageFrame>) -> u64 {
        (around.before.size() + around.after.size()) as u64
    }
}

impl Default for RoomCache {
    fn default() -> Self {
        Self {
            contents: Cache::with_weighter(USUAL_ITEMS, MAX_BYTES / 2, ByBytes),
            page_frame: Cache::with_weighter(USUAL_ITEMS, MAX_BYTES / 2, ByBytes),
            hasher: RandomState::new(),
        }
    }
}

impl RoomCache {
    pub(crate) fn page_frame(&self, viewer: &Viewer, entered: &Entered, rooms: OwnRooms) -> Arc<PageFrame> {
        let room = &entered.room;
        let key = (viewer.account.id, room.id, viewer.locale.language);
        let member = entered.membership.is_some();
        if let Some(around) = self.page_frame.get(&key)
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
        let (before, after, room) = (Fragment::new(before), Fragment::new(after), RoomStamp::of(room));
        let around = Arc::new(PageFrame { account, chosen, rooms, member, room, before, after, tag });
        self.page_frame.insert(key, Arc::clone(&around));
        around
    }
}
