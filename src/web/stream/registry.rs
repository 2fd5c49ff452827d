//! The feeds of all rooms that somebody listens to, and the ways to them. Readers who want other languages have a feed of
//! their own, but not those who want the times of other zones: a message would cost as much more as there are zones.
//! Scripts write times in the reader's zone, and the endless page does so for itself.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::live::Live;
use crate::model::{AccountId, ChangeNumber, Language, Locale, Profile, ProfileNumber, Room, RoomId, Zone};
use crate::store::{CatchUp, Portion, Store};
use crate::web::stream::commands::{Ways, Word};
use crate::web::stream::events::Frame;

/// More changed messages than this are not replayed: the list is begun anew.
pub(crate) const MOST_REPLAYED: u32 = 500;

/// How soon it is looked again who has gone: whoever is refused again and again must not keep the feeds busy by it.
const LOOKS_APART: Duration = Duration::from_millis(500);

/// The feeds of all rooms that somebody listens to; cheap to clone.
#[derive(Clone, Debug)]
pub struct Feeds(pub(crate) Arc<Shared>);

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) store: Store,
    pub(crate) live: Live,
    pub(crate) stop: CancellationToken,
    /// The zone of the times in what is shared.
    pub(crate) zone: Zone,
    rooms: Mutex<HashMap<FeedKey, Ways>>,
    looked: Mutex<Option<Instant>>,
}

/// Whom a feed is for: everyone who has the room open in a language.
pub(crate) type FeedKey = (RoomId, Language);

impl Feeds {
    /// Feeds of what `live` tells and `store` keeps, until `stop` is cancelled, with times as of `zone`.
    #[must_use]
    pub fn new(store: Store, live: Live, stop: CancellationToken, zone: Zone) -> Self {
        Self(Arc::new(Shared { store, live, stop, zone, rooms: Mutex::default(), looked: Mutex::default() }))
    }

    /// Has every feed notice which of its readers have gone, whose places somebody wants. Otherwise they do with each
    /// heartbeat.
    pub(crate) fn look_who_has_gone(&self) {
        let mut looked = self.0.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if looked.is_none_or(|looked| looked.elapsed() > LOOKS_APART) {
            *looked = Some(Instant::now());
            for ways in self.rooms().values() {
                // A feed that has just ended has no readers any more.
                let _ = ways.readers.send(Word::LookWhoHasGone);
            }
        }
    }

    /// Who listens, and to which feeds.
    pub(crate) async fn listening(&self) -> HashMap<AccountId, HashSet<FeedKey>> {
        let mut asked = Vec::new();
        for (feed, ways) in &*self.rooms() {
            let (answer, answered) = oneshot::channel();
            // A feed that has just ended has no readers any more.
            let _ = ways.readers.send(Word::WhoListens(answer));
            asked.push((*feed, answered));
        }
        let mut listening: HashMap<AccountId, HashSet<FeedKey>> = HashMap::new();
        for (feed, answered) in asked {
            for person in answered.await.unwrap_or_default() {
                listening.entry(person).or_default().insert(feed);
            }
        }
        listening
    }

    /// Tells a feed's readers something that is each person's alone.
    pub(crate) fn tell(&self, feed: &FeedKey, events: HashMap<AccountId, Bytes>) {
        if let Some(ways) = self.rooms().get(feed) {
            // A feed that has just ended has no readers any more.
            let _ = ways.readers.send(Word::Tell(events));
        }
    }

    /// Tells all readers of a room something that is no change of it, and is not told again; `event` says it in a
    /// language.
    pub(crate) fn tell_everyone(&self, room: RoomId, event: impl Fn(Language) -> Bytes) {
        for ((_, language), ways) in self.rooms().iter().filter(|((of, _), _)| *of == room) {
            // A feed that has just ended has no readers any more.
            let _ = ways.readers.send(Word::TellEveryone(event(*language)));
        }
    }

    /// What happened in a room after a change; none where that is too much.
    pub(crate) async fn changes_after(
        &self,
        room: &Room,
        language: Language,
        after: ChangeNumber,
    ) -> Option<Vec<Frame>> {
        let all = Portion { size: u32::MAX, limit: MOST_REPLAYED, list: 0 };
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

    /// How what is shared in a language is written.
    pub(crate) fn locale(&self, language: Language) -> Locale {
        Locale { language, zone: self.0.zone.clone() }
    }

    /// Whose profiles have changed since a change; none where that can't be read.
    pub(crate) async fn profiles_after(&self, after: ProfileNumber) -> Option<Vec<Profile>> {
        let profiles = self.0.store.profiles_after(after).await;
        profiles.inspect_err(|error| tracing::error!(%error, "people's profiles cannot be read")).ok()
    }

    /// Forgets a feed that has ended, and no other that has begun in its place meanwhile.
    pub(crate) fn forget_ended(&self, feed: &FeedKey) {
        forget_if_ended(&mut self.rooms(), feed);
    }

    pub(crate) fn rooms(&self) -> MutexGuard<'_, HashMap<FeedKey, Ways>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn forget_if_ended(rooms: &mut HashMap<FeedKey, Ways>, feed: &FeedKey) {
    if rooms.get(feed).is_some_and(|ways| ways.readers.is_closed()) {
        rooms.remove(feed);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::model::text::candidates;
    use crate::model::{AccountId, Draft, Slug, Timestamp, Username};
    use crate::store::{ImportedAccount, NewMessage};
    use crate::web::stream::events::Passed;

    async fn post(store: &Store, live: &Live, room: RoomId, author: AccountId) {
        let (draft, posted_at) = (Draft::parse("hello").unwrap(), Timestamp::UNIX_EPOCH);
        let names = candidates("hello");
        let new = NewMessage { room, author, draft, names, reply_to: None, nonce: None, posted_at };
        let live = live.clone();
        store.post_message(new, move |change, _| live.publish(change)).await.unwrap();
    }

    #[tokio::test]
    async fn a_feed_that_panics_ends_for_its_readers_who_find_another_in_its_place() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("chat.db")).await.unwrap();
        let (origin, created_at) = ("test:1".to_owned(), Timestamp::UNIX_EPOCH);
        let username = Username::parse("ann").unwrap();
        let ann = ImportedAccount { username, password_hash: None, origin, created_at };
        let ann = store.import_account(ann).await.unwrap().id;
        let room = store.enter_room(ann, Slug::parse("general")).await.unwrap().room;
        let (live, stop) = (Live::default(), CancellationToken::new());
        let feeds = Feeds::new(store.clone(), live.clone(), stop, Zone::parse("UTC").unwrap());

        let mut frames = feeds.subscribe(&room, Language::English);
        post(&store, &live, room.id, ann).await;
        assert!(matches!(frames.recv().await.unwrap(), Passed::Change(_)));
        drop(feeds.rooms()[&(room.id, Language::English)].readers.send(Word::Panic));
        let ended = tokio::time::timeout(Duration::from_secs(20), frames.recv()).await;
        assert!(ended.unwrap().is_err(), "the reader hears that it ends, and comes again");

        let room = store.enter_room(ann, Slug::parse("general")).await.unwrap().room;
        let mut frames = feeds.subscribe(&room, Language::English);
        post(&store, &live, room.id, ann).await;
        assert!(matches!(frames.recv().await.unwrap(), Passed::Change(_)));
    }
}
