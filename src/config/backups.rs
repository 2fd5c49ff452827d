//! The arguments of backups.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;

use crate::config::database::Database;
use crate::config::files::Storage;

/// Arguments of `snug backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// Folder of backups, made if it does not exist; each backup is a folder in it, named after its time. What an earlier one
    /// there has of the files takes no space again
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Removes the oldest backups in the folder, once there are more than this
    #[arg(long, value_name = "NUMBER")]
    pub keep: Option<NonZeroU32>,
    /// The storage of files.
    #[command(flatten)]
    pub storage: Storage,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// Arguments of `snug restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// A backup, or a folder of backups: the newest of them
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
    /// The storage of files.
    #[command(flatten)]
    pub storage: Storage,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}
