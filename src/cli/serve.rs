//! `snug serve`.

use std::net::SocketAddr;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::app;
use crate::cli::log;
use crate::cli::output::print_line;
use crate::config::Serve;

/// Serves until the process gets SIGINT or SIGTERM.
///
/// # Errors
/// When the address or the database can't be used.
pub async fn run(config: Serve) -> anyhow::Result<()> {
    log::start(config.database.log_level);
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
    let public_url = config.public_url.clone();
    app::serve(config, stop, |address, has_administrator| {
        announce(public_url, address, has_administrator);
    })
    .await?;
    Ok(())
}

fn announce(public_url: Option<String>, address: SocketAddr, has_administrator: bool) {
    let local =
        if address.ip().is_loopback() { format!("localhost:{}", address.port()) } else { address.to_string() };
    let url = public_url.unwrap_or_else(|| format!("http://{local}"));
    let first = if has_administrator { "" } else { " The first account registered becomes the administrator." };
    print_line(&format!("Snug answers on {url}/.{first} Ctrl-C stops it."));
}
