//! What administrators and moderators work with.

pub mod accounts;
pub mod audit;
pub mod invitations;
pub mod one_time_links;
pub mod reports;
pub mod server_settings;
