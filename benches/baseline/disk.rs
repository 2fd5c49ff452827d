//! The baseline of posting: durable writes of the disk.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tokio_rusqlite::rusqlite::Connection;

use crate::figures::percentile;
use crate::server::run_on_server_core;

const LENGTH: Duration = Duration::from_millis(750);

/// The latency of durable writes.
pub struct Disk {
    /// SQLite commits of one row, with Snug's settings.
    pub commits_per_second: f64,
    pub commit_p99: Duration,
    /// `fdatasync` after appending a page to a file.
    pub sync_p50: Duration,
    pub sync_p99: Duration,
}

impl Disk {
    /// Measures in a separate process, on the servers' core.
    pub fn measure(folder: &Path) -> Result<Self> {
        let output = run_on_server_core("disk", folder)?;
        let mut nanos = output.split_whitespace().map(str::parse::<u64>);
        let mut next =
            || nanos.next().context("no figure")?.map(Duration::from_nanos).map_err(anyhow::Error::from);
        let commits_per_second = 1.0 / next()?.as_secs_f64();
        Ok(Self { commits_per_second, commit_p99: next()?, sync_p50: next()?, sync_p99: next()? })
    }

    /// The mean of two measurements.
    pub fn mean(&self, other: &Self) -> Self {
        Self {
            commits_per_second: f64::midpoint(self.commits_per_second, other.commits_per_second),
            commit_p99: (self.commit_p99 + other.commit_p99) / 2,
            sync_p50: (self.sync_p50 + other.sync_p50) / 2,
            sync_p99: (self.sync_p99 + other.sync_p99) / 2,
        }
    }
}

/// Prints the nanoseconds of a commit, on average and at p99, and of an fdatasync, at p50 and p99.
pub fn run(folder: &Path) -> Result<()> {
    let path = folder.join("commits.db");
    let db = Connection::open(&path)?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    db.execute_batch("create table if not exists messages (id integer primary key, body text not null)")?;
    let body = "x".repeat(200);
    let mut insert = db.prepare("insert into messages (body) values (?1)")?;
    let mut commits = timed(|| insert.execute([&body]).map(drop).map_err(anyhow::Error::from))?;

    let mut file = File::create(folder.join("syncs"))?;
    let mut syncs = timed(|| {
        file.write_all(&[7; 4096])?;
        Ok(file.sync_data()?)
    })?;
    let average = commits.iter().sum::<Duration>() / u32::try_from(commits.len())?;
    let figures =
        [average, percentile(&mut commits, 0.99), percentile(&mut syncs, 0.5), percentile(&mut syncs, 0.99)];
    for figure in figures {
        println!("{}", figure.as_nanos());
    }
    Ok(())
}

/// Repeats something for a while; returns the duration of each run.
fn timed(mut act: impl FnMut() -> Result<()>) -> Result<Vec<Duration>> {
    let started = Instant::now();
    let mut times = Vec::new();
    while started.elapsed() < LENGTH {
        let before = Instant::now();
        act()?;
        times.push(before.elapsed());
    }
    Ok(times)
}
