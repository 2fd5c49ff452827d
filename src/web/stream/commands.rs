//! What a room hub can be told, and the handle to tell it.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::model::AccountId;
use crate::web::stream::events::Passed;
use crate::web::stream::subscriber::Reader;

/// The ways to a feed.
#[derive(Clone, Debug)]
pub(crate) struct Ways {
    /// For those who write themselves.
    pub(crate) frames: broadcast::Sender<Passed>,
    /// For those who hand over their sockets, and for those who want the places of such.
    pub(crate) readers: mpsc::UnboundedSender<Word>,
}

/// What a feed is told.
#[derive(Debug)]
pub(crate) enum Word {
    Welcome(Reader),
    LookWhoHasGone,
    #[cfg(test)]
    Panic,
    /// Say who listens.
    WhoListens(oneshot::Sender<HashSet<AccountId>>),
    /// Tell each of these people's readers something else.
    Tell(HashMap<AccountId, Bytes>),
    /// Tell all readers something that is no change.
    TellEveryone(Bytes),
}
