//! The arguments for files.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::config::values::{Bytes, bytes};

/// The storage of files, and its limits.
#[derive(Debug, Args)]
pub struct FileArguments {
    /// Folder with the files that people send; by default beside the database, named after it: chat-files
    #[arg(long, env = "SNUG_FILES", value_name = "FOLDER")]
    pub files: Option<PathBuf>,
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

impl FileArguments {
    /// The folder.
    #[must_use]
    pub fn place(&self, database: &Path) -> PathBuf {
        self.files.clone().unwrap_or_else(|| {
            let mut name = database.file_stem().unwrap_or_default().to_owned();
            name.push("-files");
            database.with_file_name(name)
        })
    }
}
