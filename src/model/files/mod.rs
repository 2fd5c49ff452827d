//! Files: uploads, and the files of messages.

pub mod attachments;
pub mod kinds;
pub mod names;
pub mod uploads;
