//! Makes backups at an interval.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::files::Files;
use crate::jobs::backups::Error;
use crate::jobs::backups::places::BackupPlace;
use crate::tasks;

/// The pause after the first failure; after each further one it is twice as long.
const FIRST_PAUSE: Duration = Duration::from_mins(1);

/// The longest pause after a failure.
const LONGEST_PAUSE: Duration = Duration::from_hours(1);

/// The longest sleep: the clock may be set meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);

/// Backups at an interval.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Their place.
    pub place: BackupPlace,
    /// The time from one to the next.
    pub every: Duration,
    /// The number that is kept.
    pub keep: NonZeroU32,
}

/// Makes backups until `stop` is cancelled. The task is supervised.
pub fn run(schedule: Schedule, database: PathBuf, files: Files, stop: &CancellationToken) {
    let stop = stop.clone();
    tasks::supervise("making backups", move || {
        let (schedule, database, files, stop) = (schedule.clone(), database.clone(), files.clone(), stop.clone());
        async move {
            let _: Option<()> = stop.run_until_cancelled(work(schedule, database, files)).await;
        }
    });
}

async fn work(schedule: Schedule, database: PathBuf, files: Files) {
    let mut failures = 0;
    loop {
        let made = match left(&schedule).await {
            Ok(left) if left.is_zero() => back_up(&schedule, &database, &files).await,
            Ok(left) => {
                tokio::time::sleep(left.min(LONGEST_SLEEP)).await;
                continue;
            }
            Err(error) => Err(error),
        };
        match made {
            Ok(()) => failures = 0,
            Err(error) => {
                let pause = FIRST_PAUSE.saturating_mul(1 << failures.min(10)).min(LONGEST_PAUSE);
                failures += 1;
                tracing::error!(%error, failures, place = ?schedule.place, "no backup was made; the next attempt is in {} minutes", pause.as_secs() / 60);
                tokio::time::sleep(pause).await;
            }
        }
    }
}

/// The time until the next backup: by the newest there is, whoever made it, so that a server that is started again neither
/// leaves one out nor makes one more.
async fn left(schedule: &Schedule) -> Result<Duration, Error> {
    let Some(newest) = schedule.place.newest().await? else { return Ok(Duration::ZERO) };
    let age = Timestamp::now().duration_since(newest);
    // One from the future was made before the clock was set back.
    let age = Duration::try_from(age).unwrap_or_default();
    Ok(schedule.every.saturating_sub(age))
}

async fn back_up(schedule: &Schedule, database: &std::path::Path, files: &Files) -> Result<(), Error> {
    let (backup, manifest) = schedule.place.take(database, files, |_| ()).await?;
    let (messages, files) = (manifest.messages, manifest.files);
    tracing::info!(backup, messages, files, "backed up");
    if manifest.missing_files > 0 {
        tracing::warn!(
            count = manifest.missing_files,
            backup,
            "the storage did not have all files for the backup"
        );
    }
    // Only now that there is a newer one.
    match schedule.place.keep(schedule.keep).await {
        Ok(0) => {}
        Ok(removed) => tracing::info!(removed, kept = schedule.keep, "removed the oldest backups"),
        Err(error) => tracing::error!(%error, "old backups are not removed yet"),
    }
    Ok(())
}
