//! Streams, and what is delivered to them.

use crate::metrics::figures::{Counter, Gauge};
use crate::metrics::text::Text;

/// Where the bytes of a stream go.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A socket that was hijacked from HTTP.
    Socket,
    /// A response body.
    Body,
    /// A page without an end, for browsers without JavaScript.
    Frame,
}

const KINDS: [&str; 3] = ["socket", "body", "frame"];

static OPEN: [Gauge; KINDS.len()] = [const { Gauge::new() }; KINDS.len()];
static OPENED: [Counter; KINDS.len()] = [const { Counter::new() }; KINDS.len()];

/// Messages that were stored and published.
pub(crate) static POSTED: Counter = Counter::new();

/// Changes of rooms that were published: new, changed and deleted messages.
pub(crate) static PUBLISHED: Counter = Counter::new();

/// Events that were written to a stream.
pub(crate) static DELIVERED: Counter = Counter::new();

/// Bytes of those.
pub(crate) static DELIVERED_BYTES: Counter = Counter::new();

/// Writes to streams; under load, one carries several events.
pub(crate) static WRITES: Counter = Counter::new();

/// Times that a hub has fetched what it had missed from the store.
pub(crate) static REFETCHED: Counter = Counter::new();

/// Streams that were ended since too much waited for their readers.
pub(crate) static TOO_SLOW: Counter = Counter::new();

/// An open stream; it is counted until this is dropped. Takes no memory beside its kind.
#[derive(Debug)]
pub(crate) struct Open<const KIND: usize>(());

/// An open stream on a socket.
pub(crate) type OpenSocket = Open<{ Kind::Socket as usize }>;

/// An open stream in a response body.
pub(crate) type OpenBody = Open<{ Kind::Body as usize }>;

/// An open page without an end.
pub(crate) type OpenFrame = Open<{ Kind::Frame as usize }>;

impl<const KIND: usize> Open<KIND> {
    pub(crate) fn new() -> Self {
        OPEN[KIND].add(1);
        OPENED[KIND].add(1);
        Self(())
    }
}

impl<const KIND: usize> Drop for Open<KIND> {
    fn drop(&mut self) {
        OPEN[KIND].add(-1);
    }
}

/// Counts what was delivered to several streams.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    events: u64,
    bytes: usize,
    writes: u64,
}

impl Batch {
    /// Adds a write of some events.
    pub(crate) fn add(&mut self, events: u64, bytes: usize) {
        self.events += events;
        self.bytes += bytes;
        self.writes += 1;
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if self.writes > 0 {
            DELIVERED.add(self.events);
            DELIVERED_BYTES.add(self.bytes as u64);
            WRITES.add(self.writes);
        }
    }
}

/// The number of open streams.
pub(crate) fn open() -> u64 {
    OPEN.iter().map(|open| u64::try_from(open.get()).unwrap_or(0)).sum()
}

pub(crate) fn write(text: &mut Text, hubs: usize) {
    let mut family = text.gauge("snug_streams_open", "Open live streams by sink.");
    for (kind, open) in KINDS.iter().zip(&OPEN) {
        family.sample(&[("sink", kind)], open.get());
    }
    let mut family = text.counter("snug_streams_opened_total", "Live streams that were opened, by sink.");
    for (kind, opened) in KINDS.iter().zip(&OPENED) {
        family.sample(&[("sink", kind)], opened.get());
    }
    for (name, help, counter) in [
        ("snug_messages_posted_total", "Messages that were stored and published.", &POSTED),
        ("snug_changes_published_total", "Changes of rooms that were published to hubs.", &PUBLISHED),
        ("snug_deliveries_total", "Events written to live streams.", &DELIVERED),
        ("snug_delivered_bytes_total", "Bytes of events written to live streams.", &DELIVERED_BYTES),
        ("snug_delivery_writes_total", "Writes to live streams, each of one or more events.", &WRITES),
        ("snug_hub_refetches_total", "Times that a hub fetched missed changes from the database.", &REFETCHED),
        ("snug_slow_streams_ended_total", "Streams ended since too much waited for their readers.", &TOO_SLOW),
    ] {
        text.counter(name, help).value(counter.get());
    }
    text.gauge("snug_hubs", "Hubs of rooms that have live streams.").value(hubs);
}
