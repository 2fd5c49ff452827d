//! The use cases of administrators: settings of the server, and other people's accounts.

use jiff::Timestamp;

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::logins::passwords::Confirmation;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::{Account, AccountId, Role, RoomId, ServerSettings, SessionId, Username, Viewer};
use crate::store::{
    AccountChange, Administered, AdministeredRoom, Administrator, Admission, NewAccount, Proof, RoomChange,
};

/// The evidence that an administrator has typed the own password; none on the command line.
#[derive(Debug)]
pub struct Confirmed(Option<Proof>);

impl Confirmed {
    /// Of the command line, which asks for no password.
    #[must_use]
    pub fn at_the_command_line() -> Self {
        Self(None)
    }
}

impl Chat {
    /// Changes settings of the server.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn set_server_settings(&self, by: &Administrator, new: ServerSettings) -> Result<(), Error> {
        Ok(self.store.set_server_settings(by, new, Timestamp::now()).await?)
    }

    /// Compares the administrator's password, for [`Self::administer`].
    ///
    /// # Errors
    /// [`Error::WrongLogin`]; [`Error::TooManyAttempts`] as when logging in.
    pub async fn confirm_administrator(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
    ) -> Result<Confirmed, Error> {
        Ok(Confirmed(Some(self.confirm(viewer, confirmation).await?)))
    }

    /// Changes somebody's account.
    ///
    /// # Errors
    /// [`Error::LastAdministrator`]; [`Error::Forbidden`]; [`Error::SessionEnded`];
    /// [`crate::store::Error::NotFound`] when the account is gone; [`crate::store::Error::Changed`] when the
    /// administrator's password was changed meanwhile.
    pub async fn administer(
        &self,
        by: &Administrator,
        confirmed: Confirmed,
        account: AccountId,
        change: AccountChange,
    ) -> Result<(), Error> {
        let what = Administered { account, change, confirmed: confirmed.0, now: Timestamp::now() };
        Ok(self.store.administer(by, what).await?)
    }

    /// Changes a room, of which the administrator need not be a member.
    ///
    /// # Errors
    /// [`Error::RoomFull`]; [`Error::Forbidden`]; [`Error::SessionEnded`]; [`crate::store::Error::NotFound`] when the
    /// room is gone; [`crate::store::Error::Changed`] when the administrator's password was changed meanwhile.
    pub async fn administer_room(
        &self,
        by: &Administrator,
        confirmed: Confirmed,
        room: RoomId,
        change: RoomChange,
    ) -> Result<(), Error> {
        let what = AdministeredRoom { room, change, confirmed: confirmed.0, now: Timestamp::now() };
        Ok(self.store.administer_room(by, what).await?)
    }

    /// Ends anybody's session.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn administer_session(&self, by: &Administrator, session: SessionId) -> Result<(), Error> {
        Ok(self.store.administer_session(by, session, Timestamp::now()).await?)
    }

    /// Makes a link with which the owner of an account sets its password.
    ///
    /// # Errors
    /// As [`Self::administer`].
    pub async fn create_password_link(
        &self,
        by: &Administrator,
        confirmed: Confirmed,
        account: AccountId,
    ) -> Result<LinkSecret, Error> {
        let secret = LinkSecret::new(random()?);
        self.administer(by, confirmed, account, AccountChange::PasswordLink(secret.id())).await?;
        Ok(secret)
    }

    /// Makes an account for somebody, without a password.
    ///
    /// # Errors
    /// [`Error::NameTaken`]; [`Error::NameLooksAlike`]; [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn add_account(&self, by: &Administrator, username: Username, role: Role) -> Result<Account, Error> {
        let created_at = Timestamp::now();
        let new = NewAccount { username, password_hash: None, identity: None, network: String::new(), created_at };
        Ok(self.store.create_account(new, Admission::Administrator(by.clone(), role)).await?)
    }
}
