//! Wires store, live and web together, and runs them until told to stop.

mod error;
mod listening;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

pub use crate::app::error::Error;
use crate::chat::limits::budgets;
use crate::chat::{Chat, FileRules, FileStorage, MailStatus, RoomCreation, Rules, SignOnSettings};
use crate::config::{FilePlace, Passwords, Serve, Storage};
use crate::files::{Archives, Files};
use crate::jobs::backups::places::BackupPlace;
use crate::jobs::backups::schedule::Schedule;
use crate::jobs::mail::{Letterhead, Smtp};
use crate::jobs::push::PushSettings;
use crate::live::Live;
use crate::metrics::limits::Limit;
use crate::metrics::process;
use crate::model::files::buckets::Bucket;
use crate::model::files::uploads::FileLimits;
use crate::model::{Registration, Zone};
use crate::reload::Reload;
use crate::running::Running;
use crate::store::{Administrator, Notice, Sink, Store};
use crate::views::parts::urls;
use crate::web::{
    Endpoint, FairSemaphore, HubRegistry, Listener, Presence, RoomCache, Shared, Sidebars, Site, Slots, State,
    StreamSink, Uploads, ZoneList,
};
use crate::{chat, config, files, jobs, systemd, web};

/// Open files reserved beside the connections: the database's, and connections that are being refused.
const OWN_FILES: u64 = 256;

/// Live frames per session. A browser opens six connections over HTTP/1.1, and needs some for pages.
const FRAMES_PER_SESSION: u32 = 3;

/// Default limit of connections per network: a whole office may be behind one address, with several pages open each.
const CONNECTIONS_PER_NETWORK: u32 = 4_096;

/// A server that listens.
#[derive(Debug)]
pub struct Started {
    /// The address it listens on; none where that is a Unix socket.
    pub address: Option<SocketAddr>,
    /// The URL at which people reach it.
    pub url: String,
    /// Whether somebody administers it.
    pub has_administrator: bool,
    /// The link for the first account, where it can only be made with one.
    pub setup_link: Option<String>,
}

/// Serves until `stop` is cancelled. Calls `ready` once the server listens. What can be read again is, when `reload` asks
/// for it.
///
/// # Errors
/// When the address or the database can't be used.
pub async fn serve(
    config: Serve,
    stop: CancellationToken,
    reload: Reload,
    ready: impl FnOnce(Started),
) -> Result<(), Error> {
    let mail_server = config.mail.server().map_err(Error::Mail)?;
    // The address first: a second server on one machine must not touch the first one's database.
    let listeners = listening::listen(&config).await?;
    let address = listeners.iter().find_map(Listener::address);
    let monitoring = listening::listen_for_metrics(&config).await?;
    process::note_start();
    let tls = listening::certificates(&config, &listeners, reload, &stop).map_err(Error::Tls)?;
    let endpoint = listening::endpoint(&config, &listeners, tls.is_some()).map_err(Error::Proxies)?;
    let (url, first_needs_link) = (endpoint.url(), endpoint.is_reachable());
    if mail_server.is_some() && first_needs_link && endpoint.public_url.is_none() {
        return Err(Error::Mail("e-mail has links in it; give the URL that people use with --public-url".into()));
    }
    let head = Letterhead::new(url.clone());
    let smtp = mail_server.map(|server| Smtp::new(server, &head.host)).transpose().map_err(Error::Mail)?;
    let sign_on = sign_on(&config, &endpoint).map_err(Error::SignOn)?;
    let (live, presence) = (Live::default(), Presence::default());
    let sink = sink(live.clone(), presence.clone());
    let store = Store::open_with(&config.database.database, config.waiting_writes, sink).await?;
    let has_administrator = store.has_administrator().await?;
    let instance = store.instance().await?;

    store.maintain(&stop);
    let (in_all, per_network) = connection_limits(&config);
    let zone = config.time_zone.clone().unwrap_or_else(Zone::system);
    if sign_on.as_ref().is_some_and(|settings| !settings.passwords)
        && has_administrator
        && !store.has_administrator_with_identity().await?
    {
        tracing::warn!("no administrator can log in by single sign-on yet: `snug user reset NAME` makes a link");
    }
    let mail_status = smtp.as_ref().map(|_| MailStatus::default());
    let files = open_files(&config.files.storage, &config.database.database).await.map_err(Error::Files)?;
    let backups = backups(&config).await.map_err(Error::Files)?;
    let chat = Chat::new(store.clone(), rules(&config, first_needs_link))
        .with_files(file_storage(&config, files.clone()))
        .with_mail(mail_status.clone())
        .with_sign_on(sign_on)
        .with_passkeys(&url);
    start_jobs(&config, &chat, smtp.zip(mail_status), &head, &stop);
    report_while_the_store_answers(&chat, &stop);
    if let Some(schedule) = backups {
        jobs::backups::schedule::run(schedule, config.database.database.clone(), files, &stop);
    }
    let setup_link = if first_needs_link && !has_administrator {
        let secret = chat.create_setup_link(&Administrator::at_the_command_line()).await?;
        Some(url.clone() + &urls::setup(&secret.encode()))
    } else {
        None
    };
    let state = State::new(Shared {
        chat,
        store: store.reads(),
        live: live.clone(),
        hubs: HubRegistry::new(store.reads(), live, stop.clone(), zone.clone()),
        connections: Slots::new(Some(in_all), per_network),
        frames: Slots::new(None, NonZeroU32::new(FRAMES_PER_SESSION)),
        streams: Slots::counted(Limit::StreamsPerSession, None, NonZeroU32::new(config.streams_per_session)),
        account_streams: Slots::counted(
            Limit::StreamsPerAccount,
            None,
            NonZeroU32::new(config.streams_per_account),
        ),
        searches: Slots::counted(Limit::SearchesPerPerson, None, Some(budgets::SEARCHES_PER_PERSON)),
        search_queue: FairSemaphore::counted(Limit::SearchQueue, budgets::WAITING_SEARCHES),
        downloads: Slots::counted(Limit::DownloadsPerPerson, None, Some(budgets::DOWNLOADS_PER_PERSON)),
        uploads: Slots::counted(Limit::ProfileUploads, None, Some(budgets::UPLOADS_PER_PERSON)),
        files_uploaded: Slots::counted(
            Limit::FilesUploaded,
            Some(budgets::FILES_UPLOADED),
            Some(budgets::FILES_UPLOADED_PER_PERSON),
        ),
        files_downloaded: Slots::counted(Limit::FilesDownloaded, None, Some(budgets::FILES_DOWNLOADED_PER_PERSON)),
        uploading: Uploads::new(budgets::UPLOADING_BYTES),
        picture_queue: FairSemaphore::counted(Limit::PictureQueue, budgets::WAITING_PICTURES),
        stream_sink: stream_sink(config.stream_sink),
        write_timeout: Duration::from_secs(config.write_timeout.get().into()),
        site: Arc::new(Site::new(endpoint, zone, config::machine(), &instance)),
        private_push: config.push_allow_private,
        pages: RoomCache::default(),
        sidebars: Sidebars::default(),
        zones: ZoneList::default(),
        presence,
        stop,
    });
    // Until the end of this function.
    let _running = Running::note(&config.database.database, &url);
    web::start_updates(&state);
    web::start_monitoring(monitoring, &state);
    systemd::ready(&url);
    ready(Started { address, url, has_administrator, setup_link });
    web::serve(listeners, tls, state).await;
    store.close().await;
    Ok(())
}

/// The rules of use cases.
fn rules(config: &Serve, first_needs_link: bool) -> Rules {
    let registration = config.registration.map(|registration| match registration {
        config::Registration::Open => Registration::Open,
        config::Registration::Invite => Registration::Invite,
        config::Registration::Closed => Registration::Closed,
    });
    let room_creation = match config.room_creation {
        config::RoomCreation::Everyone => RoomCreation::Everyone,
        config::RoomCreation::Administrators => RoomCreation::Administrators,
    };
    Rules {
        registration,
        first_needs_link,
        room_creation,
        messages_per_minute: NonZeroU32::new(config.messages_per_minute),
        registrations_per_hour: NonZeroU32::new(config.registrations_per_hour),
    }
}

/// Starts sending e-mail, if there is a mail server, and notifications.
fn start_jobs(
    config: &Serve,
    chat: &Chat,
    mail: Option<(Smtp, MailStatus)>,
    head: &Letterhead,
    stop: &CancellationToken,
) {
    if let Some((smtp, status)) = mail {
        jobs::mail::run(chat, &status, &smtp, head, stop);
    }
    let push = PushSettings {
        contact: contact(&head.url, &head.host),
        delay: Duration::from_secs(config.push_delay.into()),
        private: config.push_allow_private,
    };
    jobs::push::run(chat, &push, stop);
    jobs::due_work::run(chat, stop);
    jobs::files::run(chat, stop);
}

/// Reports to systemd's watchdog while the store answers. A disk that takes no writes is no reason to restart.
fn report_while_the_store_answers(chat: &Chat, stop: &CancellationToken) {
    let chat = chat.clone();
    let works = move || {
        let chat = chat.clone();
        async move {
            let answer = chat.check_store().await;
            if let Err(error) = &answer {
                tracing::error!(%error, "the database does not answer; systemd’s watchdog is not told");
            }
            answer.is_ok()
        }
    };
    systemd::report_while(works, stop);
}

/// The storage of files, and its limits.
fn file_storage(config: &Serve, files: Files) -> FileStorage {
    let limits = FileLimits {
        per_file: config.files.file_size.0,
        per_person: config.files.files_per_person.0,
        in_all: config.files.files_in_all.0,
    };
    FileStorage::new(files, FileRules { limits, reserve: config.files.disk_reserve.0 })
}

/// The backups that the server makes, if it makes some.
async fn backups(config: &Serve) -> Result<Option<Schedule>, String> {
    let place = match config.backups.backup_to.clone() {
        None => return Ok(None),
        Some(FilePlace::Folder(folder)) => BackupPlace::Folder(folder),
        Some(FilePlace::Bucket(bucket)) => open_archives(&bucket, &config.files.storage).await?,
    };
    let (every, keep) = (config.backups.backup_every.0, config.backups.backup_keep);
    Ok(Some(Schedule { place, every, keep }))
}

/// Opens a bucket of backups.
///
/// # Errors
/// A reason, with advice, when it can't be used.
pub async fn open_archives(bucket: &Bucket, storage: &Storage) -> Result<BackupPlace, String> {
    let archives = Archives::in_bucket(bucket, &storage.bucket_settings()?).await;
    let archives = archives.map_err(|error| format!("cannot use {bucket} for backups: {error}"))?;
    Ok(BackupPlace::Bucket(archives, bucket.clone()))
}

/// Opens the storage of files.
///
/// # Errors
/// A reason, with advice, when it can't be used.
pub async fn open_files(storage: &Storage, database: &Path) -> Result<Files, String> {
    match storage.place(database) {
        FilePlace::Folder(folder) => {
            let unusable = |error: files::Error| {
                format!(
                    "cannot use {} for files: {error}. Check that you may write to it, or name another folder with --files",
                    folder.display()
                )
            };
            let files = Files::in_folder(&folder).map_err(|error| unusable(error.into()))?;
            // The default folder is made with the first file: the database's folder can be written to.
            if storage.files.is_some() {
                files.prepare().map_err(unusable)?;
            }
            Ok(files)
        }
        FilePlace::Bucket(bucket) => Files::in_bucket(&bucket, &storage.bucket_settings()?)
            .await
            .map_err(|error| format!("cannot use {bucket} for files: {error}")),
    }
}

/// Where operators of push services reach those of this server (RFC 8292, 2.1). Some refuse other URLs.
fn contact(url: &str, host: &str) -> String {
    if url.starts_with("https://") { url.to_owned() } else { format!("mailto:snug@{host}") }
}

/// The settings of single sign-on, if there is any.
fn sign_on(config: &Serve, endpoint: &Endpoint) -> Result<Option<SignOnSettings>, String> {
    let asked = &config.sign_on;
    let passwords = asked.passwords == Passwords::On;
    let (Some(issuer), Some(client_id)) = (asked.oidc_issuer.clone(), asked.oidc_client_id.clone()) else {
        return if passwords { Ok(None) } else { Err("without passwords, --oidc-issuer is needed".to_owned()) };
    };
    let is_local =
        endpoint.listen.is_some_and(|listen| listen.ip().is_loopback()) && !endpoint.proxies.are_there();
    if endpoint.public_url.is_none() && !is_local {
        return Err("single sign-on needs --public-url, for the URL that people come back to".to_owned());
    }
    let (domains, groups) = (asked.oidc_domains.clone(), asked.oidc_groups.clone());
    let lists_admit = asked.oidc_register;
    if lists_admit && domains.is_empty() && groups.is_empty() {
        return Err("--oidc-register needs --oidc-domains or --oidc-groups".to_owned());
    }
    let redirect_url = endpoint.url() + urls::SIGN_ON_CALLBACK;
    let (client_secret, label) = (asked.client_secret()?, asked.oidc_label.clone());
    Ok(Some(SignOnSettings {
        issuer,
        client_id,
        client_secret,
        redirect_url,
        label,
        domains,
        groups,
        lists_admit,
        passwords,
    }))
}

/// The sink of streams.
fn stream_sink(named: config::StreamSink) -> StreamSink {
    match named {
        config::StreamSink::Auto => StreamSink::Auto,
        config::StreamSink::Socket => StreamSink::Socket,
        config::StreamSink::Body => StreamSink::Body,
    }
}

/// The listeners to the store's notices, besides its caches.
fn sink(live: Live, presence: Presence) -> Sink {
    Arc::new(move |notice| {
        if let Notice::ProfileChanged(profile) = notice {
            presence.rename(profile.account, &profile.person);
        }
        chat::publish(&live, notice);
    })
}

/// Limits of connections: in all, and per network.
fn connection_limits(config: &Serve) -> (NonZeroU32, Option<NonZeroU32>) {
    // A limit that can't be read counts as none.
    let files = rlimit::Resource::NOFILE.get_soft().unwrap_or(u64::MAX);
    let possible = files.saturating_sub(OWN_FILES).max(files / 2);
    let possible = u32::try_from(possible.max(1)).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX);
    let in_all = config.connections.unwrap_or(possible).min(possible);
    if config.connections.is_some_and(|asked| asked > in_all) {
        tracing::warn!(files, "the system's limit of open files allows {in_all} connections");
    }
    tracing::debug!(in_all, "connections");
    let per_network = match config.connections_per_address {
        Some(count) => NonZeroU32::new(count),
        None => NonZeroU32::new((in_all.get() / 2).clamp(1, CONNECTIONS_PER_NETWORK)),
    };
    (in_all, per_network)
}
