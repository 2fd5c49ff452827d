//! A room's hub: one task that receives the room's changes, renders each once, and writes it to every subscriber.
//!
//! A hub lives while it has subscribers. It forwards every change in order. A change that it did not receive (another
//! process wrote it, or the hub lagged) shows as a gap in the change numbers, or is reported as missed, and is
//! fetched from the store. After every few writes it takes new changes, so that under load one write carries many of
//! them.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, mpsc};

use crate::live::{Revoked, RoomEvent};
use crate::metrics::streams::REFETCHED;
use crate::model::{ChangeNumber, Expiry, Language, Locale, Profile, ProfileNumber, Room};
use crate::views::i18n::strings::strings;
use crate::web::stream::commands::{HubCommand, HubHandle};
use crate::web::stream::events::{Frame, HubEvent, RecentFrames, event_bytes, join, profile_bytes};
use crate::web::stream::registry::{HubKey, HubRegistry, Shared};
use crate::web::stream::subscriber::NewSubscriber;
use crate::web::stream::subscribers::Subscribers;
use crate::{tasks, views};

/// How many events an endless page may lag behind before it is loaded anew. The channel of each hub allocates as many
/// slots at once.
const MAX_LAG: usize = 64;

/// Interval of heartbeats, by which both sides and proxies notice a dead connection.
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(20);
pub(crate) const PING: Bytes = Bytes::from_static(b"event: ping\ndata: \n\n");

/// Makes open panels with details of the room load them again. It says nothing itself, is no change and is not replayed.
const DETAILS: Bytes = Bytes::from_static(b"event: details\ndata: \n\n");

pub(crate) struct RoomHub {
    hubs: HubRegistry,
    room: Room,
    locale: Locale,
    /// The newest change that was forwarded.
    last: ChangeNumber,
    /// The newest profile change that was forwarded.
    people: ProfileNumber,
    frames: broadcast::Sender<HubEvent>,
    commands: mpsc::UnboundedReceiver<HubCommand>,
    recent: RecentFrames,
    subscribers: Subscribers,
}

impl HubRegistry {
    /// Subscribes a stream that writes itself to a room's events.
    pub(crate) fn subscribe(&self, room: &Room, language: Language) -> broadcast::Receiver<HubEvent> {
        self.with_room_hub(room, language, |handle| handle.frames.subscribe())
    }

    /// Adds a subscriber, which gets the changes after those that it has seen.
    pub(crate) fn join(&self, room: &Room, language: Language, reader: NewSubscriber) {
        // A hub that has just ended drops the subscriber; its client resumes.
        self.with_room_hub(room, language, |handle| drop(handle.readers.send(HubCommand::Subscribe(reader))));
    }

    fn with_room_hub<T>(&self, room: &Room, language: Language, act: impl FnOnce(&HubHandle) -> T) -> T {
        self.with_hub((Some(room.id), language), || RoomHub::start(self.clone(), room, language), act)
    }
}

impl RoomHub {
    /// Starts a room's hub, which ends when it has no subscribers.
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
        tasks::spawn("a room's hub", async move {
            // However it ends, take it out of the registry: the next subscriber starts another hub.
            tasks::caught("a room's hub", hub.run(changes, ended)).await;
            hubs.remove_ended(&key);
        });
        HubHandle { frames, readers }
    }

    async fn run(mut self, mut changes: broadcast::Receiver<RoomEvent>, mut ended: broadcast::Receiver<Revoked>) {
        let Shared { live, stop, .. } = &*Arc::clone(&self.hubs.0);
        let mut missed = live.missed();
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        // Fetch changes committed before we subscribed.
        let mut forwarded = match self.hubs.0.store.newest_profile().await {
            // Subscribers say which profile changes they know.
            Ok(newest) => {
                self.people = newest;
                // Pages that were read before this may show former profiles.
                if newest > ProfileNumber::default() {
                    let _ = self.frames.send(HubEvent::Profile(newest));
                }
                self.fetch_missed().await
            }
            Err(_) => None,
        };
        while forwarded.is_some() {
            // Revocations first: messages after a revocation must not be sent.
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
                    // Let other threads on this core run: otherwise posts would wait for the scheduler's time slice,
                    // several times each, and their messages would miss this round.
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
        // The streams end with the hub, and their clients resume.
    }

    /// Forwards a change and all that are queued behind it; none where too much was missed.
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
        let mut has_new_details = false;
        while let Some(event) = next {
            match event {
                RoomEvent::Change(change) if change.number == self.last.next() => {
                    self.send(Frame::new(&change, &self.room, &self.locale));
                }
                RoomEvent::Change(change) if change.number > self.last => return self.fetch_missed().await,
                RoomEvent::Expiry(expiry) if expiry.number == self.last.next() => self.expire(&expiry),
                RoomEvent::Expiry(expiry) if expiry.number > self.last => return self.fetch_missed().await,
                RoomEvent::Profile(profile) if profile.number > self.people => self.show(&profile),
                RoomEvent::Details => has_new_details = true,
                RoomEvent::Change(_) | RoomEvent::Expiry(_) | RoomEvent::Profile(_) => {}
            }
            next = changes.try_recv().ok();
        }
        if has_new_details {
            self.subscribers.handle(HubCommand::SendToAll(DETAILS));
        }
        Some(())
    }

    /// Fetches missed changes from the store and forwards them; none where there are too many.
    async fn fetch_missed(&mut self) -> Option<()> {
        REFETCHED.add(1);
        for frame in self.hubs.changes_after(&self.room, self.locale.language, self.last).await? {
            self.send(frame);
        }
        for profile in self.hubs.profiles_after(self.people).await? {
            self.show(&profile);
        }
        Some(())
    }

    /// Forwards a profile change.
    fn show(&mut self, profile: &Profile) {
        self.people = profile.number;
        self.subscribers.enqueue_profile(&profile_bytes(profile, self.locale.language));
        // No subscribers is fine.
        let _ = self.frames.send(HubEvent::Profile(profile.number));
        // They contain the former profile.
        self.recent = RecentFrames::default();
    }

    /// Forwards the removal of old messages.
    fn expire(&mut self, expiry: &Expiry) {
        self.last = expiry.number;
        let event = event_bytes(expiry.number, &views::stream::partials::expiry(&expiry.messages));
        self.subscribers.enqueue(expiry.number, event);
        // No subscribers is fine.
        let _ = self.frames.send(HubEvent::Expiry(expiry.number));
        // They may contain the messages.
        self.recent = RecentFrames::default();
    }

    fn send(&mut self, frame: Frame) {
        self.last = frame.number;
        self.subscribers.enqueue(frame.number, frame.event.clone());
        // No subscribers is fine.
        let _ = self.frames.send(HubEvent::Change(frame.clone()));
        self.recent.push(frame);
    }

    async fn handle_command(&mut self, command: HubCommand) {
        match command {
            HubCommand::Subscribe(reader) => self.subscribe(reader).await,
            other => self.subscribers.handle(other),
        }
    }

    /// Adds a subscriber, with the changes that were forwarded since it read the room.
    async fn subscribe(&mut self, mut reader: NewSubscriber) {
        if reader.seen < self.last {
            // With too many, the client resumes and gets the list anew.
            let Some(missed) = self.missed(reader.seen).await else { return };
            if let Some(newest) = missed.last() {
                reader.unsent = join([&reader.unsent].into_iter().chain(missed.iter().map(|frame| &frame.event)));
                reader.seen = newest.number;
            }
        }
        // After everything that may contain a former profile.
        if let Some(known) = reader.people.filter(|known| *known < self.people) {
            let Some(profiles) = self.hubs.profiles_after(known).await else { return };
            let events: Vec<Bytes> =
                profiles.iter().map(|profile| profile_bytes(profile, self.locale.language)).collect();
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
        // First add the subscribers that came before the revocation.
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
            // Revocations were missed: all clients reconnect, and their access is checked.
            Err(_) => self.subscribers = Subscribers::default(),
        }
    }

    fn key(&self) -> HubKey {
        (Some(self.room.id), self.locale.language)
    }

    /// Ends the hub if it has no subscribers.
    fn forget(&mut self) -> bool {
        self.hubs.remove_if_idle(&self.key(), || {
            self.subscribers.is_empty() && self.commands.is_empty() && self.frames.receiver_count() == 0
        })
    }
}
