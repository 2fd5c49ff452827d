//! The arguments for files.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};

use crate::config::secrets;
use crate::config::values::{Bytes, bytes};
use crate::model::files::buckets::Bucket;

/// The variables with the secret key of a bucket's server, and with a file that has it.
const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
const SECRET_FILE: &str = "AWS_SECRET_ACCESS_KEY_FILE";

/// The storage of files.
#[derive(Debug, Args)]
pub struct Storage {
    /// Folder with the files that people send; by default beside the database, named after it: chat-files. Or a bucket of
    /// S3 or a compatible server, as s3://BUCKET/PREFIX: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_SECRET_ACCESS_KEY_FILE) have its credentials,
    /// AWS_REGION its region, AWS_ENDPOINT_URL the server
    #[arg(long, env = "SNUG_FILES", value_name = "PLACE", value_parser = OsStringValueParser::new().try_map(place))]
    pub files: Option<FilePlace>,
    /// The settings of buckets.
    #[arg(skip = BucketSettings::of_the_environment())]
    pub bucket_settings: BucketSettings,
}

/// The storage of files, and its limits.
#[derive(Debug, Args)]
pub struct FileArguments {
    /// The storage.
    #[command(flatten)]
    pub storage: Storage,
    /// Maximum size of a file, such as 100MB or 2GB
    #[arg(long, env = "SNUG_FILE_SIZE", value_name = "SIZE", default_value = "100MB", value_parser = bytes)]
    pub file_size: Bytes,
    /// Maximum size of all files of a person
    #[arg(long, env = "SNUG_FILES_PER_PERSON", value_name = "SIZE", default_value = "20GB", value_parser = bytes)]
    pub files_per_person: Bytes,
    /// Maximum size of all files
    #[arg(long, env = "SNUG_FILES_IN_ALL", value_name = "SIZE", default_value = "1000GB", value_parser = bytes)]
    pub files_in_all: Bytes,
    /// Free space of the disk that files leave for messages
    #[arg(long, env = "SNUG_DISK_RESERVE", value_name = "SIZE", default_value = "1GB", value_parser = bytes)]
    pub disk_reserve: Bytes,
}

impl Storage {
    /// The settings of buckets, with the secret key from where it is.
    ///
    /// # Errors
    /// When its file can't be read, or it is given twice.
    pub fn bucket_settings(&self) -> Result<Vec<(String, String)>, String> {
        let mut settings = self.bucket_settings.0.clone();
        let file = settings.iter().find(|(name, _)| name == SECRET_FILE).map(|(_, file)| PathBuf::from(file));
        settings.retain(|(name, _)| name != SECRET_FILE);
        if let Some(secret) = secrets::secret((SECRET_FILE, file.as_deref()), SECRET, "s3-secret-access-key")? {
            settings.retain(|(name, _)| name != SECRET);
            settings.push((SECRET.to_owned(), secret));
        }
        Ok(settings)
    }

    /// The place of the files.
    #[must_use]
    pub fn place(&self, database: &Path) -> FilePlace {
        self.files.clone().unwrap_or_else(|| {
            let mut name = database.file_stem().unwrap_or_default().to_owned();
            name.push("-files");
            FilePlace::Folder(database.with_file_name(name))
        })
    }
}

/// A place for files.
#[derive(Clone, Debug)]
pub enum FilePlace {
    /// A folder.
    Folder(PathBuf),
    /// A bucket of S3.
    Bucket(Bucket),
}

/// Parses a place. A URL of another kind is no folder's name.
pub(in crate::config) fn place(text: OsString) -> Result<FilePlace, &'static str> {
    match text.to_str().filter(|text| text.contains("://")) {
        Some(url) => Bucket::parse(url)
            .map(FilePlace::Bucket)
            .ok_or("give a folder, or a bucket as s3://BUCKET/PREFIX, of letters, digits, '-', '.' and '_'"),
        None => Ok(FilePlace::Folder(text.into())),
    }
}

/// The settings of buckets, by the names of their environment variables. Shown without secrets.
#[derive(Clone, Default)]
pub struct BucketSettings(pub Vec<(String, String)>);

impl BucketSettings {
    fn of_the_environment() -> Self {
        let variables = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        let own = variables.filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty());
        Self(own.filter_map(|(name, value)| Some((name, value.into_string().ok()?))).collect())
    }
}

impl fmt::Debug for BucketSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}
