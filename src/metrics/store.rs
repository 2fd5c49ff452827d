//! Commits and checkpoints.

use crate::metrics::figures::{Counter, Histogram, Times};
use crate::metrics::text::{Text, Unit};

const SIZES: [u64; 10] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/// The time of the commit alone, which makes a group of writes durable.
pub(crate) static COMMIT_TIMES: Times = Times::of_times();

/// The time of a group of writes with its commit.
pub(crate) static GROUP_TIMES: Times = Times::of_times();

/// The number of writes that one commit has made durable.
pub(crate) static GROUP_SIZES: Histogram<10> = Histogram::new(&SIZES);

/// Groups that could not be begun or committed.
pub(crate) static FAILED: Counter = Counter::new();

/// The time of moving commits from the write-ahead log to the database.
pub(crate) static CHECKPOINT_TIMES: Times = Times::of_times();

pub(crate) fn write(text: &mut Text) {
    for (name, help, times) in [
        ("snug_commit_duration_seconds", "Time of commits alone.", &COMMIT_TIMES),
        ("snug_write_group_duration_seconds", "Time of groups of writes with their commit.", &GROUP_TIMES),
        ("snug_checkpoint_duration_seconds", "Time of checkpoints of the write-ahead log.", &CHECKPOINT_TIMES),
    ] {
        text.histogram(name, help).distribution(&[], &times.read(), Unit::Time);
    }
    let sizes = GROUP_SIZES.read();
    text.histogram("snug_write_group_size", "Writes per commit.").distribution(&[], &sizes, Unit::Count);
    text.counter("snug_commits_failed_total", "Groups of writes that could not be committed.").value(FAILED.get());
}
