//! Keeping order: muting, banning and blocking networks.

use jiff::Timestamp;

use crate::model::AccountId;
use crate::model::administration::accounts::BlockedNetwork;
use crate::model::administration::reports::MuteTime;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::{Administrator, Moderator};

impl ReadStore {
    /// The networks that are blocked, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn blocked_networks(&self, _by: &Administrator) -> Result<Vec<BlockedNetwork>, Error> {
        read_backend!(self.blocked_networks())
    }
}

impl Store {
    /// Keeps somebody with a lower role from writing for a time.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account is gone; [`Error::Forbidden`] when its role isn't lower, or when the
    /// permission has ended; [`Error::SessionEnded`].
    pub async fn mute(
        &self,
        by: &Moderator,
        account: AccountId,
        time: MuteTime,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.mute(by, account, time, now))
    }

    /// Lets people from a network log in and register again.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and [`Error::SessionEnded`] when it is no administrator any more.
    pub async fn unblock_network(&self, by: &Administrator, network: String, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.unblock_network(by, network, now))
    }

    /// Removes messages of banned accounts, as far as that was chosen: some of them, so that others write in between.
    /// Tells whether there may be more.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::store) async fn clear_some_banned(&self) -> Result<bool, Error> {
        write_backend!(self.clear_some_banned(Timestamp::now()))
    }
}
