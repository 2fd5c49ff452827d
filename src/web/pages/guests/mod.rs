//! Guests: the pages of those who let them in, and their own.

pub(crate) mod entrance;
pub(crate) mod extractor;
pub(crate) mod files;
pub(crate) mod links;
pub(crate) mod live;
pub(crate) mod message;
pub(crate) mod room;
