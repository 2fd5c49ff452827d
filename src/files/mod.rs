//! The storage of files' bytes, over the `object_store` crate: a folder, or a bucket of S3.
//!
//! Each file has a folder of its own in it, named by its key, with objects in it: the segments of its bytes, and its
//! small picture. Objects are written once and never changed. The store knows which objects a file has, and which are
//! to be removed; this layer knows neither messages nor people.

mod archives;
mod bucket;
mod error;
mod http;
mod listing;
mod memory;
mod reading;
mod storage;
mod writing;

pub use archives::{ArchiveWriter, Archives};
pub use error::Error;
pub use listing::Listed;
pub use reading::Part;
pub use storage::Files;
pub use writing::Writer;
