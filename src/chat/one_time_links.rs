//! Links that work once: to make the first account, and to set a forgotten password.

use jiff::Timestamp;

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::fair_queue::Lane;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::{Account, Network, Password};
use crate::store::{Administrator, LinkPurpose};

impl Chat {
    /// Makes a link for the first account. It replaces earlier ones.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where somebody administers the server already.
    pub async fn create_setup_link(&self, by: &Administrator) -> Result<LinkSecret, Error> {
        let secret = LinkSecret::new(random()?);
        self.store.create_setup_link(by, secret.id(), Timestamp::now()).await?;
        Ok(secret)
    }

    /// Makes sure that a setup link can be used.
    ///
    /// # Errors
    /// [`Error::BadLink`].
    pub async fn check_setup_link(&self, secret: &LinkSecret) -> Result<(), Error> {
        match self.store.link_purpose(secret.id(), Timestamp::now()).await? {
            LinkPurpose::Setup => Ok(()),
            LinkPurpose::Password(_) => Err(Error::BadLink),
        }
    }

    /// The account whose password a link sets.
    ///
    /// # Errors
    /// [`Error::BadLink`].
    pub async fn password_link_account(&self, secret: &LinkSecret) -> Result<Account, Error> {
        match self.store.link_purpose(secret.id(), Timestamp::now()).await? {
            LinkPurpose::Password(account) => Ok(account),
            LinkPurpose::Setup => Err(Error::BadLink),
        }
    }

    /// Sets a password with a link, and ends all sessions of the account.
    ///
    /// # Errors
    /// [`Error::BadLink`].
    pub async fn use_password_link(
        &self,
        secret: &LinkSecret,
        new: Password,
        network: Network,
    ) -> Result<Account, Error> {
        // Hashing is expensive, so it needs a link that works.
        self.password_link_account(secret).await?;
        let hash = self.passwords.hash(new, Lane::Login, network).await?;
        let used = self.store.use_password_link(secret.id(), hash, network.to_string(), Timestamp::now());
        Ok(used.await?)
    }
}
