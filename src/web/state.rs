//! What handlers share.

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
use crate::web::pages::room_cache::RoomCache;
use crate::web::server::fair_semaphore::FairSemaphore;
use crate::web::server::slots::Slots;
use crate::web::site::Site;
use crate::web::stream::presence::Presence;
use crate::web::stream::registry::HubRegistry;
use crate::web::stream::sidebar::Sidebars;

/// Everything that handlers may ask for; cloned for each request, which costs one count.
#[derive(Clone, Debug)]
pub struct State(Arc<Shared>);

/// What [`State`] holds.
#[derive(Debug)]
pub struct Shared {
    /// What people can do.
    pub chat: Chat,
    /// What is kept, for reading.
    pub store: ReadStore,
    /// What is told, for streams.
    pub live: Live,
    /// Rooms' changes as they are sent.
    pub hubs: HubRegistry,
    /// Rooms' pages as they are read most.
    pub pages: RoomCache,
    /// Who is connected.
    pub connections: Slots<Network>,
    /// Which sessions hear a room's changes.
    pub streams: Slots<SessionId>,
    /// Which sessions have frames open that never end.
    pub frames: Slots<SessionId>,
    /// What people's open pages show of their rooms.
    pub sidebars: Sidebars,
    /// Who is here, and who is typing.
    pub presence: Presence,
    /// Whose streams those are.
    pub account_streams: Slots<AccountId>,
    /// Who is searching, or waits for it.
    pub searches: Slots<AccountId>,
    /// Whose search is next.
    pub search_queue: FairSemaphore,
    /// Who is sending a profile.
    pub uploads: Slots<AccountId>,
    /// What has arrived of pictures that are on their way.
    pub uploading: Uploads,
    /// Whose picture is made small next.
    pub picture_queue: FairSemaphore,
    /// How long a client may take nothing of what is sent to it.
    pub write_timeout: Duration,
    /// How this server is reached.
    pub site: Arc<Site>,
    /// Cancelled when the server stops: every stream watches it.
    pub stop: CancellationToken,
}

impl State {
    /// What handlers share from now on.
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
