//! The cache of rooms' pages with the newest messages.
//!
//! The content, which is the same for everybody, is rendered once per room, change and language; only its times are
//! rewritten for readers in other zones. The frame around it is rendered once per viewer and state of the viewer's
//! rooms. No entry is ever invalidated: each is compared with what it was made from. The newest change of a room and of
//! profiles is in memory since its commit.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::model::appearance::Appearance;
use crate::model::memberships::is_unread;
use crate::model::unread::NewMessages;
use crate::model::{
    Account, AccountId, Branding, ChangeNumber, Language, LocaleChoice, Membership, MessageId, OwnRooms,
    ProfileNumber, Reach, Room, RoomId, RoomName, RoomRules, Slug, Timestamp, Viewer,
};
use crate::store::Entered;
use crate::views::pages::rooms as views;
use crate::views::parts::timed::Times;
use crate::web::http::compression::Fragment;
use crate::web::pages::shell::shell;

/// The maximum size of the cache, in bytes.
const MAX_BYTES: u64 = 32 << 20;

/// The estimated number of entries.
const USUAL_ITEMS: usize = 1_000;

/// The cache of rooms' newest pages.
#[derive(Debug)]
pub struct RoomCache {
    pub(crate) contents: Cache<(RoomId, Language), Arc<Content>, ByBytes>,
    pub(crate) page_frame: Cache<(AccountId, RoomId, Language), Arc<PageFrame>, ByBytes>,
    /// Random, so that entity tags differ between runs of the server, whose pages may differ.
    pub(crate) hasher: RandomState,
}

/// The shared content of a room's newest page, before and after the composer's nonce.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) as_of: ChangeNumber,
    /// The newest profile change included.
    pub(crate) people: ProfileNumber,
    /// The number of changes of custom emoji included.
    pub(crate) emoji_changes: i64,
    pub(crate) room: RoomStamp,
    /// The messages, for finding and counting unread ones; none for deleted messages.
    pub(crate) messages: Vec<Option<Counted>>,
    /// The first message of the page.
    pub(crate) first: Option<MessageId>,
    /// Whether there are messages before it.
    pub(crate) older: bool,
    /// The positions of times in `before`, for readers in other zones.
    pub(crate) times: Times,
    pub(crate) before: Fragment,
    pub(crate) after: Fragment,
}

/// The parts of a message that decide whether it is unread.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    pub(crate) id: MessageId,
    pub(crate) created: ChangeNumber,
    pub(crate) author: AccountId,
    pub(crate) at: Timestamp,
}

impl Content {
    /// The index of the first message that the viewer, a member, has not read; and what the line before it says.
    pub(crate) fn unread(&self, membership: Option<&Membership>, viewer: &Viewer) -> Option<(usize, NewMessages)> {
        let read = membership?.read;
        let unread = |(_, message): &(usize, &Option<Counted>)| {
            message.is_some_and(|one| is_unread(one.created, one.author, read, viewer.account.id))
        };
        let mut unread = self.messages.iter().enumerate().filter(unread);
        let (number, first) = unread.next()?;
        let first = (*first)?;
        let count = u32::try_from(unread.count()).unwrap_or(u32::MAX).saturating_add(1);
        Some((number, NewMessages::new(first.id, count, first.at, viewer)))
    }
}

/// Whether there are messages before this page that a member has not read.
pub(crate) fn has_unread_before(content: &Content, membership: Option<&Membership>) -> bool {
    let first = content.messages.iter().flatten().next();
    content.older
        && membership.zip(first).is_some_and(|(membership, first)| membership.read.next() < first.created)
}

/// The properties of a room that a page shows.
#[derive(Debug)]
pub(crate) struct RoomStamp {
    pub(crate) slug: Slug,
    pub(crate) name: RoomName,
    pub(crate) description: String,
    pub(crate) archived: bool,
    pub(crate) rules: RoomRules,
}

impl RoomStamp {
    pub(crate) fn of(room: &Room) -> Self {
        let Room { slug, name, description, archived, rules, .. } = room.clone();
        Self { slug, name, description, archived, rules }
    }

    pub(crate) fn is_of(&self, room: &Room) -> bool {
        let Self { slug, name, description, archived, rules } = self;
        *slug == room.slug
            && *name == room.name
            && *description == room.description
            && *archived == room.archived
            && *rules == room.rules
    }
}

/// The viewer-specific frame around the content, and what it was made from.
#[derive(Debug)]
pub(crate) struct PageFrame {
    pub(crate) account: Account,
    pub(crate) chosen: LocaleChoice,
    appearance: Appearance,
    favourite_reactions: String,
    branding: Branding,
    setup: Option<Arc<Reach>>,
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
    fn weight(&self, _: &(AccountId, RoomId, Language), frame: &Arc<PageFrame>) -> u64 {
        (frame.before.size() + frame.after.size()) as u64
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
        if let Some(frame) = self.page_frame.get(&key)
            && Arc::ptr_eq(&frame.rooms.rooms, &rooms.rooms)
            && frame.rooms.marks == rooms.marks
            && frame.rooms.by_activity == rooms.by_activity
            && frame.account == viewer.account
            && frame.chosen == viewer.chosen
            && frame.appearance == viewer.appearance
            && frame.favourite_reactions == viewer.favourite_reactions
            && frame.branding == viewer.branding
            && frame.setup == viewer.setup
            && frame.rooms.alerts == rooms.alerts
            && frame.member == member
            && frame.room.is_of(room)
        {
            return frame;
        }
        let (before, after) = views::frame(&shell(viewer, &rooms, Some(room.id)), entered);
        let tag = self.hasher.hash_one((&before, &after));
        let (account, chosen) = (viewer.account.clone(), viewer.chosen.clone());
        let (appearance, favourite_reactions) = (viewer.appearance, viewer.favourite_reactions.clone());
        let (branding, setup) = (viewer.branding.clone(), viewer.setup.clone());
        let (before, after, room) = (Fragment::new(before), Fragment::new(after), RoomStamp::of(room));
        let frame = Arc::new(PageFrame {
            account,
            chosen,
            appearance,
            favourite_reactions,
            branding,
            setup,
            rooms,
            member,
            room,
            before,
            after,
            tag,
        });
        self.page_frame.insert(key, Arc::clone(&frame));
        frame
    }
}
