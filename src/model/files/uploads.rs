//! Files while they are uploaded, and where their bytes are.

use super::attachments::{Attachment, FileKey};
use super::names::FileName;
use super::waveforms::Waveform;

/// A part of a file's bytes: one object in the storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The name within the file's folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

/// The state of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadState {
    /// The file's key.
    pub key: FileKey,
    /// Its name.
    pub name: FileName,
    /// The most bytes that it may get.
    pub size: u64,
    /// The bytes that are stored.
    pub received: u64,
    /// The objects that they are in.
    pub segments: Vec<Segment>,
    /// Whether metadata of a picture stays in it.
    pub keeps_metadata: bool,
    /// The length and loudness of a voice message.
    pub waveform: Option<Waveform>,
    /// The file, once the upload is complete.
    pub attachment: Option<Attachment>,
}

/// A file to be read.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// The file.
    pub attachment: Attachment,
    /// The objects that its bytes are in.
    pub segments: Vec<Segment>,
}

/// A file for a new message, and the sender's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentChoice {
    /// The file.
    pub key: FileKey,
    /// Its alternative text.
    pub alt: String,
    /// Whether it is only shown when asked for.
    pub is_hidden: bool,
}

/// The limits of what may be stored, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    /// For each file.
    pub per_file: u64,
    /// For all files of a person.
    pub per_person: u64,
    /// For all files.
    pub in_all: u64,
}

impl FileLimits {
    /// The most files of a person that are uploaded and not sent.
    pub const MAX_NOT_SENT: u32 = 100;
}
