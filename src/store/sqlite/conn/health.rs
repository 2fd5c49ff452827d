//! Whether everything that works with the database does.

use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::store::error::Error;

/// A proof is as good as a new one for so long: anybody may ask, and each proof is a write.
pub(crate) const HOLDS_FOR: Duration = Duration::from_secs(1);

/// The last proof that everything works, and since when it holds; those who ask meanwhile wait for it.
#[derive(Debug, Default)]
pub(crate) struct Health(pub(crate) Mutex<Option<(Instant, Result<Writing, Error>)>>);

/// What became of a write, where everything can be read.
#[derive(Clone, Debug)]
pub enum Writing {
    /// It was stored.
    Works,
    /// The disk doesn't take it: people can still read.
    Fails(Error),
}
