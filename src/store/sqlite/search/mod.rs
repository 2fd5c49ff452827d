//! Searching: what a person may see, newest first, within a bounded time.
//!
//! The index only says where to look. One snapshot reads the messages' texts and the person's rooms as they are now.

pub(crate) mod changes;
pub(crate) mod connection;
pub(crate) mod find;
pub(crate) mod index;
pub(crate) mod rooms;
pub(crate) mod walk;
