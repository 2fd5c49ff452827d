//! Opening the database for a command, and the links that commands print.

use std::net::ToSocketAddrs as _;

use crate::chat::{Chat, RoomCreation, Rules};
use crate::cli::log;
use crate::config::{DEFAULT_ADDRESS, Database, Listen, Reach};
use crate::model::Username;
use crate::model::proxies::Proxies;
use crate::store::{Administrator, Store};
use crate::web::Endpoint;

/// An open database, which the server may have open, too.
pub(super) struct Session {
    pub(super) store: Store,
    pub(super) chat: Chat,
    pub(super) administrator: Administrator,
}

impl Session {
    /// Opens the database.
    pub(super) async fn open(database: &Database) -> anyhow::Result<Self> {
        log::start(&database.log);
        let store = Store::open(&database.database).await?;
        // The command line is subject to no rules of registration or rates.
        let rules = Rules {
            registration: None,
            first_needs_link: false,
            room_creation: RoomCreation::Everyone,
            messages_per_minute: None,
            registrations_per_hour: None,
        };
        let chat = Chat::new(store.clone(), rules);
        Ok(Self { store, chat, administrator: Administrator::at_the_command_line() })
    }

    /// Does the work and closes the database.
    pub(super) async fn run(
        database: &Database,
        work: impl AsyncFnOnce(&Self) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let session = Self::open(database).await?;
        let done = work(&session).await;
        session.store.close().await;
        done
    }
}

/// The URL of a path of the server.
pub(super) fn link(reach: &Reach, path: &str) -> anyhow::Result<String> {
    let is_tcp = |listen: &&Listen| matches!(listen, Listen::Tcp { .. });
    let listen = reach.listen.iter().find(is_tcp).map_or_else(|| DEFAULT_ADDRESS.to_owned(), ToString::to_string);
    let address = listen.to_socket_addrs().ok().and_then(|mut found| found.next());
    let address = address.ok_or_else(|| {
        anyhow::anyhow!("{listen} is no address of this machine. Give the server's with --listen")
    })?;
    let public_url = reach.public_url.clone().or_else(|| reach.tls.certified_url());
    let tls = reach.tls.is_on();
    Ok(Endpoint { public_url, listen: Some(address), tls, proxies: Proxies::default() }.url() + path)
}

/// A username as given on the command line.
pub(super) fn username(name: &str) -> anyhow::Result<Username> {
    Username::parse(name).map_err(|_| anyhow::anyhow!("nobody can have the name {name:?}"))
}
