//! Decides who is notified of new messages, and sends the notifications.

use std::sync::Arc;
use std::time::Duration;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use hyper::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::chat;
use crate::chat::Chat;
use crate::jobs::push::encryption::encrypt;
use crate::jobs::push::services::{Answer, PushServices};
use crate::jobs::push::vapid;
use crate::metrics::jobs::Job;
use crate::model::notifications::outgoing::OutgoingPush;
use crate::store::PushOutcome;
use crate::tasks;
use crate::views::notifications;

/// Time for gathering messages that are decided about together.
const GATHERED_FOR: Duration = Duration::from_millis(250);

/// Pause between portions of messages that are decided about.
const REST: Duration = Duration::from_millis(15);

/// Interval of looking for due notifications where none is known to come.
const CHECK: Duration = Duration::from_mins(1);

/// Pause after the store has failed.
const RETRY: Duration = Duration::from_secs(10);

/// Notifications that are sent at the same time.
const AT_ONCE: usize = 16;

/// Longer than an attempt, so that no second one is made meanwhile.
const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// Settings of sending notifications.
#[derive(Clone, Debug)]
pub struct PushSettings {
    /// Where operators of push services reach those of this server: an `https:` or a `mailto:` URL.
    pub contact: String,
    /// The time between a message and its notification, in which it can be read.
    pub delay: Duration,
    /// Whether push services may be in private networks.
    pub private: bool,
}

/// Decides and sends until `stop` is cancelled. The tasks are supervised.
pub fn run(chat: &Chat, settings: &PushSettings, stop: &CancellationToken) {
    let queued = Arc::new(Notify::new());
    let (deciding, delay, wake, stopped) = (chat.clone(), settings.delay, Arc::clone(&queued), stop.clone());
    tasks::supervise("deciding about notifications", move || {
        let (chat, wake, stop) = (deciding.clone(), Arc::clone(&wake), stopped.clone());
        async move {
            let _: Option<()> = stop.run_until_cancelled(decide(chat, delay, wake)).await;
        }
    });
    let services = PushServices::new(settings.private);
    let sender = Sender { chat: chat.clone(), services, contact: settings.contact.clone(), queued };
    let stop = stop.clone();
    tasks::supervise("sending notifications", move || {
        let (sender, stop) = (sender.clone(), stop.clone());
        async move {
            let _: Option<()> = stop.run_until_cancelled(sender.run()).await;
        }
    });
}

/// Decides about the messages that an earlier run has left, and then about new ones.
async fn decide(chat: Chat, delay: Duration, queued: Arc<Notify>) {
    let delay = SignedDuration::try_from(delay).unwrap_or(SignedDuration::MAX);
    loop {
        if let Err(error) = Job::PushDecisions.watch(chat.queue_pushes(delay, REST)).await {
            failed(&error);
            tokio::time::sleep(RETRY).await;
            continue;
        }
        queued.notify_one();
        chat.posted(GATHERED_FOR).await;
    }
}

fn failed(error: &chat::Error) {
    tracing::error!(%error, "notifications are not sent yet");
}

#[derive(Clone)]
struct Sender {
    chat: Chat,
    services: PushServices,
    contact: String,
    /// Wakes the sender: it was decided about further messages.
    queued: Arc<Notify>,
}

impl Sender {
    async fn run(self) {
        // No other process sends: what is leased was leased by one that has ended.
        while let Err(error) = self.chat.release_pushes().await {
            failed(&error);
            tokio::time::sleep(RETRY).await;
        }
        let mut sending = JoinSet::new();
        loop {
            let mut broken = None;
            while sending.len() < AT_ONCE {
                match self.chat.next_push(LEASE).await {
                    Ok(Some(push)) => {
                        let sender = self.clone();
                        sending.spawn(async move {
                            tasks::caught("sending a notification", Box::pin(sender.send(push))).await;
                        });
                    }
                    Ok(None) => break,
                    Err(error) => {
                        failed(&error);
                        broken = Some(RETRY);
                        break;
                    }
                }
            }
            let is_full = sending.len() >= AT_ONCE;
            let pause = match broken {
                Some(pause) => pause,
                None => self.pause().await,
            };
            tokio::select! {
                _ = sending.join_next(), if !sending.is_empty() => {}
                () = tokio::time::sleep(pause), if !is_full => {}
                () = self.queued.notified(), if !is_full => {}
            }
        }
    }

    /// The time until the next notification is due.
    async fn pause(&self) -> Duration {
        match self.chat.next_push_due().await {
            Ok(Some(due)) => due.duration_since(Timestamp::now()).try_into().unwrap_or(Duration::ZERO).min(CHECK),
            Ok(None) => CHECK,
            Err(error) => {
                failed(&error);
                RETRY
            }
        }
    }

    async fn send(self, push: OutgoingPush) {
        let answer = match self.request(&push).await {
            Ok((endpoint, request)) => self.services.send(&endpoint, request).await,
            Err(reason) => Answer::Permanent(reason),
        };
        let finished = match answer {
            Answer::Accepted => Job::Pushes.watch(self.chat.finish_push(&push, PushOutcome::Sent)).await,
            Answer::Gone => {
                tracing::info!("a push service knows a browser no more, which gets no notifications any more");
                self.chat.finish_push(&push, PushOutcome::Gone).await
            }
            Answer::Temporary(reason, asked) => {
                tracing::warn!(reason, attempts = push.attempts, "a notification is not sent yet");
                self.chat.postpone_push(&push, asked).await
            }
            Answer::Permanent(reason) => {
                tracing::warn!(reason, "a notification was refused, and is given up");
                self.chat.finish_push(&push, PushOutcome::Refused).await
            }
        };
        if let Err(error) = finished {
            // Its lease ends, and it is sent again.
            failed(&error);
        }
    }

    async fn request(&self, push: &OutgoingPush) -> Result<(Url, hyper::Request<Vec<u8>>), String> {
        let in_words = |error: &dyn std::fmt::Display| error.to_string();
        let endpoint = Url::parse(push.endpoint.as_str()).map_err(|error| in_words(&error))?;
        let unread = self.chat.unread_of(push).await.map_err(|error| in_words(&error))?;
        let branding = self.chat.branding().await.map_err(|error| in_words(&error))?;
        let payload = notifications::payload(push, unread, &branding);
        let body = encrypt(payload.as_bytes(), &push.keys).map_err(|error| in_words(&error))?;
        let key = self.chat.vapid_key().await.map_err(|error| in_words(&error))?;
        let now = Timestamp::now();
        let authorization = vapid::authorization(&key, &endpoint, &self.contact, now);
        let authorization = authorization.map_err(|error| in_words(&error))?;
        let mut authorization = HeaderValue::try_from(authorization).map_err(|error| in_words(&error))?;
        authorization.set_sensitive(true);
        let ttl = push.expires_at.duration_since(now).as_secs().max(0);
        let request = hyper::Request::post(endpoint.as_str())
            .header("ttl", ttl)
            // Messages for the person wake a device that saves power (RFC 8030, 5.3).
            .header("urgency", if push.announcement.is_mention { "high" } else { "normal" })
            // A newer notification of the room replaces an older one that the device has not got (RFC 8030, 5.4).
            .header("topic", topic(push))
            .header(AUTHORIZATION, authorization)
            .header(CONTENT_ENCODING, "aes128gcm")
            .header(CONTENT_TYPE, "application/octet-stream")
            .body(body);
        Ok((endpoint, request.map_err(|error| in_words(&error))?))
    }
}

/// The name of a room for the push service, which tells it nothing: not even that it is the same on another device.
fn topic(push: &OutgoingPush) -> String {
    let digest = Sha256::new().chain_update(push.keys.auth).chain_update(push.announcement.room.0.to_be_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(&digest.finalize()[..16])
}
