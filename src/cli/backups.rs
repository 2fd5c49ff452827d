//! `snug backup` and `snug restore`.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::app::{open_archives, open_files};
use crate::cli::log;
use crate::cli::output::print_line;
use crate::config::{Backup, BackupArgument, Restore};
use crate::files::Archives;
use crate::jobs::backups::places::BackupPlace;
use crate::jobs::backups::restoring::{restore as restore_backup, restore_from_bucket};
use crate::jobs::backups::{Manifest, Progress};

/// Backs everything up.
///
/// # Errors
/// When something can't be read or written.
pub async fn back_up(config: Backup) -> anyhow::Result<()> {
    log::start(&config.database.log);
    let database = &config.database.database;
    let place = match config.place {
        BackupArgument::Path(folder) => BackupPlace::Folder(folder),
        BackupArgument::Archive(_) if config.keep.is_some() => {
            anyhow::bail!("--keep removes the oldest of several backups. Name a folder or a bucket for them")
        }
        BackupArgument::Archive(file) => BackupPlace::File(file),
        BackupArgument::Bucket(bucket) => {
            open_archives(&bucket, &config.storage).await.map_err(anyhow::Error::msg)?
        }
        BackupArgument::ArchiveInBucket(bucket, _) => {
            anyhow::bail!("backups in a bucket are named after their time. Give its beginning alone: {bucket}")
        }
    };
    let files = open_files(&config.storage, database).await.map_err(anyhow::Error::msg)?;
    let taken = place.take(database, &files, show("backed up")).await;
    clear();
    let (backup, manifest) = taken?;
    print_line(&format!("Backed up {} to {backup}.", summary(&manifest)));
    if manifest.missing_files > 0 {
        let number = manifest.missing_files;
        print_line(&format!(
            "Not in it: {number} files that the storage did not have. They were removed meanwhile, or are lost."
        ));
    }
    if let Some(number) = config.keep {
        let removed = place.keep(number).await?;
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
    let (bucket, name) = match &config.backup {
        BackupArgument::Path(path) | BackupArgument::Archive(path) => {
            let manifest = restore_backup(path, database, &files, show("restored")).await;
            tell(&manifest.inspect_err(|_| clear())?, database);
            return Ok(());
        }
        BackupArgument::Bucket(bucket) => (bucket, None),
        BackupArgument::ArchiveInBucket(bucket, name) => (bucket, Some(&**name)),
    };
    let settings = config.storage.bucket_settings().map_err(anyhow::Error::msg)?;
    let archives = Archives::in_bucket(bucket, &settings).await;
    let archives = archives.map_err(|error| anyhow::anyhow!("cannot use {bucket}: {error}"))?;
    let manifest = restore_from_bucket(&archives, bucket, name, database, &files, show("restored")).await;
    tell(&manifest.inspect_err(|_| clear())?, database);
    Ok(())
}

fn tell(manifest: &Manifest, database: &Path) {
    clear();
    print_line(&format!("Restored {} of {} to {}.", summary(manifest), manifest.made_at, database.display()));
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
