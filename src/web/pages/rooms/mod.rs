//! The pages of rooms.

pub(crate) mod cache;
pub(crate) mod details;
pub(crate) mod ending;
pub(crate) mod list;
pub(crate) mod members;
pub(crate) mod newest_page;
pub(crate) mod own_settings;
pub(crate) mod page;
pub(crate) mod rules;
pub(crate) mod unread_line;
