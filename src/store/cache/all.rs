//! Caches of what every request reads, changed by notices alone.
//!
//! A value is stored only if nothing of its kind was invalidated since it was read: a value that was read before a
//! commit can't outlive the commit. Notices arrive before the caller of the write is answered.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::model::{AccountId, Change, ProfileNumber, Room, RoomId, ServerSettings, SessionId, Slug, Viewer};
use crate::store::cache::entries::Entries;
use crate::store::cache::own_rooms::CachedRooms;
use crate::store::commands::newest::Newest;
use crate::store::notices::Notice;

#[derive(Debug, Default)]
pub(crate) struct Cache {
    pub(crate) viewers: Entries<SessionId, Viewer>,
    /// The rooms of each account.
    pub(crate) own_rooms: Entries<AccountId, Arc<CachedRooms>>,
    /// Rooms as they were at some change.
    pub(crate) rooms: Entries<RoomId, Room>,
    /// Open rooms, by the addresses they were requested at.
    pub(crate) open_rooms: Entries<Slug, RoomId>,
    /// The newest change of each room, updated by each commit.
    pub(crate) newest: Entries<RoomId, Newest>,
    /// The newest change of a profile.
    pub(crate) profiles: Entries<(), ProfileNumber>,
    pub(crate) settings: Entries<(), ServerSettings>,
}

impl Cache {
    /// Updates the values that a commit changed, or invalidates them.
    pub(crate) fn apply(&self, notice: &Notice) {
        match notice {
            Notice::Changed(change) => self.note_change(change),
            Notice::Mentioned(room, account) => self.note_mention(*room, *account),
            Notice::ReadMoved { room, account, read, mentions } => {
                self.note_reading(*room, *account, *read, *mentions);
            }
            Notice::MarksChanged(account)
            | Notice::MembershipGained(_, account)
            | Notice::MembershipLost { account, .. }
            | Notice::SidebarChanged(account)
            | Notice::DueWorkChanged(account)
            | Notice::ConversationRenamed(account)
            | Notice::AlertsChanged(account) => self.own_rooms.forget_one(account),
            Notice::RoomCreated { slug, by } => {
                if let Some(by) = by {
                    self.own_rooms.forget_one(by);
                }
                self.forget_address(slug);
            }
            Notice::RoomChanged { room, slug } => {
                self.forget_room(*room);
                self.forget_address(slug);
            }
            Notice::RoomDeleted { room, .. } => self.forget_room(*room),
            Notice::SessionEnded(session) | Notice::SessionProlonged(session) => self.viewers.forget_one(session),
            Notice::AccountChanged(account) => self.viewers.forget(|_, viewer| viewer.account.id == *account),
            Notice::ProfileChanged(profile) => {
                self.viewers.forget(|_, viewer| viewer.account.id == profile.account);
                self.profiles.set((), profile.number);
            }
            Notice::SettingsChanged => self.settings.forget_one(&()),
            Notice::Expired(expiry) => {
                if let Some(newest) = self.newest.touch(&expiry.room) {
                    self.newest.set(expiry.room, Newest { change: expiry.number, ..newest });
                }
            }
            Notice::AccessChanged | Notice::Banned | Notice::RetentionChanged | Notice::ObjectsRemoved => {}
            Notice::Missed => self.forget_all(),
        }
    }

    fn forget_all(&self) {
        self.viewers.forget(|_, _| true);
        self.own_rooms.forget(|_, _| true);
        self.rooms.forget(|_, _| true);
        self.open_rooms.forget(|_, _| true);
        self.newest.forget(|_, _| true);
        self.profiles.forget(|(), _| true);
        self.settings.forget(|(), _| true);
    }

    /// Invalidates a room and the memberships in it.
    fn forget_room(&self, room: RoomId) {
        self.rooms.forget_one(&room);
        self.newest.forget_one(&room);
        self.open_rooms.forget(|_, cached| *cached == room);
        self.own_rooms.forget(|_, rooms| rooms.of(room).is_some());
        self.viewers.forget(|_, _| true);
    }

    /// Invalidates an address that another room has taken.
    fn forget_address(&self, slug: &Slug) {
        self.open_rooms.forget_one(slug);
        self.own_rooms.forget(|_, rooms| rooms.were_at(slug));
    }

    fn note_change(&self, change: &Change) {
        let posted = if change.is_new() {
            Some((change.number, change.message.id))
        } else {
            self.newest.touch(&change.room).map(|newest| (newest.posted, newest.message))
        };
        if let Some((posted, message)) = posted {
            self.newest.set(change.room, Newest { change: change.number, posted, message });
        }
    }

    /// Records a read mark, if the account's rooms are cached.
    fn note_reading(&self, room: RoomId, account: AccountId, read: i64, mentions: u32) {
        if let Some(rooms) = self.own_rooms.touch(&account)
            && let Some((_, reading)) = rooms.of(room)
        {
            reading.read.store(read, Ordering::Relaxed);
            reading.mentions.store(mentions, Ordering::Relaxed);
        }
    }

    /// Records a mention, if the account's rooms are cached.
    fn note_mention(&self, room: RoomId, account: AccountId) {
        if let Some(rooms) = self.own_rooms.touch(&account)
            && let Some((_, reading)) = rooms.of(room)
        {
            reading.mentions.fetch_add(1, Ordering::Relaxed);
        }
    }
}
