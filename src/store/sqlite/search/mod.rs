//! Searching: what a person may see, newest first, within a bounded time.
//!
//! The index only says where to look. Whether a message has what is sought is read from its text, and whether the person
//! may see it from the rooms, all in one snapshot: so neither is ever of the past.

pub(crate) mod changes;
pub(crate) mod connection;
pub(crate) mod find;
pub(crate) mod index;
pub(crate) mod rooms;
pub(crate) mod walk;
