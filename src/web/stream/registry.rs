//! The hubs of all rooms that have subscribers. There is one hub for each room and language, and none for each time
//! zone: the cost of a message would grow with the number of zones. Scripts write times in the reader's zone, and so
//! does the endless page.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::live::Live;
use crate::model::{AccountId, ChangeNumber, Language, Locale, Profile, ProfileNumber, Room, RoomId, Zone};
use crate::store::{CatchUp, Portion, ReadStore};
use crate::web::stream::commands::{HubCommand, HubHandle};
use crate::web::stream::events::Frame;

/// More changed messages than this are not replayed: the list is begun anew.
pub(crate) const MAX_REPLAYED: u32 = 500;

/// Minimum interval between sweeps for closed connections, so that repeated refusals don't keep the hubs busy.
const MIN_SWEEP_INTERVAL: Duration = Duration::from_millis(500);

/// The hubs of all rooms that have subscribers; cheap to clone.
#[derive(Clone, Debug)]
pub struct HubRegistry(pub(crate) Arc<Shared>);

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) store: ReadStore,
    pub(crate) live: Live,
    pub(crate) stop: CancellationToken,
    /// The time zone of shared markup.
    pub(crate) zone: Zone,
    rooms: Mutex<HashMap<HubKey, HubHandle>>,
    last_sweep: Mutex<Option<Instant>>,
}

/// One hub serves everyone who has a room open in one language, or, without a room, everyone who has only other pages open.
pub(crate) type HubKey = (Option<RoomId>, Language);

impl HubRegistry {
    /// Hubs over `live` and `store`, until `stop` is cancelled, with times in `zone`.
    #[must_use]
    pub fn new(store: ReadStore, live: Live, stop: CancellationToken, zone: Zone) -> Self {
        Self(Arc::new(Shared { store, live, stop, zone, rooms: Mutex::default(), last_sweep: Mutex::default() }))
    }

    /// Uses a hub, which starts if there is none. Holds the lock, so that the hub can't end between lookup and use.
    pub(crate) fn with_hub<T>(
        &self,
        hub: HubKey,
        start: impl FnOnce() -> HubHandle,
        act: impl FnOnce(&HubHandle) -> T,
    ) -> T {
        let mut hubs = self.rooms();
        remove_if_ended(&mut hubs, &hub);
        act(hubs.entry(hub).or_insert_with(start))
    }

    /// The number of hubs.
    pub(crate) fn len(&self) -> usize {
        self.rooms().len()
    }

    /// Makes every hub remove closed connections, to free their slots before the next heartbeat.
    pub(crate) fn sweep_closed(&self) {
        let mut last_sweep = self.0.last_sweep.lock().unwrap_or_else(PoisonError::into_inner);
        if last_sweep.is_none_or(|last_sweep| last_sweep.elapsed() > MIN_SWEEP_INTERVAL) {
            *last_sweep = Some(Instant::now());
            for handle in self.rooms().values() {
                // A hub that has just ended has no subscribers.
                let _ = handle.readers.send(HubCommand::SweepClosed);
            }
        }
    }

    /// The accounts that have subscribers, each with its hubs.
    pub(crate) async fn accounts_by_hub(&self) -> HashMap<AccountId, HashSet<HubKey>> {
        let mut asked = Vec::new();
        for (hub, handle) in &*self.rooms() {
            let (answer, answered) = oneshot::channel();
            // A hub that has just ended has no subscribers.
            let _ = handle.readers.send(HubCommand::ListAccounts(answer));
            asked.push((*hub, answered));
        }
        let mut accounts_by_hub: HashMap<AccountId, HashSet<HubKey>> = HashMap::new();
        for (hub, answered) in asked {
            for person in answered.await.unwrap_or_default() {
                accounts_by_hub.entry(person).or_default().insert(hub);
            }
        }
        accounts_by_hub
    }

    /// Sends accounts events of their own.
    pub(crate) fn tell(&self, hub: &HubKey, events: HashMap<AccountId, Bytes>) {
        if let Some(handle) = self.rooms().get(hub) {
            // A hub that has just ended has no subscribers.
            let _ = handle.readers.send(HubCommand::SendPersonal(events));
        }
    }

    /// Sends all subscribers of a room an event that is no change and is not replayed; `event` renders it in a
    /// language.
    pub(crate) fn send_to_all(&self, room: RoomId, event: impl Fn(Language) -> Bytes) {
        for ((_, language), handle) in self.rooms().iter().filter(|((of, _), _)| *of == Some(room)) {
            // A hub that has just ended has no subscribers.
            let _ = handle.readers.send(HubCommand::SendToAll(event(*language)));
        }
    }

    /// The changes of a room after a change; none where there are too many.
    pub(crate) async fn changes_after(
        &self,
        room: &Room,
        language: Language,
        after: ChangeNumber,
    ) -> Option<Vec<Frame>> {
        let all = Portion { size: u32::MAX, limit: MAX_REPLAYED, list: 0 };
        match self.0.store.changes_after(room.id, after, all).await {
            Ok(CatchUp::Changes { changes, .. }) => {
                let locale = self.locale(language);
                Some(changes.iter().map(|change| Frame::new(change, room, &locale)).collect())
            }
            Ok(CatchUp::TooMany) => None,
            Err(error) => {
                tracing::error!(%error, room = room.id.0, "a room's changes cannot be read");
                None
            }
        }
    }

    /// The locale of shared markup in a language.
    pub(crate) fn locale(&self, language: Language) -> Locale {
        Locale { language, zone: self.0.zone.clone() }
    }

    /// The profiles that changed after a change; none where they can't be read.
    pub(crate) async fn profiles_after(&self, after: ProfileNumber) -> Option<Vec<Profile>> {
        let profiles = self.0.store.profiles_after(after).await;
        profiles.inspect_err(|error| tracing::error!(%error, "people's profiles cannot be read")).ok()
    }

    /// Removes a hub if it is idle. Holds the lock, so that no subscriber can join meanwhile.
    pub(crate) fn remove_if_idle(&self, hub: &HubKey, is_idle: impl FnOnce() -> bool) -> bool {
        let mut hubs = self.rooms();
        let idle = is_idle();
        if idle {
            hubs.remove(hub);
        }
        idle
    }

    /// Removes a hub that has ended, but not one that has started in its place.
    pub(crate) fn remove_ended(&self, hub: &HubKey) {
        remove_if_ended(&mut self.rooms(), hub);
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<HubKey, HubHandle>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn remove_if_ended(rooms: &mut HashMap<HubKey, HubHandle>, hub: &HubKey) {
    if rooms.get(hub).is_some_and(|handle| handle.readers.is_closed()) {
        rooms.remove(hub);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::model::text::candidates;
    use crate::model::{AccountId, Draft, Slug, Timestamp, Username};
    use crate::store::testing::{self, TestBackend, on_every_backend};
    use crate::store::{GroupMentions, ImportedAccount, NewMessage, Posted, Store};
    use crate::web::stream::events::HubEvent;

    async fn post(store: &Store, live: &Live, room: RoomId, author: AccountId) {
        let (draft, posted_at) = (Draft::parse("hello").unwrap(), Timestamp::UNIX_EPOCH);
        let names = candidates("hello");
        let new = NewMessage {
            files: Vec::new(),
            room,
            author,
            draft,
            names,
            reply_to: None,
            nonce: None,
            groups: GroupMentions::default(),
            posted_at,
        };
        let Posted::New(change) = store.post_message(new).await.unwrap() else { panic!("posted before") };
        live.publish(&change);
    }

    on_every_backend!(subscribers_of_a_hub_that_panics_hear_that_it_ends_and_subscribe_to_another);

    async fn subscribers_of_a_hub_that_panics_hear_that_it_ends_and_subscribe_to_another(backend: TestBackend) {
        let (store, _database) = testing::open(backend).await;
        let (origin, created_at) = ("test:1".to_owned(), Timestamp::UNIX_EPOCH);
        let username = Username::parse("ann").unwrap();
        let ann = ImportedAccount { username, password_hash: None, origin, created_at };
        let ann = store.import_account(ann).await.unwrap().id;
        let room = store.enter_room(ann, Slug::parse("general")).await.unwrap().into_view().room;
        let (live, stop) = (Live::default(), CancellationToken::new());
        let hubs = HubRegistry::new(store.reads(), live.clone(), stop, Zone::parse("UTC").unwrap());

        let mut frames = hubs.subscribe(&room, Language::English);
        post(&store, &live, room.id, ann).await;
        assert!(matches!(frames.recv().await.unwrap(), HubEvent::Change(_)));
        drop(hubs.rooms()[&(Some(room.id), Language::English)].readers.send(HubCommand::Panic));
        let ended = tokio::time::timeout(Duration::from_secs(20), frames.recv()).await;
        assert!(ended.unwrap().is_err(), "the reader hears that it ends, and comes again");

        let room = store.enter_room(ann, Slug::parse("general")).await.unwrap().into_view().room;
        let mut frames = hubs.subscribe(&room, Language::English);
        post(&store, &live, room.id, ann).await;
        assert!(matches!(frames.recv().await.unwrap(), HubEvent::Change(_)));
    }
}
