//! The last result of the health check.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::store::commands::health::Writing;
use crate::store::error::Error;

/// How long a result is reused, since each check writes and anybody may ask.
pub(crate) const VALID_FOR: Duration = Duration::from_secs(1);

/// The last result and its time; concurrent callers wait for the check that runs.
#[derive(Clone, Debug, Default)]
pub(crate) struct LastCheck(pub(crate) Arc<Mutex<Last>>);

/// The last result, if there is one, and its time.
type Last = Option<(Instant, Result<Writing, Error>)>;
