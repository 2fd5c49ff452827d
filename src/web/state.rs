//! The state that handlers share.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use tokio_util::sync::CancellationToken;

use crate::chat::Chat;
use crate::live::Live;
use crate::model::{AccountId, Network, SessionId};
use crate::store::ReadStore;
use crate::web::http::uploads::Uploads;
use crate::web::pages::rooms::cache::RoomCache;
use crate::web::pages::settings::zones::ZoneList;
use crate::web::server::fair_semaphore::FairSemaphore;
use crate::web::server::slots::Slots;
use crate::web::site::Site;
use crate::web::stream::presence::Presence;
use crate::web::stream::registry::HubRegistry;
use crate::web::stream::sidebar::Sidebars;
use crate::web::stream::sink::StreamSink;

/// The shared state. Each request clones it, which costs one reference count.
#[derive(Clone, Debug)]
pub struct State(Arc<Shared>);

/// The content of [`State`].
#[derive(Debug)]
pub struct Shared {
    /// Whether push services may be in private networks.
    pub private_push: bool,
    /// The use cases, for everything that writes.
    pub chat: Chat,
    /// The store, read-only.
    pub store: ReadStore,
    /// Pub/sub, for streams.
    pub live: Live,
    /// The hubs of rooms, which render and send changes.
    pub hubs: HubRegistry,
    /// The cache of rooms' newest pages.
    pub pages: RoomCache,
    /// Limits connections per network.
    pub connections: Slots<Network>,
    /// Limits event streams per session.
    pub streams: Slots<SessionId>,
    /// Limits streamed frames per session.
    pub frames: Slots<SessionId>,
    /// Sidebars of open pages that must be updated.
    pub sidebars: Sidebars,
    /// The time zones to choose from.
    pub zones: ZoneList,
    /// Who is here and who is typing.
    pub presence: Presence,
    /// Limits streams and frames per account.
    pub account_streams: Slots<AccountId>,
    /// Limits searches per account, queued ones included.
    pub searches: Slots<AccountId>,
    /// The queue of searches, fair between networks.
    pub search_queue: FairSemaphore,
    /// Limits downloads of one's data per account.
    pub downloads: Slots<AccountId>,
    /// Limits uploads of profiles per account.
    pub uploads: Slots<AccountId>,
    /// Limits files that are uploaded at the same time, in all and per account.
    pub files_uploaded: Slots<AccountId>,
    /// Limits files that are downloaded at the same time per account.
    pub files_downloaded: Slots<AccountId>,
    /// The memory of incomplete uploads.
    pub uploading: Uploads,
    /// The queue of pictures to be scaled, fair between networks.
    pub picture_queue: FairSemaphore,
    /// How long a client may read nothing before it is disconnected.
    pub write_timeout: Duration,
    /// The sink that streams use.
    pub stream_sink: StreamSink,
    /// URLs, cookies and time zone of this server.
    pub site: Arc<Site>,
    /// Cancelled when the server stops. Ends all streams.
    pub stop: CancellationToken,
}

impl State {
    /// Wraps the state.
    #[must_use]
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }
}

impl Deref for State {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<State> for Chat {
    fn from_ref(state: &State) -> Self {
        state.chat.clone()
    }
}

impl FromRef<State> for ReadStore {
    fn from_ref(state: &State) -> Self {
        state.store.clone()
    }
}

impl FromRef<State> for Arc<Site> {
    fn from_ref(state: &State) -> Self {
        Arc::clone(&state.site)
    }
}
