//! A room's feed: one task that hears the room's changes, renders each once, and writes it to every reader.
//!
//! A feed lives while somebody listens. It passes on every change in order: one that it did not hear of (another
//! process wrote it, or it lagged) shows as a hole in the numbers, or is told to be suspected, and is fetched from the
//! store. Between any few writes it takes in what has come meanwhile, so that under load a write carries many changes.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, mpsc};

use crate::live::{Ended, Told};
use crate::model::{ChangeNumber, Language, Locale, Profile, ProfileNumber, Room};
use crate::views::i18n::strings::texts;
use crate::web::stream::commands::{Ways, Word};
use crate::web::stream::events::{Frame, Passed, Recent, event_bytes, join, profile_bytes};
use crate::web::stream::registry::{FeedKey, Feeds, Shared, forget_if_ended};
use crate::web::stream::subscriber::Reader;
use crate::web::stream::subscribers::Audience;
use crate::{tasks, views};

/// How many frames those who write themselves may lag behind: room for as many is taken at once, in each room that
/// somebody reads. An endless page that lags more begins anew.
const FRAMES_KEPT: usize = 64;

/// A sign of life, so that both sides and what is between them notice when the other is gone.
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(20);
pub(crate) const PING: Bytes = Bytes::from_static(b"event: ping\ndata: \n\n");

pub(crate) struct Feed {
    feeds: Feeds,
    room: Room,
    locale: Locale,
    /// The newest change that was passed on.
    last: ChangeNumber,
    /// The newest change of a profile that was.
    people: ProfileNumber,
    frames: broadcast::Sender<Passed>,
    words: mpsc::UnboundedReceiver<Word>,
    recent: Recent,
    audience: Audience,
}

impl Feeds {
    /// Hears a room's changes from now on.
    pub(crate) fn subscribe(&self, room: &Room, language: Language) -> broadcast::Receiver<Passed> {
        self.with_feed(room, language, |ways| ways.frames.subscribe())
    }

    /// Writes a room's changes to a reader, from the one after those it has seen.
    pub(crate) fn join(&self, room: &Room, language: Language, reader: Reader) {
        // A feed that has just ended loses the reader, whose client then resumes.
        self.with_feed(room, language, |ways| drop(ways.readers.send(Word::Welcome(reader))));
    }

    /// Under the lock, so that a feed can't end between being found and being used.
    fn with_feed<T>(&self, room: &Room, language: Language, act: impl FnOnce(&Ways) -> T) -> T {
        let mut rooms = self.rooms();
        forget_if_ended(&mut rooms, &(room.id, language));
        let ways = rooms.entry((room.id, language)).or_insert_with(|| Feed::start(self.clone(), room, language));
        act(ways)
    }
}

impl Feed {
    /// Starts a room's feed, which ends when nobody listens any more.
    pub(crate) fn start(feeds: Feeds, room: &Room, language: Language) -> Ways {
        let (frames, _) = broadcast::channel(FRAMES_KEPT);
        let (readers, words) = mpsc::unbounded_channel();
        let (changes, ended) = (feeds.0.live.subscribe(room.id), feeds.0.live.ended());
        let feed = Self {
            room: room.clone(),
            locale: feeds.locale(language),
            feeds,
            last: room.change,
            people: ProfileNumber::default(),
            frames: frames.clone(),
            words,
            recent: Recent::default(),
            audience: Audience::default(),
        };
        let (feeds, key) = (feed.feeds.clone(), feed.key());
        tasks::spawn("a room's feed", async move {
            // However it ends, nobody may find it any more: whoever comes next starts another.
            tasks::caught("a room's feed", feed.run(changes, ended)).await;
            feeds.forget_ended(&key);
        });
        Ways { frames, readers }
    }

    async fn run(mut self, mut changes: broadcast::Receiver<Told>, mut ended: broadcast::Receiver<Ended>) {
        let Shared { live, stop, .. } = &*Arc::clone(&self.feeds.0);
        let mut unheard = live.unheard();
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        // What came between the room's being looked up and the subscription was not heard.
        let mut passed_on = match self.feeds.0.store.newest_profile().await {
            // Whoever comes says which of those it knows.
            Ok(newest) => {
                self.people = newest;
                // Pages that subscribed and were read before this may show people as they were.
                if newest > ProfileNumber::default() {
                    let _ = self.frames.send(Passed::Profile(newest));
                }
                self.fetch_missed().await
            }
            Err(_) => None,
        };
        while passed_on.is_some() {
            // Before anything is written: what was said after an end is not for those whose it was.
            loop {
                match ended.try_recv() {
                    Ok(what) => self.end(Ok(what)).await,
                    Err(TryRecvError::Lagged(missed)) => self.end(Err(RecvError::Lagged(missed))).await,
                    Err(_) => break,
                }
            }
            passed_on = tokio::select! {
                () = stop.cancelled() => break,
                heard = changes.recv() => self.pass_on(heard, &mut changes).await,
                _ = unheard.changed() => self.fetch_missed().await,
                Some(word) = self.words.recv() => {
                    self.hear(word).await;
                    Some(())
                }
                what = ended.recv() => {
                    self.end(what).await;
                    Some(())
                }
                () = self.audience.send_waiting() => Some(()),
                () = std::future::ready(()), if self.audience.is_owed() => {
                    self.audience.turn(&PING);
                    // To the threads that share the core: those who post would wait for as long as the system lets
                    // a busy one go on, several times for each post, and their messages would miss this round.
                    std::thread::yield_now();
                    tokio::task::yield_now().await;
                    Some(())
                }
                _ = heartbeat.tick() => {
                    self.audience.owe_ping();
                    if self.forget() {
                        return;
                    }
                    Some(())
                }
            };
        }
        // The streams end with the feed, and their clients resume from what they have.
    }

    /// Passes on a change and all that wait behind it; none where too much is missing.
    async fn pass_on(
        &mut self,
        heard: Result<Told, RecvError>,
        changes: &mut broadcast::Receiver<Told>,
    ) -> Option<()> {
        let mut next = match heard {
            Ok(told) => Some(told),
            Err(RecvError::Lagged(_)) => return self.fetch_missed().await,
            Err(RecvError::Closed) => return None,
        };
        while let Some(told) = next {
            match told {
                Told::Change(change) if change.number == self.last.next() => {
                    self.send(Frame::new(&change, &self.room, &self.locale));
                }
                Told::Change(change) if change.number > self.last => return self.fetch_missed().await,
                Told::Profile(profile) if profile.number > self.people => self.show(&profile),
                Told::Change(_) | Told::Profile(_) => {}
            }
            next = changes.try_recv().ok();
        }
        Some(())
    }

    /// Passes on what the store has and was not heard; none where that is too much.
    async fn fetch_missed(&mut self) -> Option<()> {
        for frame in self.feeds.changes_after(&self.room, self.locale.language, self.last).await? {
            self.send(frame);
        }
        for profile in self.feeds.profiles_after(self.people).await? {
            self.show(&profile);
        }
        Some(())
    }

    /// Passes on how somebody is shown from now on.
    fn show(&mut self, profile: &Profile) {
        self.people = profile.number;
        self.audience.tell_profile(&profile_bytes(profile));
        // Without listeners nobody misses it.
        let _ = self.frames.send(Passed::Profile(profile.number));
        // They show people as they were.
        self.recent = Recent::default();
    }

    fn send(&mut self, frame: Frame) {
        self.last = frame.number;
        self.audience.owe(&frame);
        // Without listeners nobody misses it.
        let _ = self.frames.send(Passed::Change(frame.clone()));
        self.recent.push(frame);
    }

    async fn hear(&mut self, word: Word) {
        match word {
            #[cfg(test)]
            Word::Panic => panic!("as a test wants it"),
            Word::Welcome(reader) => self.welcome(reader).await,
            Word::LookWhoHasGone => self.audience.let_go(),
            // Whoever asked may have gone.
            Word::WhoListens(answer) => drop(answer.send(self.audience.people())),
            Word::Tell(events) => self.audience.tell(|person| events.get(&person).cloned()),
            Word::TellEveryone(event) => self.audience.tell(|_| Some(event.clone())),
        }
    }

    /// Takes a reader in, who may lack what was passed on since it looked.
    async fn welcome(&mut self, mut reader: Reader) {
        if reader.seen < self.last {
            // Where that is too much, the client resumes, and gets the list anew.
            let Some(lacking) = self.lacking(reader.seen).await else { return };
            if let Some(newest) = lacking.last() {
                reader.unsent = join([&reader.unsent].into_iter().chain(lacking.iter().map(|frame| &frame.event)));
                reader.seen = newest.number;
            }
        }
        // Behind all that may show people as they were.
        if let Some(known) = reader.people.filter(|known| *known < self.people) {
            let Some(profiles) = self.feeds.profiles_after(known).await else { return };
            let events: Vec<Bytes> = profiles.iter().map(profile_bytes).collect();
            reader.unsent = join([&reader.unsent].into_iter().chain(&events));
        }
        self.audience.add(reader);
    }

    async fn lacking(&self, seen: ChangeNumber) -> Option<Vec<Frame>> {
        if let Some(recent) = self.recent.after(seen) {
            return Some(recent);
        }
        self.feeds.changes_after(&self.room, self.locale.language, seen).await
    }

    async fn end(&mut self, what: Result<Ended, RecvError>) {
        // Those who came before it ended, first.
        while let Ok(word) = self.words.try_recv() {
            self.hear(word).await;
        }
        let t = texts(self.locale.language);
        let shut_out = || event_bytes(self.last, &views::stream::partials::shut_out(t));
        match what {
            Ok(Ended::Session(session)) => {
                let farewell = event_bytes(self.last, &views::stream::partials::signed_out(&self.room.slug, t));
                self.audience.end(|reader| reader.session == session, &farewell);
            }
            Ok(Ended::Membership(room, person)) if room == self.room.id => {
                self.audience.end(|reader| reader.account == person, &shut_out());
            }
            Ok(Ended::Room(room)) if room == self.room.id => self.audience.end(|_| true, &shut_out()),
            Ok(_) => {}
            // More ended than were heard of: everybody proves theirs anew.
            Err(_) => self.audience = Audience::default(),
        }
    }

    fn key(&self) -> FeedKey {
        (self.room.id, self.locale.language)
    }

    /// Ends the feed if nobody listens; under the lock, so that nobody can begin to meanwhile.
    fn forget(&mut self) -> bool {
        let mut rooms = self.feeds.rooms();
        let idle = self.audience.is_empty() && self.words.is_empty() && self.frames.receiver_count() == 0;
        if idle {
            rooms.remove(&self.key());
        }
        idle
    }
}
