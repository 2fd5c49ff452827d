//! The arguments of all commands: the database, and the log.

use std::path::PathBuf;

use clap::Args;

use crate::config::log::Log;

/// The database, and the log.
#[derive(Debug, Args)]
pub struct Database {
    /// SQLite file with all data; created if it does not exist
    #[arg(long, env = "SNUG_DATABASE", value_name = "FILE", default_value = "chat.db")]
    pub database: PathBuf,
    /// The log.
    #[command(flatten)]
    pub log: Log,
}
