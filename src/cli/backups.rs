//! `snug backup` and `snug restore`.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::app::open_files;
use crate::cli::log;
use crate::cli::output::print_line;
use crate::config::{Backup, Restore};
use crate::jobs::backups::restoring::restore as restore_backup;
use crate::jobs::backups::taking::{keep, take};
use crate::jobs::backups::{Manifest, Progress};

/// Backs everything up.
///
/// # Errors
/// When something can't be read or written.
pub async fn back_up(config: Backup) -> anyhow::Result<()> {
    log::start(&config.database.log);
    let database = &config.database.database;
    let files = open_files(&config.storage, database).await.map_err(anyhow::Error::msg)?;
    let (backup, manifest) = take(database, &files, &config.folder, show("backed up")).await?;
    clear();
    print_line(&format!("Backed up {} to {}.", summary(&manifest), backup.display()));
    if manifest.missing_files > 0 {
        let number = manifest.missing_files;
        print_line(&format!(
            "Not in it: {number} files that the storage did not have. They were removed meanwhile, or are lost."
        ));
    }
    if let Some(number) = config.keep {
        let removed = keep(&config.folder, number)?;
        if removed > 0 {
            print_line(&format!("Removed the oldest ({removed}): {number} are kept."));
        }
    }
    Ok(())
}

/// Restores a backup.
///
/// # Errors
/// When something would be overwritten, or can't be read or written.
pub async fn restore(config: Restore) -> anyhow::Result<()> {
    log::start(&config.database.log);
    let database = &config.database.database;
    let files = open_files(&config.storage, database).await.map_err(anyhow::Error::msg)?;
    let manifest = restore_backup(&config.backup, database, &files, show("restored")).await?;
    clear();
    print_line(&format!("Restored {} of {} to {}.", summary(&manifest), manifest.made_at, database.display()));
    Ok(())
}

fn summary(manifest: &Manifest) -> String {
    let Manifest { messages, accounts, files, file_bytes, .. } = manifest;
    let megabytes = file_bytes.div_ceil(1_000_000);
    let count = |number: &u64, what: &str| format!("{number} {what}{}", if *number == 1 { "" } else { "s" });
    let (messages, accounts, files) =
        (count(messages, "message"), count(accounts, "account"), count(files, "file"));
    format!("{messages} of {accounts}, and {files} ({megabytes} MB)")
}

/// Shows the progress on a terminal.
fn show(done: &'static str) -> impl FnMut(Progress) {
    let is_shown = std::io::stderr().is_terminal();
    let mut next = Instant::now();
    move |progress| {
        if is_shown && Instant::now() >= next {
            next = Instant::now() + Duration::from_millis(100);
            let megabytes = progress.bytes / 1_000_000;
            let _ = write!(std::io::stderr(), "\r{} files {done}, {megabytes} MB", progress.files);
        }
    }
}

/// Removes the progress from a terminal.
fn clear() {
    if std::io::stderr().is_terminal() {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
}
