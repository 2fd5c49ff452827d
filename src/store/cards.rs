//! The list of people, cards, and statuses.

use jiff::Timestamp;

use crate::model::cards::{Card, ListedPerson, Status};
use crate::model::{AccountId, SessionId, Username};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// People whose names, either of them, have this part in them, in lower case; by username, those after `after`. Guests
    /// and accounts that can't be used are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn listed_people(
        &self,
        part: &str,
        after: &str,
        most: u32,
        now: Timestamp,
    ) -> Result<Vec<ListedPerson>, Error> {
        read_backend!(self.listed_people(part, after, most, now))
    }

    /// The card of an account, with the rooms that `viewer` sees, too.
    ///
    /// # Errors
    /// [`Error::NotFound`] where nobody has this name.
    pub async fn card(&self, viewer: AccountId, name: &Username, now: Timestamp) -> Result<Card, Error> {
        read_backend!(self.card(viewer, name, now))
    }
}

impl Store {
    /// Sets an account's status, until a time.
    ///
    /// # Errors
    /// [`Error::SessionEnded`].
    pub async fn set_status(
        &self,
        account: AccountId,
        session: SessionId,
        status: Status,
        until: Option<Timestamp>,
    ) -> Result<(), Error> {
        write_backend!(self.set_status(account, session, status, until))
    }
}
