//! Browsers that get notifications.

use crate::model::notifications::devices::{Preview, PushDevice};
use crate::model::{AccountId, SessionId};
use crate::store::commands::notifications::NewSubscription;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The browsers of an account that get notifications, the last used first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn push_devices(&self, account: AccountId) -> Result<Vec<PushDevice>, Error> {
        read_backend!(self.push_devices(account))
    }
}

impl Store {
    /// Sends the notifications of an account to the browser of a session from now on, instead of those of the account
    /// that was logged in there before. A browser that is known already keeps its preview.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::LimitReached`] when the account has `most` others.
    pub async fn subscribe(&self, new: NewSubscription, most: u32) -> Result<(), Error> {
        write_backend!(self.subscribe(new, most))
    }

    /// Sets what notifications on a device show.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the account has no such device.
    pub async fn set_preview(&self, account: AccountId, device: i64, preview: Preview) -> Result<(), Error> {
        write_backend!(self.set_preview(account, device, preview))
    }

    /// Sends no more notifications to a device, which may be removed already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_device(&self, account: AccountId, device: i64) -> Result<(), Error> {
        write_backend!(self.remove_device(account, device))
    }

    /// The same for the browser of a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unsubscribe(&self, account: AccountId, session: SessionId) -> Result<(), Error> {
        write_backend!(self.unsubscribe(account, session))
    }
}
