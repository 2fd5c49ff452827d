//! Reports of messages.

use jiff::Timestamp;

use crate::model::AccountId;
use crate::model::administration::reports::{Report, ReportId};
use crate::store::commands::reports::NewReport;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::Moderator;

impl ReadStore {
    /// Up to `most` reports, open or resolved ones, the newest first; before one if it is given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reports(
        &self,
        _by: &Moderator,
        open: bool,
        before: Option<ReportId>,
        most: u32,
    ) -> Result<Vec<Report>, Error> {
        read_backend!(self.reports(open, before, most))
    }
}

impl ReadStore {
    /// The author of a reported message.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such report.
    pub async fn reported_author(&self, _by: &Moderator, id: ReportId) -> Result<AccountId, Error> {
        read_backend!(self.reported_author(id))
    }
}

impl Store {
    /// Stores a report; a second one of the same message by the same account changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such message for this account; [`Error::LimitReached`] at the maximum of
    /// open reports of one account; [`Error::SessionEnded`].
    pub async fn report(&self, new: NewReport) -> Result<(), Error> {
        write_backend!(self.report(new))
    }

    /// Resolves all reports of a reported message, and deletes it if `delete` is set.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such report; [`Error::Forbidden`] and [`Error::SessionEnded`] when the
    /// permission has ended.
    pub async fn resolve_report(
        &self,
        by: &Moderator,
        id: ReportId,
        delete: bool,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.resolve_report(by, id, delete, now))
    }
}
