//! The hub of everyone who has only pages without a room open, in one language: one task that writes to their sinks what the
//! sidebar updates send, and ends the streams of sessions that have ended. It lives while it has subscribers.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::broadcast::error::TryRecvError;
use tokio::sync::{broadcast, mpsc};

use crate::live::Revoked;
use crate::model::Language;
use crate::views::i18n::strings::strings;
use crate::web::stream::commands::{HubCommand, HubHandle};
use crate::web::stream::events::personal_bytes;
use crate::web::stream::hub::{HEARTBEAT, PING};
use crate::web::stream::registry::{HubKey, HubRegistry, Shared};
use crate::web::stream::subscriber::NewSubscriber;
use crate::web::stream::subscribers::Subscribers;
use crate::{tasks, views};

struct PersonalHub {
    hubs: HubRegistry,
    key: HubKey,
    commands: mpsc::UnboundedReceiver<HubCommand>,
    subscribers: Subscribers,
    /// The last event of a session that has ended.
    farewell: Bytes,
}

impl HubRegistry {
    /// Adds a subscriber that has no room open.
    pub(crate) fn join_personal(&self, language: Language, reader: NewSubscriber) {
        // A hub that has just ended drops the subscriber; its client connects again.
        self.with_hub(
            (None, language),
            || PersonalHub::start(self.clone(), language),
            |handle| drop(handle.readers.send(HubCommand::Subscribe(reader))),
        );
    }
}

impl PersonalHub {
    fn start(hubs: HubRegistry, language: Language) -> HubHandle {
        let (readers, commands) = mpsc::unbounded_channel();
        let ended = hubs.0.live.revocations();
        let key = (None, language);
        let farewell = personal_bytes(&views::stream::partials::signed_out_on_page(strings(language)));
        let hub = Self { hubs: hubs.clone(), key, commands, subscribers: Subscribers::default(), farewell };
        tasks::spawn("the hub of personal streams", async move {
            // However it ends, take it out of the registry: the next subscriber starts another hub.
            tasks::caught("the hub of personal streams", hub.run(ended)).await;
            hubs.remove_ended(&key);
        });
        // Frames show rooms: none subscribes here.
        HubHandle { frames: broadcast::Sender::new(1), readers }
    }

    async fn run(mut self, mut ended: broadcast::Receiver<Revoked>) {
        let Shared { stop, .. } = &*Arc::clone(&self.hubs.0);
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        loop {
            // Revocations first: nothing may be sent after one.
            loop {
                match ended.try_recv() {
                    Ok(what) => self.end(Some(what)),
                    Err(TryRecvError::Lagged(_)) => self.end(None),
                    Err(_) => break,
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                Some(command) = self.commands.recv() => self.subscribers.handle(command),
                what = ended.recv() => self.end(what.ok()),
                () = self.subscribers.flush_blocked() => {}
                () = std::future::ready(()), if self.subscribers.has_queued() => {
                    self.subscribers.flush_next(&PING);
                    tokio::task::yield_now().await;
                }
                _ = heartbeat.tick() => {
                    self.subscribers.enqueue_ping();
                    if self.forget() {
                        return;
                    }
                }
            }
        }
    }

    /// Ends the streams that depend on what was revoked; all where some revocations were missed.
    fn end(&mut self, what: Option<Revoked>) {
        // First add the subscribers that came before the revocation.
        while let Ok(command) = self.commands.try_recv() {
            self.subscribers.handle(command);
        }
        match what {
            Some(Revoked::Session(session)) => {
                self.subscribers.end(|reader| reader.session == session, &self.farewell);
            }
            // Lost access to a room shows in the list of rooms.
            Some(Revoked::Membership(..) | Revoked::Room(_)) => {}
            // Their clients connect again, and their sessions are checked.
            None => self.subscribers = Subscribers::default(),
        }
    }

    /// Ends the hub if it has no subscribers.
    fn forget(&self) -> bool {
        self.hubs.remove_if_idle(&self.key, || self.subscribers.is_empty() && self.commands.is_empty())
    }
}
