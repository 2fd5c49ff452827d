//! The cache of time zones and their present offsets.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::model::zones;
use crate::model::zones::ListedZone;
use crate::web::http::error::Error;

/// Clocks are put forward or back at whole quarters of an hour.
const QUARTER: i64 = 15 * 60;

/// The zones to choose from, read again every quarter of an hour at most.
#[derive(Debug, Default)]
pub struct ZoneList(Mutex<Option<(i64, Arc<[ListedZone]>)>>);

impl ZoneList {
    /// The zones with their offsets now.
    pub(crate) async fn now(&self, now: Timestamp) -> Result<Arc<[ListedZone]>, Error> {
        let quarter = now.as_second().div_euclid(QUARTER);
        let cached = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, zones)) = cached.filter(|(at, _)| *at == quarter) {
            return Ok(zones);
        }
        // Hundreds of small files are read.
        let zones: Arc<[ListedZone]> =
            tokio::task::spawn_blocking(move || zones::listed(now)).await.map_err(|_| Error::Internal)?.into();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((quarter, Arc::clone(&zones)));
        Ok(zones)
    }
}
