//! Accounts.

use crate::model::appearance::Appearance;
use crate::model::{Account, AccountId, LocaleChoice, Role, Room, SessionId, Username};
use crate::store::commands::accounts::{Admission, Credentials, NewAccount};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// Whether anybody who can log in administers the server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_administrator(&self) -> Result<bool, Error> {
        read_backend!(self.has_administrator())
    }

    /// The role of an account.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account is gone.
    pub(in crate::store) async fn role(&self, id: AccountId) -> Result<Role, Error> {
        read_backend!(self.role(id))
    }

    /// The account of this name, with its password's hash.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn credentials(&self, username: &Username) -> Result<Credentials, Error> {
        read_backend!(self.credentials(username))
    }

    /// People with a name, either of them, that has this part in it, in lower case, first those with one that begins
    /// so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people(&self, part: &str, most: usize) -> Result<Vec<Account>, Error> {
        read_backend!(self.people(part, most))
    }
}

impl Store {
    /// Makes an account. Of those that may log in, the first is an administrator.
    ///
    /// # Errors
    /// [`Error::Taken`] when the name is another account's; [`Error::LooksAlike`] when it looks like somebody else's
    /// name, either of them; [`Error::RegistrationClosed`] and [`Error::SetupNeeded`] when the settings don't admit it;
    /// [`Error::BadLink`] when the invitation or link doesn't work any more; [`Error::Forbidden`] and
    /// [`Error::SessionEnded`] of an administrator.
    pub async fn create_account(&self, new: NewAccount, admission: Admission) -> Result<Account, Error> {
        write_backend!(self.create_account(new, admission))
    }

    /// Replaces a password's hash, unless it has changed meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replace_password_hash(&self, id: AccountId, old: String, new: String) -> Result<(), Error> {
        write_backend!(self.replace_password_hash(id, old, new))
    }

    /// Notes how somebody wants pages to be written, who says so in a session.
    ///
    /// # Errors
    /// [`Error::SessionEnded`].
    pub async fn set_locale(&self, id: AccountId, session: SessionId, chosen: LocaleChoice) -> Result<(), Error> {
        write_backend!(self.set_locale(id, session, chosen))
    }

    /// Sets how pages look to an account.
    ///
    /// # Errors
    /// [`Error::SessionEnded`].
    pub async fn set_appearance(
        &self,
        id: AccountId,
        session: SessionId,
        appearance: Appearance,
    ) -> Result<(), Error> {
        write_backend!(self.set_appearance(id, session, appearance))
    }

    /// Notes the room that an account visits, unless it is gone to that person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_visit(&self, id: AccountId, room: &Room) -> Result<(), Error> {
        write_backend!(self.note_visit(id, room))
    }
}
