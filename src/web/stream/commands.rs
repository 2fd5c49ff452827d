//! The commands of a room hub, and the handle to send them.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::model::AccountId;
use crate::web::stream::events::HubEvent;
use crate::web::stream::subscriber::NewSubscriber;

/// A handle to a hub.
#[derive(Clone, Debug)]
pub(crate) struct HubHandle {
    /// Events for streams that write themselves (the frame without JavaScript).
    pub(crate) frames: broadcast::Sender<HubEvent>,
    /// Commands, for subscribers whose sockets the hub writes to.
    pub(crate) readers: mpsc::UnboundedSender<HubCommand>,
}

/// A command to a hub.
#[derive(Debug)]
pub(crate) enum HubCommand {
    Subscribe(NewSubscriber),
    SweepClosed,
    #[cfg(test)]
    Panic,
    /// Answer with the accounts of all subscribers.
    ListAccounts(oneshot::Sender<HashSet<AccountId>>),
    /// Send each of these accounts an event of its own.
    SendPersonal(HashMap<AccountId, Bytes>),
    /// Send all subscribers an event that is no change.
    SendToAll(Bytes),
}
