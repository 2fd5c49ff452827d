//! The rooms at the side of people's pages, kept current while they are open.
//!
//! However much is said, what it means for one person is looked at about twice a second, and told only where it shows: a
//! room that is unread already doesn't become so again.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use super::frames::personal_bytes;
use super::state::State;
use crate::live::Places;
use crate::model::{AccountId, OwnRooms, RoomId};
use crate::views::{Markup, live as views};

/// How long what happens is gathered. Who has a room on the screen has read what comes within that, so that nothing
/// needs to be told.
const GATHERED_FOR: Duration = Duration::from_millis(400);

/// What people's open pages show of their rooms; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Sidebars(Arc<Mutex<HashMap<AccountId, OwnRooms>>>);

/// What is to be told to the pages of each room: to each person something else.
type Told = HashMap<RoomId, HashMap<AccountId, Bytes>>;

impl Sidebars {
    /// Lets a page in: all open pages of a person show the same. `join` gets what brings this one there, and must let
    /// it hear what follows.
    ///
    /// `now` is what the person's rooms look like now, and `shown` the version of them that the page shows.
    pub(super) fn join(
        &self,
        person: AccountId,
        now: OwnRooms,
        shown: u64,
        room: RoomId,
        join: impl FnOnce(Bytes),
    ) {
        let mut sidebars = self.sidebars();
        let rooms = sidebars.entry(person).or_insert(now);
        let same = shown == rooms.version();
        // Under the lock, so that nothing is told between this and its being heard.
        join(if same { Bytes::new() } else { personal_bytes(&views::own_rooms(rooms, room)) });
    }

    /// Whether a person's rooms may look different from what is shown.
    fn may_differ(&self, person: AccountId, changed: &Places) -> bool {
        let touched = |shown: &OwnRooms| shown.rooms.iter().any(|own| changed.rooms.contains(&own.id));
        changed.everyone || changed.people.contains(&person) || self.sidebars().get(&person).is_none_or(touched)
    }

    /// Notes what a person's rooms look like now, and what that person's pages, which show these rooms, are to be told.
    fn note(&self, person: AccountId, now: &OwnRooms, pages: &HashSet<RoomId>, told: &mut Told) {
        let before = self.sidebars().insert(person, now.clone());
        for room in pages {
            let markup = match &before {
                Some(before) if before.rooms == now.rooms => marks(before, now),
                _ => views::own_rooms(now, *room),
            };
            if !markup.0.is_empty() {
                told.entry(*room).or_default().insert(person, personal_bytes(&markup));
            }
        }
    }

    fn sidebars(&self) -> MutexGuard<'_, HashMap<AccountId, OwnRooms>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells people's open pages what changes about their rooms, until the server stops.
pub(super) async fn keep_current(state: State) {
    loop {
        let changed = tokio::select! {
            () = state.stop.cancelled() => return,
            changed = state.live.changed_places(GATHERED_FOR) => changed,
        };
        let listening = state.feeds.listening().await;
        state.sidebars.sidebars().retain(|person, _| listening.contains_key(person));
        let mut told = Told::new();
        for (person, pages) in listening {
            if state.sidebars.may_differ(person, &changed) {
                match state.store.own_rooms(person).await {
                    Ok(now) => state.sidebars.note(person, &now, &pages, &mut told),
                    Err(error) => tracing::error!(%error, "somebody's rooms cannot be read"),
                }
            }
        }
        for (room, events) in told {
            state.feeds.tell(room, events);
        }
    }
}

/// The marks that differ.
fn marks(before: &OwnRooms, now: &OwnRooms) -> Markup {
    let pairs = before.marks.iter().zip(now.iter());
    let changed = pairs.filter(|(before, (_, mark))| *before != mark);
    views::marks(changed.map(|(_, (own, mark))| (own.id, mark)))
}
