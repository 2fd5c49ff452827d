//! The rooms at the side of people's pages, kept current while they are open.
//!
//! However much is said, what it means for one person is looked at about twice a second, and told only where it
//! shows: a room that is unread already doesn't become so again.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use crate::live::DirtySidebars;
use crate::model::{AccountId, OwnRooms, RoomId};
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

/// What all open pages of a person show; none where one of them is newer than the others, until all get the same.
type ShownSidebars = HashMap<AccountId, Option<OwnRooms>>;

/// The events for each hub, one for each account.
pub(crate) type Updates = HashMap<HubKey, HashMap<AccountId, Bytes>>;

impl Sidebars {
    /// Lets a page in. `join` gets what brings it to what the person's rooms look like `now`, and must let it hear what
    /// follows; `shown` is the version of them that it shows.
    pub(crate) fn join(
        &self,
        person: AccountId,
        now: OwnRooms,
        shown: u64,
        (room, language): &HubKey,
        join: impl FnOnce(Bytes),
    ) {
        let version = now.version();
        let news = if shown == version {
            Bytes::new()
        } else {
            personal_bytes(&views::own_rooms(&now, *room, strings(*language)))
        };
        let mut sidebars = self.sidebars();
        let others = sidebars.entry(person).or_insert(Some(now));
        if others.as_ref().is_some_and(|others| others.version() != version) {
            *others = None;
        }
        // Under the lock, so that no update is sent before the page is subscribed.
        join(news);
    }

    /// Whether a person's sidebar may be out of date.
    pub(crate) fn may_differ(&self, person: AccountId, changed: &DirtySidebars) -> bool {
        if changed.everyone || changed.people.contains(&person) {
            return true;
        }
        match self.sidebars().get(&person) {
            Some(Some(shown)) => shown.rooms.iter().any(|own| changed.rooms.contains(&own.id)),
            _ => true,
        }
    }

    /// Notes what a person's rooms look like now, and what that person's pages, which hear these hubs, are to be told.
    pub(crate) fn note(&self, person: AccountId, now: &OwnRooms, hubs: &HashSet<HubKey>, event: &mut Updates) {
        let before = self.sidebars().insert(person, Some(now.clone())).flatten();
        for hub in hubs {
            let (room, language) = hub;
            let i18n = strings(*language);
            let markup = match &before {
                Some(before) if before.rooms == now.rooms => marks(before, now, *room, i18n),
                _ => views::own_rooms(now, *room, i18n),
            };
            if !markup.0.is_empty() {
                event.entry(*hub).or_default().insert(person, personal_bytes(&markup));
            }
        }
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
