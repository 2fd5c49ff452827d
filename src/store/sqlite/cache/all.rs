//! What every request reads, kept in memory and forgotten exactly when it changes.
//!
//! A value is kept only if nothing of its kind was forgotten between its being read and its being kept: what was read
//! before a commit can't outlive it. Writes forget in their `committed` step, before anybody is answered.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::model::{AccountId, Change, ProfileNumber, Room, RoomId, SessionId, Slug, Viewer};
use crate::store::sqlite::cache::entries::Entries;
use crate::store::sqlite::cache::newest::Newest;
use crate::store::sqlite::cache::own_rooms::CachedRooms;

#[derive(Debug, Default)]
pub(crate) struct Cache {
    pub(crate) viewers: Entries<SessionId, Viewer>,
    /// People's rooms.
    pub(crate) places: Entries<AccountId, Arc<CachedRooms>>,
    /// Rooms as they were at some change.
    pub(crate) rooms: Entries<RoomId, Room>,
    /// Rooms that are open to everybody, by the addresses they were asked for at.
    pub(crate) open_rooms: Entries<Slug, RoomId>,
    /// Rooms' newest changes, which each commit tells.
    pub(crate) newest: Entries<RoomId, Newest>,
    /// The newest change of a profile.
    pub(crate) profiles: Entries<(), ProfileNumber>,
}

impl Cache {
    /// Forgets everything: another process has written.
    pub(crate) fn forget_all(&self) {
        self.viewers.forget(|_, _| true);
        self.places.forget(|_, _| true);
        self.rooms.forget(|_, _| true);
        self.open_rooms.forget(|_, _| true);
        self.newest.forget(|_, _| true);
        self.profiles.forget(|(), _| true);
    }

    /// Forgets what is known of a room and of who is in it.
    pub(crate) fn forget_room(&self, room: RoomId) {
        self.rooms.forget_one(&room);
        self.newest.forget_one(&room);
        self.open_rooms.forget(|_, kept| *kept == room);
        self.places.forget(|_, places| places.of(room).is_some());
        self.viewers.forget(|_, _| true);
    }

    /// Forgets which room an address led to: another has taken it.
    pub(crate) fn forget_address(&self, slug: &Slug) {
        self.open_rooms.forget_one(slug);
        self.places.forget(|_, places| places.were_at(slug));
    }

    /// Notes a change that was committed.
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
    /// Notes how far somebody has read, if that person's rooms are kept.
    pub(crate) fn note_reading(&self, room: RoomId, person: AccountId, read: i64, mentions: u32) {
        if let Some(places) = self.places.touch(&person)
            && let Some((_, reading)) = places.of(room)
        {
            reading.read.store(read, Ordering::Relaxed);
            reading.mentions.store(mentions, Ordering::Relaxed);
        }
    }

    /// Notes that a message names somebody, if that person's rooms are kept.
    pub(crate) fn note_mention(&self, room: RoomId, person: AccountId) {
        if let Some(places) = self.places.touch(&person)
            && let Some((_, reading)) = places.of(room)
        {
            reading.mentions.fetch_add(1, Ordering::Relaxed);
        }
    }
}
