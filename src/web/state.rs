//! What handlers share.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use tokio_util::sync::CancellationToken;

use crate::chat::Chat;
use crate::live::Live;
use crate::model::{AccountId, Network, SessionId, Zone};
use crate::store::Store;
use crate::web::http::uploads::Uploads;
use crate::web::pages::room_cache::Pages;
use crate::web::server::fair_turns::Turns;
use crate::web::server::slots::Places;
use crate::web::stream::presence::Signs;
use crate::web::stream::registry::Feeds;
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
    pub store: Store,
    /// What is told, for streams.
    pub live: Live,
    /// Rooms' changes as they are sent.
    pub feeds: Feeds,
    /// Rooms' pages as they are read most.
    pub pages: Pages,
    /// Who is connected.
    pub connections: Places<Network>,
    /// Which sessions hear a room's changes.
    pub streams: Places<SessionId>,
    /// Which sessions have frames open that never end.
    pub frames: Places<SessionId>,
    /// What people's open pages show of their rooms.
    pub sidebars: Sidebars,
    /// Who is here, and who is typing.
    pub signs: Signs,
    /// Whose streams those are.
    pub account_streams: Places<AccountId>,
    /// Who is searching, or waits for it.
    pub searches: Places<AccountId>,
    /// Whose search is next.
    pub search_turns: Turns,
    /// Who is sending a profile.
    pub uploads: Places<AccountId>,
    /// What has arrived of pictures that are on their way.
    pub uploading: Uploads,
    /// Whose picture is made small next.
    pub picture_turns: Turns,
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

impl FromRef<State> for Store {
    fn from_ref(state: &State) -> Self {
        state.store.clone()
    }
}

impl FromRef<State> for Arc<Site> {
    fn from_ref(state: &State) -> Self {
        Arc::clone(&state.site)
    }
}

/// How this server is reached, and how it writes times.
#[derive(Clone, Debug)]
pub struct Site {
    /// The address that people use, where it differs from the one in their requests: `https://chat.example.org`.
    pub public_url: Option<String>,
    /// Whether a proxy in front says in `X-Forwarded-For` whose request it is.
    pub behind_proxy: bool,
    /// The zone of the times in pages, for those who have chosen none.
    pub zone: Zone,
    /// The name of the machine itself.
    pub(crate) machine: Option<String>,
    /// The name of the cookie that holds a session.
    pub(crate) session_cookie: String,
}

impl Site {
    /// A server that is reached so, on a machine of this name; `instance` tells its cookies from those of other servers
    /// on the same host, whatever their ports (RFC 6265, 8.5).
    #[must_use]
    pub fn new(
        public_url: Option<String>,
        behind_proxy: bool,
        zone: Zone,
        machine: Option<String>,
        instance: &str,
    ) -> Self {
        let mut site = Self { public_url, behind_proxy, zone, machine, session_cookie: String::new() };
        site.session_cookie = format!("{}-{instance}", site.former_session_cookie());
        site
    }

    /// The name that the cookie had before each server's got a name of its own.
    pub(crate) fn former_session_cookie(&self) -> &'static str {
        // Over HTTPS the name itself makes browsers refuse a cookie that another host or path has set (RFC 6265bis,
        // 4.1.3.2).
        if self.is_https() { "__Host-snug" } else { "snug" }
    }

    /// Whether people use HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}
