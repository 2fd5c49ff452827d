//! Wires store, live and web together, and runs them until told to stop.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::chat::limits::budgets;
use crate::chat::{Chat, Registration, RoomCreation, Rules};
use crate::config::{FlaskChat, Listen, Serve};
use crate::import::flask::import;
use crate::live::Live;
use crate::model::Zone;
use crate::store::{OpenError, Store};
use crate::web::{FairSemaphore, HubRegistry, Presence, RoomCache, Shared, Sidebars, Site, Slots, State, Uploads};
use crate::{config, store, tasks, web};

/// How soon what another process wrote is noticed.
const OTHER_WRITERS_CHECK: Duration = Duration::from_secs(1);

/// Open files beside the connections that have places: the database's, and connections that are being turned away.
const OWN_FILES: u64 = 256;

/// How many frames of a session hold their connections: a browser has six over HTTP/1.1, and needs some for pages.
const FRAMES_PER_SESSION: u32 = 3;

/// How many connections one network may have: a whole office may be behind an address, with several pages open each.
const CONNECTIONS_PER_NETWORK: u32 = 4_096;

/// How often it is looked for messages to be indexed, and how long others have the writer to themselves between some
/// and the next.
const INDEX_CHECK: Duration = Duration::from_secs(2);
const INDEX_REST: Duration = Duration::from_millis(15);

/// Why Snug can't do what the command line says; displays as one line.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address can't be had.
    #[error("cannot listen on {address}: {reason}. Stop what uses it, or name another address with --listen")]
    Listen {
        /// The address.
        address: String,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The database can't be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The other chat's database can't be used.
    #[error("{0}")]
    Import(String),
}

/// Serves until `stop` is cancelled. `ready` gets the address once it is being listened on, and whether anybody has an
/// account yet.
///
/// # Errors
/// When the address or the database can't be had; nothing is touched then.
pub async fn serve(
    config: Serve,
    stop: CancellationToken,
    ready: impl FnOnce(SocketAddr, bool),
) -> Result<(), Error> {
    let listen = |reason| Error::Listen { address: config.listen.to_string(), reason };
    // The address first: a second server on one machine must not touch the first one's database.
    let listeners = match config::inherited_listener().map_err(listen)? {
        Some(inherited) => {
            inherited.set_nonblocking(true).map_err(listen)?;
            vec![TcpListener::from_std(inherited).map_err(listen)?]
        }
        None => bind(&config.listen).await.map_err(listen)?,
    };
    let address =
        listeners.first().ok_or_else(|| listen(ErrorKind::NotFound.into()))?.local_addr().map_err(listen)?;
    let store = Store::open_with(&config.database.database, config.waiting_writes).await?;
    let has_administrator = store.has_administrator().await?;
    let instance = store.instance().await?;

    let live = Live::default();
    beside_requests(&store, &live, &stop);
    let (in_all, per_network) = connection_limits(&config);
    let zone = config.time_zone.unwrap_or_else(Zone::system);
    let registration = match config.registration {
        config::Registration::Open => Registration::Open,
        config::Registration::Closed => Registration::Closed,
    };
    let room_creation = match config.room_creation {
        config::RoomCreation::Everyone => RoomCreation::Everyone,
        config::RoomCreation::Administrators => RoomCreation::Administrators,
    };
    let messages_per_minute = NonZeroU32::new(config.messages_per_minute);
    let registrations_per_hour = NonZeroU32::new(config.registrations_per_hour);
    let rules = Rules { registration, room_creation, messages_per_minute, registrations_per_hour };
    let state = State::new(Shared {
        chat: Chat::new(store.clone(), live.clone(), rules),
        store: store.reads(),
        live: live.clone(),
        hubs: HubRegistry::new(store.reads(), live, stop.clone(), zone.clone()),
        connections: Slots::new(Some(in_all), per_network),
        frames: Slots::new(None, NonZeroU32::new(FRAMES_PER_SESSION)),
        streams: Slots::new(None, NonZeroU32::new(config.streams_per_session)),
        account_streams: Slots::new(None, NonZeroU32::new(config.streams_per_account)),
        searches: Slots::new(None, Some(budgets::SEARCHES_PER_PERSON)),
        search_queue: FairSemaphore::new(budgets::WAITING_SEARCHES),
        uploads: Slots::new(None, Some(budgets::UPLOADS_PER_PERSON)),
        uploading: Uploads::new(budgets::UPLOADING_BYTES),
        picture_queue: FairSemaphore::new(budgets::WAITING_PICTURES),
        write_timeout: Duration::from_secs(config.write_timeout.get().into()),
        site: Arc::new(Site::new(config.public_url, config.behind_proxy, zone, config::machine(), &instance)),
        pages: RoomCache::default(),
        sidebars: Sidebars::default(),
        presence: Presence::default(),
        stop,
    });
    ready(address, has_administrator);
    web::serve(listeners, state).await;
    store.close().await;
    Ok(())
}

/// Listens on all addresses of a name, at one port: the one that the first got, where any will do. What the machine lacks
/// of them, such as IPv6, is left out.
async fn bind(listen: &Listen) -> std::io::Result<Vec<TcpListener>> {
    let mut listeners: Vec<TcpListener> = Vec::new();
    let mut lacking = None;
    for address in tokio::net::lookup_host(listen.to_string()).await? {
        let port = match listeners.first() {
            Some(first) => first.local_addr()?.port(),
            None => address.port(),
        };
        // Some systems name an address twice.
        if listeners.iter().any(|known| known.local_addr().is_ok_and(|known| known.ip() == address.ip())) {
            continue;
        }
        match TcpListener::bind((address.ip(), port)).await {
            Ok(listener) => listeners.push(listener),
            Err(error) if is_lacking(&error) => {
                lacking = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    match lacking {
        Some(error) if listeners.is_empty() => Err(error),
        _ => Ok(listeners),
    }
}

/// Whether the system has no addresses of this kind, such as IPv6.
fn is_lacking(error: &std::io::Error) -> bool {
    // EAFNOSUPPORT, for which there is no stable `ErrorKind`.
    let not_supported = if cfg!(target_os = "linux") { 97 } else { 47 };
    matches!(error.kind(), ErrorKind::AddrNotAvailable | ErrorKind::Unsupported)
        || error.raw_os_error() == Some(not_supported)
}

/// Starts what runs beside the requests.
fn beside_requests(store: &Store, live: &Live, stop: &CancellationToken) {
    let (own, stopped) = (store.clone(), stop.clone());
    tasks::supervise("clearing deleted rooms", move || clear_deleted_rooms(own.clone(), stopped.clone()));
    let (own, live, stopped) = (store.clone(), live.clone(), stop.clone());
    let watch = move || watch_for_other_writers(own.clone(), live.clone(), stopped.clone());
    tasks::supervise("watching for other writers", watch);
    let (own, stopped) = (store.clone(), stop.clone());
    tasks::supervise("indexing", move || index(own.clone(), stopped.clone()));
}

/// How many connections there may be in all, and from one network.
fn connection_limits(config: &Serve) -> (NonZeroU32, Option<NonZeroU32>) {
    // A limit that can't be read limits nothing that we know of.
    let files = rlimit::Resource::NOFILE.get_soft().unwrap_or(u64::MAX);
    let possible = files.saturating_sub(OWN_FILES).max(files / 2);
    let possible = u32::try_from(possible.max(1)).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX);
    let in_all = config.connections.unwrap_or(possible).min(possible);
    if config.connections.is_some_and(|asked| asked > in_all) {
        tracing::warn!(files, "the system's limit of open files allows {in_all} connections");
    }
    tracing::debug!(in_all, "connections");
    let per_network = match config.connections_per_address {
        // They all come from the proxy.
        _ if config.behind_proxy => None,
        Some(count) => NonZeroU32::new(count),
        None => NonZeroU32::new((in_all.get() / 2).clamp(1, CONNECTIONS_PER_NETWORK)),
    };
    (in_all, per_network)
}

/// Goes on with what was left of rooms that were deleted.
async fn clear_deleted_rooms(store: Store, stop: CancellationToken) {
    if let Some(Err(error)) = stop.run_until_cancelled(store.clear_deleted_rooms()).await {
        tracing::error!(%error, "deleted rooms are not cleared yet");
    }
}

/// Lets people see at once what an import beside a running server brings.
async fn watch_for_other_writers(store: Store, live: Live, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(OTHER_WRITERS_CHECK);
    let mut known = None;
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        match store.version_elsewhere().await {
            Ok(version) if known.replace(version).is_some_and(|known| known != version) => {
                store.clear_cache();
                live.suspect_missed();
                live.mark_sidebars_dirty(None);
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "cannot look for other writers"),
        }
    }
}

/// Indexes new messages in small portions, so that posts in between hardly wait.
async fn index(store: Store, stop: CancellationToken) {
    loop {
        let rest = match store.index_some().await {
            Ok(true) => INDEX_REST,
            Ok(false) => INDEX_CHECK,
            Err(error) => {
                tracing::error!(%error, "cannot index what was posted yet");
                INDEX_CHECK
            }
        };
        if stop.run_until_cancelled(tokio::time::sleep(rest)).await.is_none() {
            return;
        }
    }
}

/// Imports a Flask chat's database.
///
/// # Errors
/// When either database can't be used.
pub async fn import_flask_chat(config: FlaskChat) -> Result<import::Report, Error> {
    let old = crate::import::flask::reader::FlaskChat::open(&config.old).await.map_err(Error::Import)?;
    let store = Store::open(&config.database.database).await?;
    let report = import::flask_chat(&store, &old, config.merge).await;
    store.close().await;
    Ok(report?)
}
