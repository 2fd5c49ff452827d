//! The pages of rooms.

pub(crate) mod cache;
pub(crate) mod details;
pub(crate) mod list;
pub(crate) mod newest_page;
pub(crate) mod page;
pub(crate) mod rules;
