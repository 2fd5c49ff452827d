//! Accounts, invitations, reports, settings and the audit log, for administrators and moderators.

mod accounts;
mod audit;
mod branding;
mod invitations;
mod moderation;
mod one_time_links;
mod reports;
mod retention;
mod rooms;
mod server_settings;
