//! The commands of the command line, one file each. [`crate::config`] has their arguments.

pub mod audit;
pub mod backups;
pub mod check;
pub mod config;
pub mod demo;
pub mod healthcheck;
pub mod help;
pub mod import;
pub mod invitations;
mod log;
pub mod mail;
mod output;
pub mod rooms;
pub mod serve;
mod session;
pub mod settings;
pub mod setup_link;
pub mod status;
pub mod users;
