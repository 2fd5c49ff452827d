//! Files: uploads, and the files of messages.

pub mod attachments;
pub mod buckets;
pub mod kinds;
pub mod names;
pub mod room_files;
pub(crate) mod searched;
pub mod uploads;
pub mod waveforms;
