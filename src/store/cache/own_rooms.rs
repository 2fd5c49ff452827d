//! The cached rooms of each account: unread marks are known without asking the database.

use std::cmp::Reverse;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use crate::model::alerts::{Alerts, WaitingGuests};
use crate::model::rooms::distinctions;
use crate::model::sidebar::RoomOrder;
use crate::model::{ChangeNumber, Due, Mark, MessageId, NotificationLevel, OwnRoom, OwnRooms, RoomId, Slug};
use crate::store::cache::entries::{Entries, Since};
use crate::store::commands::memberships::StoredRooms;
use crate::store::commands::newest::Newest;

/// The rooms of one account.
#[derive(Debug)]
pub(crate) struct CachedRooms {
    rooms: Arc<Vec<OwnRoom>>,
    /// The addresses that those had that aren't open; others find the way from those of open ones, too.
    former: Vec<(Slug, RoomId)>,
    /// Read marks, changed in place since they change most.
    reading: Vec<Reading>,
    /// The order in which the person sees them.
    order: RoomOrder,
    alerts: Arc<Alerts>,
    /// Reminders and scheduled messages that need the account's attention.
    due: Due,
    /// When the rooms were read, by the cache of newest changes.
    since: Since,
}

#[derive(Debug)]
pub(crate) struct Reading {
    /// The change up to which the person has read.
    pub(crate) read: AtomicI64,
    /// How many messages after it name the person.
    pub(crate) mentions: AtomicU32,
    /// The newest message and its change, when this was read.
    posted: ChangeNumber,
    message: MessageId,
}

impl CachedRooms {
    /// Caches rooms as they were read; `since` is from the cache of newest changes, before the read.
    pub(crate) fn new(stored: StoredRooms, since: Since) -> Self {
        let (mut rooms, mut reading, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for one in stored.rooms {
            rooms.push(one.room);
            reading.push(Reading {
                read: AtomicI64::new(one.read.0),
                mentions: AtomicU32::new(one.mentions),
                posted: one.newest.posted,
                message: one.newest.message,
            });
            others.push(one.others);
        }
        let with_others: Vec<_> = rooms.iter().zip(&others).collect();
        let distinctions =
            distinctions(&with_others, |(own, others)| (own.kind, &own.name, &own.slug, others.as_str()));
        for (own, distinction) in rooms.iter_mut().zip(distinctions) {
            own.distinction = distinction;
        }
        Self {
            rooms: Arc::new(rooms),
            former: stored.former,
            reading,
            order: stored.order,
            alerts: Arc::new(stored.alerts),
            due: stored.due,
            since,
        }
    }

    /// A room of these.
    pub(crate) fn of(&self, room: RoomId) -> Option<(&OwnRoom, &Reading)> {
        let at = self.rooms.iter().position(|own| own.id == room)?;
        Some((&self.rooms[at], &self.reading[at]))
    }

    /// The room of these at an address, or at this address before.
    pub(crate) fn at(&self, slug: &Slug) -> Option<(&OwnRoom, &Reading)> {
        if let Some(at) = self.rooms.iter().position(|own| own.slug == *slug) {
            return Some((&self.rooms[at], &self.reading[at]));
        }
        let (_, room) = self.former.iter().find(|(former, _)| former == slug)?;
        self.of(*room)
    }

    /// Whether a room of these was at an address before.
    pub(crate) fn were_at(&self, slug: &Slug) -> bool {
        self.former.iter().any(|(former, _)| former == slug)
    }

    /// Their memory on the heap, in bytes.
    pub(crate) fn heap_size(&self) -> usize {
        let text = |own: &OwnRoom| {
            let face = own
                .face
                .as_ref()
                .map_or(0, |face| face.person.username.as_str().len() + face.person.shown().len());
            let section = own.placement.section.as_ref().map_or(0, |section| section.as_str().len());
            own.slug.as_str().len()
                + own.name.len()
                + own.distinction.as_ref().map_or(0, String::len)
                + section
                + face
        };
        let former = |(slug, _): &(Slug, RoomId)| size_of::<(Slug, RoomId)>() + slug.as_str().len();
        size_of::<Self>()
            + self.rooms.len() * (size_of::<OwnRoom>() + size_of::<Reading>())
            + self.rooms.iter().map(text).sum::<usize>()
            + self.former.iter().map(former).sum::<usize>()
            + size_of::<Alerts>()
            + self.alerts.waiting.len() * size_of::<WaitingGuests>()
    }

    /// The rooms with their unread marks, and whether the marks may be out of date.
    ///
    /// A room whose newest change isn't cached has got no message since the rooms were read, unless that was evicted.
    pub(crate) fn as_of(&self, newest: &Entries<RoomId, Newest>) -> (OwnRooms, bool) {
        let mut is_outdated = false;
        let mut activity = Vec::new();
        let mark = |(own, reading): (&OwnRoom, &Reading)| {
            let (posted, message) = newest.get(&own.id).map_or_else(
                |now| {
                    is_outdated |= self.since.has_evictions_until(now);
                    (reading.posted, reading.message)
                },
                |newest| (newest.posted, newest.message),
            );
            if self.order == RoomOrder::Activity {
                activity.push(message);
            }
            let unread = posted > reading.read();
            let mentions = if unread { reading.mentions.load(Ordering::Relaxed) } else { 0 };
            match own.notification_level {
                NotificationLevel::Everything => Mark { unread, mentions },
                NotificationLevel::Mentions => Mark { unread: mentions > 0, mentions },
                NotificationLevel::Nothing | NotificationLevel::Hidden => Mark::default(),
            }
        };
        let marks = self.rooms.iter().zip(&self.reading).map(mark).collect();
        let mut by_activity: Vec<u32> = (0..).take(activity.len()).collect();
        by_activity.sort_by_key(|at| Reverse(usize::try_from(*at).map(|at| activity[at]).ok()));
        let (rooms, alerts) = (Arc::clone(&self.rooms), Arc::clone(&self.alerts));
        (OwnRooms { rooms, marks, by_activity, alerts, due: self.due }, is_outdated)
    }
}

impl Reading {
    /// The change up to which the person has read.
    pub(crate) fn read(&self) -> ChangeNumber {
        ChangeNumber(self.read.load(Ordering::Relaxed))
    }
}
