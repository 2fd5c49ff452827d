//! E-mails about what is unread.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::Viewer;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::notifications::digests::DigestPeriod;

impl Chat {
    /// Sets how often the viewer gets digests; none: never.
    ///
    /// # Errors
    /// [`Error::TooFast`].
    pub async fn set_digest(&self, viewer: &Viewer, period: Option<DigestPeriod>) -> Result<(), Error> {
        self.require_mail()?;
        if self.store.digest_period(viewer.account.id).await? == period {
            return Ok(());
        }
        self.limits.take(Action::Change, viewer)?;
        let next = period.map(|period| (period, period.next(Timestamp::now(), &viewer.locale.zone)));
        Ok(self.store.set_digest(viewer.account.id, next).await?)
    }

    /// Makes sure that a link ends digests.
    ///
    /// # Errors
    /// [`Error::BadLink`].
    pub async fn require_digest_link(&self, secret: &LinkSecret) -> Result<(), Error> {
        Ok(self.store.require_digest_link(secret.id()).await?)
    }

    /// Ends the digests of whoever has got this link by e-mail: without a login, and again and again (RFC 8058).
    ///
    /// # Errors
    /// [`Error::BadLink`].
    pub async fn end_digests(&self, secret: &LinkSecret) -> Result<(), Error> {
        // Links that don't work don't take the writer's time.
        self.require_digest_link(secret).await?;
        Ok(self.store.end_digests(secret.id()).await?)
    }

    /// Queues all digests that are due.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn queue_digests(&self) -> Result<(), Error> {
        while self.store.digest_is_due(Timestamp::now()).await? {
            if self.store.queue_digests(Timestamp::now()).await? == 0 {
                break;
            }
        }
        Ok(())
    }
}
