//! `snug serve`.

use std::io::IsTerminal as _;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::app;
use crate::app::Started;
use crate::cli::log;
use crate::cli::output::print_line;
use crate::config::Serve;
use crate::reload::reload;
use crate::systemd;

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
        systemd::stopping();
        stopping.cancel();
    });
    let (ask, reload) = reload();
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            systemd::reloading();
            ask.ask();
            systemd::reloaded();
        }
    });
    app::serve(config, stop, reload, |started| announce(&started)).await?;
    Ok(())
}

fn announce(started: &Started) {
    for line in announcement(started, std::io::stdout().is_terminal()) {
        print_line(&line);
    }
}

/// The lines that say where the server answers; to a person who starts a new one, also what comes next.
fn announcement(started: &Started, to_a_person: bool) -> Vec<String> {
    let Started { url, has_administrator, setup_link, .. } = started;
    let first = match setup_link {
        Some(_) => " Make the first account, the administrator's, with the link below.",
        None if *has_administrator => "",
        None => " The first account registered becomes the administrator.",
    };
    let mut lines = vec![format!("Snug answers on {url}/.{first} Ctrl-C stops it.")];
    if let Some(link) = setup_link {
        lines.push(format!("{link} (once, for 24 hours; `snug setup-link` makes another)"));
    }
    if to_a_person && !has_administrator {
        let local = "Others reach it with HTTPS: `snug --acme chat.example.org` on a server (`snug help https`).";
        if setup_link.is_none() {
            lines.push(local.to_owned());
        }
        lines.push("Invite people: “Administration”, or `snug invite` (`snug help registration`).".to_owned());
        lines.push("Back it up: `snug backup FOLDER`, also while it runs (`snug help backups`).".to_owned());
        lines.push("The manual: `snug help`. To look around first: `snug demo --database demo.db`.".to_owned());
    }
    lines
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn started(has_administrator: bool, setup_link: Option<&str>) -> Started {
        let (address, url) = ("127.0.0.1:5001".parse().ok(), "http://localhost:5001".to_owned());
        Started { address, url, has_administrator, setup_link: setup_link.map(str::to_owned) }
    }

    #[test]
    fn a_new_server_in_a_terminal_says_in_five_lines_what_to_do_next() {
        for link in [None, Some("https://chat.example.org/setup/x")] {
            let lines = announcement(&started(false, link), true);
            assert_eq!(lines.len(), 5, "{lines:#?}");
            assert!(lines[1..].iter().all(|line| line.chars().count() < 100), "{lines:#?}");
            assert!(lines.iter().any(|line| line.contains("snug invite")), "{lines:#?}");
            assert_eq!(link.is_none(), lines.iter().any(|line| line.contains("--acme")), "{lines:#?}");
        }
    }

    #[test]
    fn later_starts_and_logs_have_one_line() {
        assert_eq!(announcement(&started(true, None), true).len(), 1);
        assert_eq!(announcement(&started(false, None), false).len(), 1);
    }
}
