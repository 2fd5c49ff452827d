//! Caches of what every request reads, invalidated by the commits that change it.
//!
//! A value is stored only if nothing of its kind was invalidated since it was read: a value that was read before a commit
//! can't outlive the commit. Writes invalidate in their `committed` step, before their callers are answered.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::model::{AccountId, Change, ProfileNumber, Room, RoomId, SessionId, Slug, Viewer};
use crate::store::sqlite::cache::entries::Entries;
use crate::store::sqlite::cache::newest::Newest;
use crate::store::sqlite::cache::own_rooms::CachedRooms;

#[derive(Debug, Default)]
pub(crate) struct Cache {
    pub(crate) viewers: Entries<SessionId, Viewer>,
    /// The rooms of each account.
    pub(crate) places: Entries<AccountId, Arc<CachedRooms>>,
    /// Rooms as they were at some change.
    pub(crate) rooms: Entries<RoomId, Room>,
    /// Rooms that are open to everybody, by the addresses they were asked for at.
    pub(crate) open_rooms: Entries<Slug, RoomId>,
    /// The newest change of each room, updated by each commit.
    pub(crate) newest: Entries<RoomId, Newest>,
    /// The newest change of a profile.
    pub(crate) profiles: Entries<(), ProfileNumber>,
}

impl Cache {
    /// Clears everything, since another process has written.
    pub(crate) fn forget_all(&self) {
        self.viewers.forget(|_, _| true);
        self.places.forget(|_, _| true);
        self.rooms.forget(|_, _| true);
        self.open_rooms.forget(|_, _| true);
        self.newest.forget(|_, _| true);
        self.profiles.forget(|(), _| true);
    }

    /// Invalidates a room and the memberships in it.
    pub(crate) fn forget_room(&self, room: RoomId) {
        self.rooms.forget_one(&room);
        self.newest.forget_one(&room);
        self.open_rooms.forget(|_, kept| *kept == room);
        self.places.forget(|_, places| places.of(room).is_some());
        self.viewers.forget(|_, _| true);
    }

    /// Invalidates an address that another room has taken.
    pub(crate) fn forget_address(&self, slug: &Slug) {
        self.open_rooms.forget_one(slug);
        self.places.forget(|_, places| places.were_at(slug));
    }

    /// Records a committed change.
    pub(crate) fn note_change(&self, change: &Change) {
        let posted = if change.is_new() {
            Some(change.number)
        } else {
            self.newest.touch(&change.room).map(|newest| newest.posted)
        };
        if let Some(posted) = posted {
            self.newest.set(change.room, Newest { change: change.number, posted });
        }
    }
}

impl Cache {
    /// Records a read mark, if the person's rooms are cached.
    pub(crate) fn note_reading(&self, room: RoomId, person: AccountId, read: i64, mentions: u32) {
        if let Some(places) = self.places.touch(&person)
            && let Some((_, reading)) = places.of(room)
        {
            reading.read.store(read, Ordering::Relaxed);
            reading.mentions.store(mentions, Ordering::Relaxed);
        }
    }

    /// Records a mention, if the person's rooms are cached.
    pub(crate) fn note_mention(&self, room: RoomId, person: AccountId) {
        if let Some(places) = self.places.touch(&person)
            && let Some((_, reading)) = places.of(room)
        {
            reading.mentions.fetch_add(1, Ordering::Relaxed);
        }
    }
}
