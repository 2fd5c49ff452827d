//! A room's hub: one task that hears the room's changes, renders each once, and writes it to every reader.
//!
//! A hub lives while somebody listens. It passes on every change in order: one that it did not hear of (another
//! process wrote it, or it lagged) shows as a hole in the numbers, or is told to be suspected, and is fetched from the
//! store. Between any few writes it takes in what has come meanwhile, so that under load a write carries many changes.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, mpsc};

use crate::live::{Revoked, RoomEvent};
use crate::model::{ChangeNumber, Language, Locale, Profile, ProfileNumber, Room};
use crate::views::i18n::strings::strings;
use crate::web::stream::commands::{HubCommand, HubHandle};
use crate::web::stream::events::{Frame, HubEvent, RecentFrames, event_bytes, join, profile_bytes};
use crate::web::stream::registry::{HubKey, HubRegistry, Shared, remove_if_ended};
use crate::web::stream::subscriber::NewSubscriber;
use crate::web::stream::subscribers::Subscribers;
use crate::{tasks, views};

/// How many frames those who write themselves may lag behind: room for as many is taken at once, in each room that
/// somebody reads. An endless page that lags more begins anew.
const MAX_LAG: usize = 64;

/// A sign of life, so that both sides and what is between them notice when the other is gone.
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(20);
pub(crate) const PING: Bytes = Bytes::from_static(b"event: ping\ndata: \n\n");

pub(crate) struct RoomHub {
    hubs: HubRegistry,
    room: Room,
    locale: Locale,
    /// The newest change that was passed on.
    last: ChangeNumber,
    /// The newest change of a profile that was.
    people: ProfileNumber,
    frames: broadcast::Sender<HubEvent>,
    commands: mpsc::UnboundedReceiver<HubCommand>,
    recent: RecentFrames,
    subscribers: Subscribers,
}

impl HubRegistry {
    /// Hears a room's changes from now on.
    pub(crate) fn subscribe(&self, room: &Room, language: Language) -> broadcast::Receiver<HubEvent> {
        self.with_hub(room, language, |handle| handle.frames.subscribe())
    }

    /// Writes a room's changes to a reader, from the one after those it has seen.
    pub(crate) fn join(&self, room: &Room, language: Language, reader: NewSubscriber) {
        // A hub that has just ended loses the reader, whose client then resumes.
        self.with_hub(room, language, |handle| drop(handle.readers.send(HubCommand::Subscribe(reader))));
    }

    /// Under the lock, so that a hub can't end between being found and being used.
    fn with_hub<T>(&self, room: &Room, language: Language, act: impl FnOnce(&HubHandle) -> T) -> T {
        let mut rooms = self.rooms();
        remove_if_ended(&mut rooms, &(room.id, language));
        let handle =
            rooms.entry((room.id, language)).or_insert_with(|| RoomHub::start(self.clone(), room, language));
        act(handle)
    }
}

impl RoomHub {
    /// Starts a room's hub, which ends when nobody listens any more.
    pub(crate) fn start(hubs: HubRegistry, room: &Room, language: Language) -> HubHandle {
        let (frames, _) = broadcast::channel(MAX_LAG);
        let (readers, commands) = mpsc::unbounded_channel();
        let (changes, ended) = (hubs.0.live.subscribe(room.id), hubs.0.live.revocations());
        let hub = Self {
            room: room.clone(),
            locale: hubs.locale(language),
            hubs,
            last: room.change,
            people: ProfileNumber::default(),
            frames: frames.clone(),
            commands,
            recent: RecentFrames::default(),
            subscribers: Subscribers::default(),
        };
        let (hubs, key) = (hub.hubs.clone(), hub.key());
        tasks::spawn("a room's feed", async move {
            // However it ends, nobody may find it any more: whoever comes next starts another.
            tasks::caught("a room's feed", hub.run(changes, ended)).await;
            hubs.remove_ended(&key);
        });
        HubHandle { frames, readers }
    }

    async fn run(mut self, mut changes: broadcast::Receiver<RoomEvent>, mut ended: broadcast::Receiver<Revoked>) {
        let Shared { live, stop, .. } = &*Arc::clone(&self.hubs.0);
        let mut missed = live.missed();
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        // What came between the room's being looked up and the subscription was not heard.
        let mut forwarded = match self.hubs.0.store.newest_profile().await {
            // Whoever comes says which of those it knows.
            Ok(newest) => {
                self.people = newest;
                // Pages that subscribed and were read before this may show people as they were.
                if newest > ProfileNumber::default() {
                    let _ = self.frames.send(HubEvent::Profile(newest));
                }
                self.fetch_missed().await
            }
            Err(_) => None,
        };
        while forwarded.is_some() {
            // Before anything is written: what was said after an end is not for those whose it was.
            loop {
                match ended.try_recv() {
                    Ok(what) => self.end(Ok(what)).await,
                    Err(TryRecvError::Lagged(missed)) => self.end(Err(RecvError::Lagged(missed))).await,
                    Err(_) => break,
                }
            }
            forwarded = tokio::select! {
                () = stop.cancelled() => break,
                heard = changes.recv() => self.forward(heard, &mut changes).await,
                _ = missed.changed() => self.fetch_missed().await,
                Some(command) = self.commands.recv() => {
                    self.handle_command(command).await;
                    Some(())
                }
                what = ended.recv() => {
                    self.end(what).await;
                    Some(())
                }
                () = self.subscribers.flush_blocked() => Some(()),
                () = std::future::ready(()), if self.subscribers.has_queued() => {
                    self.subscribers.flush_next(&PING);
                    // To the threads that share the core: those who post would wait for as long as the system lets
                    // a busy one go on, several times for each post, and their messages would miss this round.
                    std::thread::yield_now();
                    tokio::task::yield_now().await;
                    Some(())
                }
                _ = heartbeat.tick() => {
                    self.subscribers.enqueue_ping();
                    if self.forget() {
                        return;
                    }
                    Some(())
                }
            };
        }
        // The streams end with the hub, and their clients resume from what they have.
    }

    /// Passes on a change and all that wait behind it; none where too much is missing.
    async fn forward(
        &mut self,
        heard: Result<RoomEvent, RecvError>,
        changes: &mut broadcast::Receiver<RoomEvent>,
    ) -> Option<()> {
        let mut next = match heard {
            Ok(event) => Some(event),
            Err(RecvError::Lagged(_)) => return self.fetch_missed().await,
            Err(RecvError::Closed) => return None,
        };
        while let Some(event) = next {
            match event {
                RoomEvent::Change(change) if change.number == self.last.next() => {
                    self.send(Frame::new(&change, &self.room, &self.locale));
                }
                RoomEvent::Change(change) if change.number > self.last => return self.fetch_missed().await,
                RoomEvent::Profile(profile) if profile.number > self.people => self.show(&profile),
                RoomEvent::Change(_) | RoomEvent::Profile(_) => {}
            }
            next = changes.try_recv().ok();
        }
        Some(())
    }

    /// Passes on what the store has and was not heard; none where that is too much.
    async fn fetch_missed(&mut self) -> Option<()> {
        for frame in self.hubs.changes_after(&self.room, self.locale.language, self.last).await? {
            self.send(frame);
        }
        for profile in self.hubs.profiles_after(self.people).await? {
            self.show(&profile);
        }
        Some(())
    }

    /// Passes on how somebody is shown from now on.
    fn show(&mut self, profile: &Profile) {
        self.people = profile.number;
        self.subscribers.enqueue_profile(&profile_bytes(profile));
        // Without listeners nobody misses it.
        let _ = self.frames.send(HubEvent::Profile(profile.number));
        // They show people as they were.
        self.recent = RecentFrames::default();
    }

    fn send(&mut self, frame: Frame) {
        self.last = frame.number;
        self.subscribers.enqueue(&frame);
        // Without listeners nobody misses it.
        let _ = self.frames.send(HubEvent::Change(frame.clone()));
        self.recent.push(frame);
    }

    async fn handle_command(&mut self, command: HubCommand) {
        match command {
            #[cfg(test)]
            HubCommand::Panic => panic!("as a test wants it"),
            HubCommand::Subscribe(reader) => self.subscribe(reader).await,
            HubCommand::SweepClosed => self.subscribers.sweep_closed(),
            // Whoever asked may have gone.
            HubCommand::ListAccounts(answer) => drop(answer.send(self.subscribers.people())),
            HubCommand::SendPersonal(events) => {
                self.subscribers.enqueue_personal(|person| events.get(&person).cloned());
            }
            HubCommand::SendToAll(event) => self.subscribers.enqueue_personal(|_| Some(event.clone())),
        }
    }

    /// Takes a reader in, who may lack what was passed on since it looked.
    async fn subscribe(&mut self, mut reader: NewSubscriber) {
        if reader.seen < self.last {
            // Where that is too much, the client resumes, and gets the list anew.
            let Some(missed) = self.missed(reader.seen).await else { return };
            if let Some(newest) = missed.last() {
                reader.unsent = join([&reader.unsent].into_iter().chain(missed.iter().map(|frame| &frame.event)));
                reader.seen = newest.number;
            }
        }
        // Behind all that may show people as they were.
        if let Some(known) = reader.people.filter(|known| *known < self.people) {
            let Some(profiles) = self.hubs.profiles_after(known).await else { return };
            let events: Vec<Bytes> = profiles.iter().map(profile_bytes).collect();
            reader.unsent = join([&reader.unsent].into_iter().chain(&events));
        }
        self.subscribers.add(reader);
    }

    async fn missed(&self, seen: ChangeNumber) -> Option<Vec<Frame>> {
        if let Some(recent) = self.recent.after(seen) {
            return Some(recent);
        }
        self.hubs.changes_after(&self.room, self.locale.language, seen).await
    }

    async fn end(&mut self, what: Result<Revoked, RecvError>) {
        // Those who came before it ended, first.
        while let Ok(command) = self.commands.try_recv() {
            self.handle_command(command).await;
        }
        let i18n = strings(self.locale.language);
        let shut_out = || event_bytes(self.last, &views::stream::partials::shut_out(i18n));
        match what {
            Ok(Revoked::Session(session)) => {
                let farewell = event_bytes(self.last, &views::stream::partials::signed_out(&self.room.slug, i18n));
                self.subscribers.end(|reader| reader.session == session, &farewell);
            }
            Ok(Revoked::Membership(room, person)) if room == self.room.id => {
                self.subscribers.end(|reader| reader.account == person, &shut_out());
            }
            Ok(Revoked::Room(room)) if room == self.room.id => self.subscribers.end(|_| true, &shut_out()),
            Ok(_) => {}
            // More ended than were heard of: everybody proves theirs anew.
            Err(_) => self.subscribers = Subscribers::default(),
        }
    }

    fn key(&self) -> HubKey {
        (self.room.id, self.locale.language)
    }

    /// Ends the hub if nobody listens; under the lock, so that nobody can begin to meanwhile.
    fn forget(&mut self) -> bool {
        let mut rooms = self.hubs.rooms();
        let idle = self.subscribers.is_empty() && self.commands.is_empty() && self.frames.receiver_count() == 0;
        if idle {
            rooms.remove(&self.key());
        }
        idle
    }
}
