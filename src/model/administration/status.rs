//! How the server is doing, in figures.

/// Figures of the store: its contents, and its queues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoreFigures {
    /// The version of the database's schema.
    pub schema: u32,
    /// The version that this program works with.
    pub own_schema: u32,
    /// Size of the database file in bytes.
    pub database_bytes: u64,
    /// Size of its write-ahead log in bytes.
    pub log_bytes: u64,
    /// Free bytes on the disk of the database; none where the system doesn't tell.
    pub free_bytes: Option<u64>,
    /// Accounts that are not deactivated.
    pub accounts: u64,
    /// Rooms that are not deleted.
    pub rooms: u64,
    /// Size of all uploaded files in bytes.
    pub file_bytes: u64,
    /// E-mails that wait to be sent.
    pub waiting_mails: u64,
    /// Notifications of devices that wait to be sent.
    pub waiting_pushes: u64,
    /// Files and objects that wait to be removed from the storage.
    pub waiting_file_removals: u64,
    /// Messages that are not in the search index yet.
    pub unindexed: u64,
}

/// The messages in the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MessageFigures {
    /// All messages.
    pub messages: u64,
    /// Those of the last hour, counted up to [`MessageFigures::MOST`].
    pub last_hour: u64,
}

impl MessageFigures {
    /// The most messages of an hour that are counted.
    pub const MOST: u32 = 100_000;
}

/// What happened in a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// Messages posted.
    pub posts: u64,
    /// Events written to live streams.
    pub deliveries: u64,
    /// Requests answered.
    pub requests: u64,
    /// Rejections by limits.
    pub rejections: u64,
    /// The time in which 95 of 100 requests were answered, in microseconds; none without requests.
    pub latency: Option<u64>,
    /// Open live streams at the end.
    pub streams: u64,
    /// Resident memory in bytes at the end.
    pub memory: u64,
}

/// How a running server is doing.
#[derive(Clone, Debug, Default)]
pub struct ServerStatus {
    /// The version of the program.
    pub version: &'static str,
    /// When it started, in seconds since 1970.
    pub started_at: Option<u64>,
    /// What is stored.
    pub store: StoreFigures,
    /// The messages.
    pub messages: MessageFigures,
    /// Open connections.
    pub connections: u64,
    /// Open live streams.
    pub streams: u64,
    /// Writes that wait.
    pub waiting_writes: u64,
    /// Rejections since the start, by the name of the limit.
    pub rejections: Vec<(&'static str, u64)>,
    /// The checks of readiness that fail, by name, each with a reason.
    pub failing: Vec<(&'static str, String)>,
    /// The last hour, minute by minute, the oldest first.
    pub history: Vec<Point>,
}
