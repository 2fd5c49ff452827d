//! The arguments of backups.

use std::ffi::OsString;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};

use crate::config::administration::Output;
use crate::config::database::Database;
use crate::config::files::{FilePlace, Storage, place};
use crate::config::values::{Interval, interval};
use crate::model::files::buckets::Bucket;

/// The ending of the names of archives.
const ARCHIVE: &str = ".tar";

/// Arguments of `snug backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// Folder of backups, made if it does not exist: each backup is a folder in it, named after its time, and what an
    /// earlier one there has of the files takes no space again. Or a new file whose name ends with .tar. Or a bucket, as
    /// s3://BUCKET/PREFIX, that gets a .tar
    #[arg(value_name = "PLACE", value_parser = OsStringValueParser::new().try_map(backup_place))]
    pub place: BackupArgument,
    /// Removes the oldest backups in the folder or bucket, once there are more than this
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
    /// A backup, which is a folder or a .tar, or a folder of backups or a bucket (s3://BUCKET/PREFIX): the newest of them
    #[arg(value_name = "BACKUP", value_parser = OsStringValueParser::new().try_map(backup_place))]
    pub backup: BackupArgument,
    /// The storage of files.
    #[command(flatten)]
    pub storage: Storage,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// Backups that the server makes.
#[derive(Debug, Args)]
pub struct ScheduledBackups {
    /// Folder of backups that the server makes at an interval, or a bucket of S3, as s3://BUCKET/PREFIX. Without it, the
    /// server makes none
    #[arg(long, env = "SNUG_BACKUP_TO", value_name = "PLACE", value_parser = OsStringValueParser::new().try_map(place))]
    pub backup_to: Option<FilePlace>,
    /// Time from one backup to the next, such as 30m, 6h or 1d
    #[arg(long, env = "SNUG_BACKUP_EVERY", value_name = "TIME", default_value = "1d", value_parser = interval)]
    pub backup_every: Interval,
    /// Number of backups that are kept: the oldest are removed
    #[arg(long, env = "SNUG_BACKUP_KEEP", value_name = "NUMBER", default_value = "28")]
    pub backup_keep: NonZeroU32,
}

/// A place of backups.
#[derive(Clone, Debug)]
pub enum BackupArgument {
    /// A folder, or an archive that is there.
    Path(PathBuf),
    /// An archive: a path that ends with `.tar`.
    Archive(PathBuf),
    /// A bucket.
    Bucket(Bucket),
    /// An archive in a bucket.
    ArchiveInBucket(Bucket, String),
}

/// Parses a place of backups.
fn backup_place(text: OsString) -> Result<BackupArgument, &'static str> {
    if let Some(url) = text.to_str().filter(|text| text.contains("://")) {
        let advice = "give a folder, a file whose name ends with .tar, or a bucket as s3://BUCKET/PREFIX";
        return match url.rsplit_once('/') {
            Some((bucket, name)) if name.ends_with(ARCHIVE) => {
                let bucket = Bucket::parse(bucket).ok_or(advice)?;
                Ok(BackupArgument::ArchiveInBucket(bucket, name.to_owned()))
            }
            _ => Bucket::parse(url).map(BackupArgument::Bucket).ok_or(advice),
        };
    }
    let path = PathBuf::from(text);
    let is_archive = path.extension().is_some_and(|extension| *extension == ARCHIVE[1..]);
    Ok(if is_archive { BackupArgument::Archive(path) } else { BackupArgument::Path(path) })
}

/// Arguments of `snug check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Repair what can be: count anew, make the search index anew, and remove parts of files that no file has and that
    /// are older than an hour
    #[arg(long)]
    pub repair: bool,
    /// The form of the result.
    #[command(flatten)]
    pub output: Output,
    /// The storage of files.
    #[command(flatten)]
    pub storage: Storage,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}
