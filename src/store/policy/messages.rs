//! Numbers for reading and changing messages.

/// How many read messages stand above the first unread one.
pub(crate) const READ_SHOWN: u32 = 8;

/// Unread messages beyond this number are not counted.
pub(crate) const MAX_COUNTED: u32 = 1_000;

/// When a message changes, at most this many replies to it change with it on open pages, the newest ones. Others are up
/// to date when they are next read.
pub(crate) const MAX_REPLIES_CHANGED: u32 = 50;
