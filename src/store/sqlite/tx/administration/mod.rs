//! The transactions of administrators and moderators.

pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod branding;
pub(crate) mod invitations;
pub(crate) mod moderation;
pub(crate) mod one_time_links;
pub(crate) mod reports;
pub(crate) mod retention;
pub(crate) mod rooms;
pub(crate) mod server_settings;
pub(crate) mod sessions;
pub(crate) mod storage;
pub(crate) mod warnings;
