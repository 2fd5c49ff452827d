//! E-mails about what is unread.

use jiff::Timestamp;

use crate::model::AccountId;
use crate::model::administration::one_time_links::LinkId;
use crate::model::notifications::digests::DigestPeriod;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The interval of an account's digests; none: never.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_period(&self, account: AccountId) -> Result<Option<DigestPeriod>, Error> {
        read_backend!(self.digest_period(account))
    }

    /// Makes sure that a link ends digests.
    ///
    /// # Errors
    /// [`Error::BadLink`] when it doesn't.
    pub async fn require_digest_link(&self, id: LinkId) -> Result<(), Error> {
        read_backend!(self.require_digest_link(id))
    }

    /// Whether a digest is due.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_is_due(&self, now: Timestamp) -> Result<bool, Error> {
        read_backend!(self.digest_is_due(now))
    }
}

impl Store {
    /// Sets how often an account gets digests, and when the next one is due; none: never.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_digest(
        &self,
        account: AccountId,
        next: Option<(DigestPeriod, Timestamp)>,
    ) -> Result<(), Error> {
        write_backend!(self.set_digest(account, next))
    }

    /// Queues the next few digests that are due, for those who have something new and unread. Returns their number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue_digests(&self, now: Timestamp) -> Result<usize, Error> {
        write_backend!(self.queue_digests(now))
    }

    /// Ends the digests of the account that a link belongs to.
    ///
    /// # Errors
    /// [`Error::BadLink`] when there is none.
    pub async fn end_digests(&self, id: LinkId) -> Result<(), Error> {
        write_backend!(self.end_digests(id))
    }
}
