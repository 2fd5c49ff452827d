//! What a room hub can be told, and the handle to tell it.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::model::AccountId;
use crate::web::stream::events::HubEvent;
use crate::web::stream::subscriber::NewSubscriber;

/// The ways to a hub.
#[derive(Clone, Debug)]
pub(crate) struct HubHandle {
    /// For those who write themselves.
    pub(crate) frames: broadcast::Sender<HubEvent>,
    /// For those who hand over their sockets, and for those who want the places of such.
    pub(crate) readers: mpsc::UnboundedSender<HubCommand>,
}

/// What a hub is told.
#[derive(Debug)]
pub(crate) enum HubCommand {
    Subscribe(NewSubscriber),
    SweepClosed,
    #[cfg(test)]
    Panic,
    /// Say who listens.
    ListAccounts(oneshot::Sender<HashSet<AccountId>>),
    /// Tell each of these people's readers something else.
    SendPersonal(HashMap<AccountId, Bytes>),
    /// Tell all readers something that is no change.
    SendToAll(Bytes),
}
