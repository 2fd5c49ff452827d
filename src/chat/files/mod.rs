//! Files: uploads, their inspection, and the removal of what is not needed any more.

pub(crate) mod access;
pub(crate) mod content;
pub(crate) mod descriptions;
pub(crate) mod inspection;
pub(crate) mod iso;
pub(crate) mod objects;
pub(crate) mod overwriting;
pub(crate) mod removal;
pub(crate) mod requests;
pub(crate) mod storage;
pub(crate) mod tracks;
pub(crate) mod uploads;

pub use inspection::THUMBNAIL;
pub use storage::{FileRules, FileStorage};
