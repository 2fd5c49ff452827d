//! What administrators and moderators work with.

mod accounts;
mod audit;
mod invitations;
mod moderation;
mod one_time_links;
mod reports;
mod server_settings;
