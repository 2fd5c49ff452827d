//! Results of reading copies of the database.

/// The contents of a copy, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Accounts.
    pub accounts: u64,
    /// Rooms and conversations.
    pub rooms: u64,
    /// Messages, with those that were deleted.
    pub messages: u64,
    /// Files of messages.
    pub files: u64,
}

/// The objects that a file has in the storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredObjects {
    /// The number that files are ordered by.
    pub number: i64,
    /// The file's key.
    pub key: String,
    /// The names and sizes of its objects.
    pub segments: Vec<(String, u64)>,
    /// Whether it has a small picture, too.
    pub has_thumbnail: bool,
}
