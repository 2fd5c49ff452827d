//! Uploads, and the files of messages. The bytes are in the storage of files.

use jiff::Timestamp;

use crate::model::files::attachments::{Attachment, FileKey};
use crate::model::files::kinds::FileKind;
use crate::model::files::room_files::{FileNumber, RoomFile};
use crate::model::files::uploads::{StoredFile, UploadState};
use crate::model::{AccountId, MessageId, RoomId};
use crate::store::commands::files::{CompletedUpload, FileDescription, FileRemoval, NewSegment, NewUpload};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// A file that an account may read: of a message in a room that it may enter, or its own that is not sent yet.
    ///
    /// # Errors
    /// [`Error::NotFound`] for all others.
    pub async fn file(&self, account: AccountId, key: FileKey) -> Result<StoredFile, Error> {
        read_backend!(self.file(account, key))
    }

    /// A file of a message, for somebody who has entered its room.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the message has none of this key.
    pub async fn file_of(&self, room: RoomId, message: MessageId, key: FileKey) -> Result<StoredFile, Error> {
        read_backend!(self.file_of(room, message, key))
    }

    /// A file of a room's message after one, for a guest who came then.
    ///
    /// # Errors
    /// [`Error::NotFound`] where those messages have none of this key.
    pub async fn file_after(&self, room: RoomId, after: MessageId, key: FileKey) -> Result<StoredFile, Error> {
        read_backend!(self.file_after(room, after, key))
    }

    /// Up to `most` files of a room's messages, the newest first: those of a kind, and those before one, where they are
    /// given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn room_files(
        &self,
        room: RoomId,
        kind: Option<FileKind>,
        before: Option<FileNumber>,
        most: u32,
    ) -> Result<Vec<RoomFile>, Error> {
        read_backend!(self.room_files(room, kind, before, most))
    }

    /// Up to `most` files of an account's own messages, the oldest first, after one if it is given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_files(
        &self,
        account: AccountId,
        after: Option<FileNumber>,
        most: u32,
    ) -> Result<Vec<(FileNumber, StoredFile)>, Error> {
        read_backend!(self.own_files(account, after, most))
    }

    /// The state of an account's own upload.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, and where its file was sent.
    pub async fn upload(&self, account: AccountId, key: FileKey) -> Result<UploadState, Error> {
        read_backend!(self.upload(account, key))
    }

    /// The files with these keys, in their order, leaving out files of other accounts, incomplete and sent ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_uploads(&self, account: AccountId, keys: Vec<FileKey>) -> Result<Vec<Attachment>, Error> {
        read_backend!(self.own_uploads(account, keys))
    }

    /// Objects that are to be removed from the storage, some of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn removed_objects(&self) -> Result<Vec<String>, Error> {
        read_backend!(self.removed_objects())
    }
}

impl Store {
    /// Begins an upload, and reserves its bytes.
    ///
    /// # Errors
    /// [`Error::FileTooLarge`]; [`Error::LimitReached`] when the person stores as much as one may, or has too many files
    /// that are not sent; [`Error::StorageFull`] when all together do; [`Error::Muted`]; [`Error::SessionEnded`].
    pub async fn begin_upload(&self, new: NewUpload) -> Result<(), Error> {
        write_backend!(self.begin_upload(new))
    }

    /// Notes that bytes of an upload are in the storage.
    ///
    /// # Errors
    /// [`Error::Changed`] when the file has other bytes than before, is complete, or gone.
    pub async fn add_segment(&self, new: NewSegment) -> Result<(), Error> {
        write_backend!(self.add_segment(new))
    }

    /// Completes an upload.
    ///
    /// # Errors
    /// [`Error::Changed`] when the file has other bytes than before, is complete, or gone.
    pub async fn complete_upload(&self, completed: CompletedUpload) -> Result<(), Error> {
        write_backend!(self.complete_upload(completed))
    }

    /// Removes an account's own file that is not sent.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn cancel_upload(&self, account: AccountId, key: FileKey) -> Result<(), Error> {
        write_backend!(self.cancel_upload(account, key))
    }

    /// Describes a file of a message differently, and tells all who read the room.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] for others than the message's author; [`Error::Archived`];
    /// [`Error::Muted`].
    pub async fn describe_file(&self, new: FileDescription) -> Result<(), Error> {
        write_backend!(self.describe_file(new))
    }

    /// Removes a file from a message that has a text or another file.
    ///
    /// # Errors
    /// Errors of [`Self::describe_file`]; [`Error::NotFound`] also for the last file of a message without a text.
    pub async fn remove_file(&self, removal: FileRemoval) -> Result<(), Error> {
        write_backend!(self.remove_file(removal))
    }

    /// Removes some files that were not sent and not touched since a time, and tells whether there were any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_abandoned_files(&self, before: Timestamp) -> Result<bool, Error> {
        write_backend!(self.remove_abandoned_files(before))
    }

    /// Forgets objects that were removed from the storage.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_objects(&self, paths: Vec<String>) -> Result<(), Error> {
        write_backend!(self.forget_objects(paths))
    }

    /// Waits until objects may be to be removed.
    pub async fn objects_removed(&self) {
        self.wakers.objects_removed.notified().await;
    }
}
