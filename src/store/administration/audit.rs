//! The audit log.

use crate::model::administration::audit::{AuditEntry, AuditFilter};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, read_backend};
use crate::store::permission::Administrator;

impl ReadStore {
    /// Up to `most` entries, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_log(
        &self,
        _by: &Administrator,
        filter: AuditFilter,
        most: u32,
    ) -> Result<Vec<AuditEntry>, Error> {
        read_backend!(self.audit_log(filter, most))
    }
}
