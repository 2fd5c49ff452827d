//! The rooms at the side of people's pages, kept current while they are open.
//!
//! However much is said, what it means for one person is looked at about twice a second, and told only where it
//! shows: a room that is unread already doesn't become so again.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use crate::live::DirtySidebars;
use crate::model::{AccountId, OwnRoom, OwnRooms, RoomId};
use crate::views::Markup;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::stream::partials as views;
use crate::web::stream::events::personal_bytes;
use crate::web::stream::registry::HubKey;

/// How long what happens is gathered. Who has a room on the screen has read what comes within that, so that nothing
/// needs to be told.
pub(crate) const GATHER_FOR: Duration = Duration::from_millis(400);

/// What people's open pages show of their rooms; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Sidebars(Arc<Mutex<ShownSidebars>>);

#[derive(Debug, Default)]
pub(crate) struct ShownSidebars {
    /// The sidebars of all open pages of a person; none where one page is newer than the others, until all get the same.
    pub(crate) shown: HashMap<AccountId, Option<ShownSidebar>>,
    /// The people who have a room on a visible page.
    present: HashSet<AccountId>,
}

#[derive(Debug)]
pub(crate) struct ShownSidebar {
    rooms: OwnRooms,
    /// The conversations whose other member is shown as present.
    present: Vec<RoomId>,
}

impl ShownSidebars {
    fn of(&self, rooms: &OwnRooms) -> ShownSidebar {
        let is_present =
            |own: &&OwnRoom| own.face.as_ref().is_some_and(|face| self.present.contains(&face.account));
        let present = rooms.rooms.iter().filter(is_present).map(|own| own.id).collect();
        ShownSidebar { rooms: rooms.clone(), present }
    }
}

/// The events for each hub, one for each account.
pub(crate) type Updates = HashMap<HubKey, HashMap<AccountId, Bytes>>;

impl Sidebars {
    /// Lets a page in. `join` gets what brings it to what the person's rooms look like `now`, and must let it hear what
    /// follows; `shown` is the version of them that it shows.
    pub(crate) fn join(
        &self,
        person: AccountId,
        now: &OwnRooms,
        shown: u64,
        (room, language): &HubKey,
        join: impl FnOnce(Bytes),
    ) {
        let version = now.version();
        let i18n = strings(*language);
        let mut sidebars = self.sidebars();
        let now = sidebars.of(now);
        let rooms = if shown == version {
            Markup::default()
        } else {
            views::together(&[views::own_rooms(&now.rooms, *room, i18n), views::alerts(&now.rooms, i18n)])
        };
        let present = views::presence_in_sidebar(&now.present, &[], i18n);
        let news = if rooms.0.is_empty() && present.0.is_empty() {
            Bytes::new()
        } else {
            personal_bytes(&views::together(&[rooms, present]))
        };
        let is_other = |others: &ShownSidebar| others.rooms.version() != version || others.present != now.present;
        match sidebars.shown.entry(person) {
            Entry::Occupied(mut others) => {
                if others.get().as_ref().is_some_and(is_other) {
                    others.insert(None);
                }
            }
            Entry::Vacant(first) => {
                first.insert(Some(now));
            }
        }
        // Under the lock, so that no update is sent before the page is subscribed.
        join(news);
    }

    /// Whether a person's sidebar may be out of date.
    pub(crate) fn may_differ(&self, person: AccountId, changed: &DirtySidebars) -> bool {
        if changed.everyone || changed.people.contains(&person) {
            return true;
        }
        match self.sidebars().shown.get(&person) {
            Some(Some(shown)) => shown.rooms.rooms.iter().any(|own| changed.rooms.contains(&own.id)),
            _ => true,
        }
    }

    /// Notes what a person's rooms look like now, and what that person's pages, which hear these hubs, are to be told.
    pub(crate) fn note(&self, person: AccountId, now: &OwnRooms, hubs: &HashSet<HubKey>, event: &mut Updates) {
        let mut sidebars = self.sidebars();
        let (shown, present) = (sidebars.of(now), sidebars.of(now).present);
        let before = sidebars.shown.insert(person, Some(shown)).flatten();
        drop(sidebars);
        for hub in hubs {
            let (room, language) = hub;
            let i18n = strings(*language);
            let mut markup = match &before {
                Some(before) if before.rooms.is_listed_like(now) => {
                    let marks = marks(&before.rooms, now, *room, i18n);
                    views::together(&[marks, views::presence_in_sidebar(&present, &before.present, i18n)])
                }
                _ => {
                    let rooms = views::own_rooms(now, *room, i18n);
                    views::together(&[rooms, views::presence_in_sidebar(&present, &[], i18n)])
                }
            };
            if before.as_ref().is_none_or(|before| before.rooms.alerts != now.alerts) {
                markup = views::together(&[markup, views::alerts(now, i18n)]);
            }
            if !markup.0.is_empty() {
                event.entry(*hub).or_default().insert(person, personal_bytes(&markup));
            }
        }
    }

    /// Records who is present. Returns the people whose sidebars show somebody who came or went.
    pub(crate) fn set_present(&self, present: HashSet<AccountId>) -> Vec<AccountId> {
        let mut sidebars = self.sidebars();
        if sidebars.present == present {
            return Vec::new();
        }
        let changed: HashSet<AccountId> = sidebars.present.symmetric_difference(&present).copied().collect();
        sidebars.present = present;
        let shows_any = |shown: &ShownSidebar| {
            shown
                .rooms
                .rooms
                .iter()
                .filter_map(|own| own.face.as_ref())
                .any(|face| changed.contains(&face.account))
        };
        let shown = sidebars.shown.iter();
        shown.filter(|(_, one)| one.as_ref().is_none_or(shows_any)).map(|(person, _)| *person).collect()
    }

    pub(crate) fn sidebars(&self) -> MutexGuard<'_, ShownSidebars> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The marks that differ.
fn marks(before: &OwnRooms, now: &OwnRooms, current: Option<RoomId>, i18n: &Strings) -> Markup {
    let pairs = before.marks.iter().zip(now.iter());
    let changed = pairs.filter(|(before, (_, mark))| *before != mark);
    let is_due = before.due != now.due;
    views::marks(changed.map(|(_, (own, mark))| (own.id, mark)), is_due, now, current, i18n)
}
