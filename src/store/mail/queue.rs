//! The queue of e-mails that are to be sent.

use jiff::Timestamp;

use crate::model::administration::one_time_links::LinkId;
use crate::store::commands::mail::{NewRecovery, NextMail};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// Whether an e-mail is due.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_is_due(&self, now: Timestamp) -> Result<bool, Error> {
        read_backend!(self.mail_is_due(now))
    }

    /// The number of e-mails that wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting_mails(&self) -> Result<u32, Error> {
        read_backend!(self.waiting_mails())
    }
}

impl Store {
    /// Queues an e-mail with a link for a new password. The account is looked up when it is sent, so that this does the
    /// same, and takes as long, whether there is one or not.
    ///
    /// # Errors
    /// [`Error::BlockedNetwork`]; [`Error::LimitReached`] when too many wait.
    pub async fn queue_recovery(&self, new: NewRecovery) -> Result<(), Error> {
        write_backend!(self.queue_recovery(new))
    }

    /// Takes the next e-mail that is due. It is due again at `lease_until`, unless it was sent or postponed by then. If it
    /// needs a link, that gets the id `link`; the link of an earlier attempt doesn't work any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_mail(
        &self,
        link: LinkId,
        lease_until: Timestamp,
        now: Timestamp,
    ) -> Result<NextMail, Error> {
        write_backend!(self.next_mail(link, lease_until, now))
    }

    /// Removes an e-mail that was sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_sent(&self, id: i64) -> Result<(), Error> {
        write_backend!(self.remove_mail(id, false))
    }

    /// Removes an e-mail that can't be sent, and its link.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_up_mail(&self, id: i64) -> Result<(), Error> {
        write_backend!(self.remove_mail(id, true))
    }

    /// Postpones an e-mail that could not be sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn postpone_mail(&self, id: i64, due_at: Timestamp) -> Result<(), Error> {
        write_backend!(self.postpone_mail(id, due_at))
    }

    /// Makes all e-mails due that an earlier run had taken or postponed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_mails(&self, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.release_mails(now))
    }

    /// Removes e-mails that could not be sent in time, and returns their number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_up_expired_mails(&self, now: Timestamp) -> Result<usize, Error> {
        write_backend!(self.give_up_expired_mails(now))
    }
}
