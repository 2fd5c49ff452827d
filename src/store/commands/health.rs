//! Whether the store works.

use crate::store::error::Error;

/// The result of a check in which all reads worked.
#[derive(Clone, Debug)]
pub enum Writing {
    /// Writing works, too.
    Works,
    /// The disk is full or fails: people can only read.
    Fails(Error),
}
