//! `snug serve`.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::app;
use crate::app::Started;
use crate::cli::log;
use crate::cli::output::print_line;
use crate::config::Serve;
use crate::reload::reload;

/// Serves until the process gets SIGINT or SIGTERM. SIGHUP makes it read certificates again.
///
/// # Errors
/// When the address or the database can't be used.
pub async fn run(config: Serve) -> anyhow::Result<()> {
    log::start(&config.database.log);
    // Each stream is an open file, and the usual soft limit is 1,024.
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(limit) => tracing::debug!(limit, "open files"),
        Err(error) => tracing::warn!(%error, "the limit of open files stays as it is"),
    }
    let stop = CancellationToken::new();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let stopping = stop.clone();
    tokio::spawn(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        stopping.cancel();
    });
    let (ask, reload) = reload();
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            ask.ask();
        }
    });
    app::serve(config, stop, reload, |started| announce(&started)).await?;
    Ok(())
}

fn announce(started: &Started) {
    let Started { url, has_administrator, setup_link, .. } = started;
    let first = match setup_link {
        Some(_) => " Make the first account, the administrator's, with the link below.",
        None if *has_administrator => "",
        None => " The first account registered becomes the administrator.",
    };
    print_line(&format!("Snug answers on {url}/.{first} Ctrl-C stops it."));
    if let Some(link) = setup_link {
        print_line(&format!("{link} (once, for 24 hours; `snug setup-link` makes another)"));
    }
}
