//! Accounts, invitations, reports, settings and the audit log, for administrators and moderators.

pub mod accounts;
pub mod audit;
pub mod branding;
pub mod invitations;
pub mod one_time_links;
pub mod reach;
pub mod reports;
pub mod rooms;
pub mod server_settings;
pub mod status;
pub mod warnings;
