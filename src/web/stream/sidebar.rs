//! The rooms at the side of people's pages, kept current while they are open.
//!
//! However much is said, what it means for one person is looked at about twice a second, and told only where it shows: a
//! room that is unread already doesn't become so again.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use crate::live::Places;
use crate::model::{AccountId, OwnRooms, RoomId};
use crate::views::Markup;
use crate::views::i18n::names::Texts;
use crate::views::i18n::strings::texts;
use crate::views::stream::partials as views;
use crate::web::stream::events::personal_bytes;
use crate::web::stream::registry::FeedKey;

/// How long what happens is gathered. Who has a room on the screen has read what comes within that, so that nothing
/// needs to be told.
pub(crate) const GATHERED_FOR: Duration = Duration::from_millis(400);

/// What people's open pages show of their rooms; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Sidebars(Arc<Mutex<Shown>>);

/// What all open pages of a person show; none where one of them is newer than the others, until all get the same.
type Shown = HashMap<AccountId, Option<OwnRooms>>;

/// What is to be told to the readers of each feed: to each person something else.
pub(crate) type Told = HashMap<FeedKey, HashMap<AccountId, Bytes>>;

impl Sidebars {
    /// Lets a page in. `join` gets what brings it to what the person's rooms look like `now`, and must let it hear what
    /// follows; `shown` is the version of them that it shows.
    pub(crate) fn join(
        &self,
        person: AccountId,
        now: OwnRooms,
        shown: u64,
        (room, language): &FeedKey,
        join: impl FnOnce(Bytes),
    ) {
        let version = now.version();
        let news = if shown == version {
            Bytes::new()
        } else {
            personal_bytes(&views::own_rooms(&now, *room, texts(*language)))
        };
        let mut sidebars = self.sidebars();
        let others = sidebars.entry(person).or_insert(Some(now));
        if others.as_ref().is_some_and(|others| others.version() != version) {
            *others = None;
        }
        // Under the lock, so that nothing is told between this and its being heard.
        join(news);
    }

    /// Whether a person's rooms may look different from what is shown.
    pub(crate) fn may_differ(&self, person: AccountId, changed: &Places) -> bool {
        if changed.everyone || changed.people.contains(&person) {
            return true;
        }
        match self.sidebars().get(&person) {
            Some(Some(shown)) => shown.rooms.iter().any(|own| changed.rooms.contains(&own.id)),
            _ => true,
        }
    }

    /// Notes what a person's rooms look like now, and what that person's pages, which hear these feeds, are to be told.
    pub(crate) fn note(&self, person: AccountId, now: &OwnRooms, feeds: &HashSet<FeedKey>, told: &mut Told) {
        let before = self.sidebars().insert(person, Some(now.clone())).flatten();
        for feed in feeds {
            let (room, language) = feed;
            let t = texts(*language);
            let markup = match &before {
                Some(before) if before.rooms == now.rooms => marks(before, now, *room, t),
                _ => views::own_rooms(now, *room, t),
            };
            if !markup.0.is_empty() {
                told.entry(*feed).or_default().insert(person, personal_bytes(&markup));
            }
        }
    }

    pub(crate) fn sidebars(&self) -> MutexGuard<'_, Shown> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The marks that differ.
fn marks(before: &OwnRooms, now: &OwnRooms, current: RoomId, t: &Texts) -> Markup {
    let pairs = before.marks.iter().zip(now.iter());
    let changed = pairs.filter(|(before, (_, mark))| *before != mark);
    views::marks(changed.map(|(_, (own, mark))| (own.id, mark)), now, current, t)
}
