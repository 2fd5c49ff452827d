//! Access of use cases, and of those who read, to the storage of files.

use crate::chat::error::Error;
use crate::chat::files::storage::{FileStorage, failed};
use crate::chat::handle::Chat;
use crate::files;
use crate::files::Files;
use crate::model::files::uploads::FileLimits;

impl Chat {
    /// The storage of files.
    pub(in crate::chat) fn storage(&self) -> Result<&FileStorage, Error> {
        self.files.as_deref().ok_or_else(|| failed(files::Error::Failed("it is not set up".to_owned())))
    }

    /// The limits of files.
    #[must_use]
    pub fn file_limits(&self) -> FileLimits {
        let none = FileLimits { per_file: 0, per_person: 0, in_all: 0 };
        self.files.as_ref().map_or(none, |storage| storage.rules.limits)
    }

    /// The storage of files, to read from it what the store has given access to.
    ///
    /// # Errors
    /// When there is none.
    pub fn stored_files(&self) -> Result<&Files, Error> {
        Ok(&self.storage()?.files)
    }
}
