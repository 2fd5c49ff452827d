//! The storage of files, and its limits.

use tokio::sync::Semaphore;

use crate::chat::error::Error;
use crate::chat::files::requests::Requests;
use crate::files;
use crate::files::Files;
use crate::model::files::uploads::FileLimits;
use crate::store;

/// The limits of files.
#[derive(Clone, Copy, Debug)]
pub struct FileRules {
    /// The limits of what is stored.
    pub limits: FileLimits,
    /// Bytes that stay free on the disk: files are refused long before messages are.
    pub reserve: u64,
}

/// The storage of files, its limits, and the uploads in progress.
#[derive(Debug)]
pub struct FileStorage {
    pub(in crate::chat) files: Files,
    pub(in crate::chat) rules: FileRules,
    pub(in crate::chat) requests: Requests,
    /// Pictures are inspected one at a time.
    pub(in crate::chat) inspecting: Semaphore,
}

impl FileStorage {
    /// A storage with these limits.
    #[must_use]
    pub fn new(files: Files, rules: FileRules) -> Self {
        Self { files, rules, requests: Requests::default(), inspecting: Semaphore::new(1) }
    }
}

/// The error of the storage.
pub(in crate::chat) fn failed(error: files::Error) -> Error {
    match error {
        files::Error::NotFound => Error::Store(store::Error::NotFound),
        files::Error::Full => Error::StorageFull,
        files::Error::Failed(reason) => Error::Store(store::Error::Disk(reason)),
    }
}
