//! Files: their pages, bytes and uploads.

pub(crate) mod attachments;
pub(crate) mod bytes;
pub(crate) mod room;
pub(crate) mod uploads;
