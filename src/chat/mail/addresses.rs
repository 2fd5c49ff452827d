//! The e-mail address of an account.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::chat::logins::passwords::Confirmation;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::mail::outgoing::MailReport;
use crate::model::{EmailAddress, Language, Network, Username, Viewer};
use crate::store;
use crate::store::{NewAddress, NewRecovery};

impl Chat {
    /// Whether this server sends e-mail.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        self.mail.is_some()
    }

    /// Makes sure that this server sends e-mail: else, none of the pages about it exists.
    ///
    /// # Errors
    /// [`store::Error::NotFound`].
    pub fn require_mail(&self) -> Result<(), Error> {
        if self.sends_mail() { Ok(()) } else { Err(store::Error::NotFound.into()) }
    }

    /// The status of sending e-mail; none where no mail server is set up.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn mail_report(&self) -> Result<Option<MailReport>, Error> {
        let Some(status) = &self.mail else { return Ok(None) };
        Ok(Some(MailReport { waiting: self.store.waiting_mails().await?, ..status.report() }))
    }

    /// Sends a link to an address, with which it becomes the viewer's. Nothing in this tells whether it is another
    /// account's: its owner alone learns that, by the e-mail.
    ///
    /// # Errors
    /// [`Error::WrongLogin`] or [`Error::TooManyAttempts`] of a wrong [`Confirmation`]; [`Error::TooFast`];
    /// [`Error::NameTaken`] when it is the viewer's already; [`Error::LimitReached`] when too many e-mails wait;
    /// [`Error::SessionEnded`].
    pub async fn ask_for_address(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
        address: EmailAddress,
    ) -> Result<(), Error> {
        self.require_mail()?;
        let proof = self.confirm(viewer, confirmation).await?;
        self.limits.take(Action::Verify, viewer)?;
        self.limits.take_address(Action::VerifyAddress, viewer, &address)?;
        let (account, session) = (viewer.account.id, viewer.session.id);
        let (language, now) = (viewer.locale.language, Timestamp::now());
        let new = NewAddress { account, session, proof, address, language, now };
        self.store.ask_for_address(new).await?;
        self.wake_sender();
        Ok(())
    }

    /// Removes the viewer's addresses, or only the one that is to be verified.
    ///
    /// # Errors
    /// [`Error::WrongLogin`] or [`Error::TooManyAttempts`] of a wrong [`Confirmation`]; [`Error::SessionEnded`].
    pub async fn remove_addresses(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
        pending_only: bool,
    ) -> Result<(), Error> {
        self.require_mail()?;
        let proof = self.confirm(viewer, confirmation).await?;
        Ok(self.store.remove_addresses(viewer.account.id, viewer.session.id, proof, pending_only).await?)
    }

    /// The address that a link verifies, and the name of its account. Looking at it doesn't use the link up: programs
    /// that scan e-mails do that.
    ///
    /// # Errors
    /// [`Error::BadLink`].
    pub async fn address_of_link(&self, secret: &LinkSecret) -> Result<(EmailAddress, Username), Error> {
        self.require_mail()?;
        Ok(self.store.address_of_link(secret.id(), Timestamp::now()).await?)
    }

    /// Verifies an address with the link that was sent to it.
    ///
    /// # Errors
    /// [`Error::BadLink`].
    pub async fn verify_address(&self, secret: &LinkSecret) -> Result<EmailAddress, Error> {
        // Links that don't work don't take the writer's time.
        self.address_of_link(secret).await?;
        Ok(self.store.verify_address(secret.id(), Timestamp::now()).await?)
    }

    /// Sends a link for a new password to the verified address of an account, if there is such an account, and it has
    /// one. Does the same and takes as long if not (OWASP Forgot Password Cheat Sheet): the account is looked up later.
    ///
    /// # Errors
    /// [`Error::TooFast`] at the rate limit of the network; [`Error::LimitReached`] when too many e-mails wait;
    /// [`Error::BlockedNetwork`].
    pub async fn request_recovery(&self, typed: &str, language: Language, network: Network) -> Result<(), Error> {
        self.require_mail()?;
        self.limits.take_from(Action::Recover, network)?;
        // Longer than any name or address: it is nobody's.
        let typed = typed.chars().take(EmailAddress::MAX_CHARS + 1).collect();
        let new = NewRecovery { typed, language, network: network.to_string(), now: Timestamp::now() };
        self.store.queue_recovery(new).await?;
        self.wake_sender();
        Ok(())
    }

    fn wake_sender(&self) {
        if let Some(status) = &self.mail {
            status.wake();
        }
    }
}
