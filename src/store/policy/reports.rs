//! Rules for reports.

/// Maximum number of open reports of one account.
pub(crate) const MAX_OPEN_REPORTS: u32 = 50;
