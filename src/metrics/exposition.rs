//! All figures in one text.

use crate::metrics::text::Text;
use crate::metrics::{jobs, limits, process, requests, store, streams};

/// Figures that are read when they are asked for. None: not known, or not there.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Readings {
    pub(crate) connections: u64,
    pub(crate) hubs: usize,
    pub(crate) waiting_writes: usize,
    pub(crate) waiting_mails: Option<u64>,
    pub(crate) waiting_pushes: Option<u64>,
    pub(crate) waiting_file_removals: Option<u64>,
    pub(crate) unindexed_messages: Option<u64>,
    pub(crate) database_bytes: Option<u64>,
    pub(crate) log_bytes: Option<u64>,
    pub(crate) file_bytes: Option<u64>,
    pub(crate) free_bytes: Option<u64>,
    pub(crate) accounts: Option<u64>,
    pub(crate) rooms: Option<u64>,
}

/// The text for a scraper.
pub(crate) fn text(readings: &Readings) -> String {
    let mut text = Text::default();
    let build = "The version of this server; always 1.";
    text.gauge("snug_build_info", build).sample(&[("version", env!("CARGO_PKG_VERSION"))], 1);
    process::write(&mut text);
    text.gauge("snug_connections_open", "Open connections.").value(readings.connections);
    requests::write(&mut text);
    streams::write(&mut text, readings.hubs);
    store::write(&mut text);
    queues(&mut text, readings);
    sizes(&mut text, readings);
    limits::write(&mut text);
    jobs::write(&mut text);
    text.0
}

fn queues(text: &mut Text, readings: &Readings) {
    let mut family = text.gauge("snug_queue_length", "What waits, by queue.");
    let writes = u64::try_from(readings.waiting_writes).ok();
    for (queue, length) in [
        ("writes", writes),
        ("mails", readings.waiting_mails),
        ("pushes", readings.waiting_pushes),
        ("file_removals", readings.waiting_file_removals),
        ("search_index", readings.unindexed_messages),
    ] {
        if let Some(length) = length {
            family.sample(&[("queue", queue)], length);
        }
    }
}

fn sizes(text: &mut Text, readings: &Readings) {
    for (name, help, value) in [
        ("snug_database_bytes", "Size of the database file.", readings.database_bytes),
        ("snug_database_log_bytes", "Size of the write-ahead log.", readings.log_bytes),
        ("snug_files_bytes", "Size of all uploaded files.", readings.file_bytes),
        ("snug_disk_free_bytes", "Free space on the disk of the database.", readings.free_bytes),
        ("snug_accounts", "Accounts that are not deactivated.", readings.accounts),
        ("snug_rooms", "Rooms that are not deleted.", readings.rooms),
    ] {
        if let Some(value) = value {
            text.gauge(name, help).value(value);
        }
    }
}
