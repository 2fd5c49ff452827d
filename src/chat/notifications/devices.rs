//! Browsers that get notifications.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::Viewer;
use crate::model::notifications::devices::{Endpoint, Preview, PushKeys};
use crate::store;
use crate::store::NewSubscription;

/// Maximum number of an account's browsers that get notifications.
pub const MAX_DEVICES: u32 = 20;

impl Chat {
    /// The public key that push services know this server by (RFC 8292, 3.2), in base64url, for browsers.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn push_key(&self) -> Result<String, Error> {
        let key = self.vapid_key().await?.public_key().to_sec1_bytes();
        Ok(BASE64_URL_SAFE_NO_PAD.encode(key))
    }

    /// The private key of it, which is made on the first call.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn vapid_key(&self) -> Result<p256::SecretKey, Error> {
        // All but 2^-32 of all numbers are keys.
        p256::SecretKey::from_slice(&self.vapid.load(&self.store).await?)
            .map_err(|_| store::Error::Failed("the secret `vapid` is no key".to_owned()).into())
    }

    /// Sends the viewer's notifications to the browser of this session from now on.
    ///
    /// # Errors
    /// [`Error::TooFast`]; [`Error::LimitReached`] with [`MAX_DEVICES`] others; [`Error::SessionEnded`].
    pub async fn subscribe(&self, viewer: &Viewer, endpoint: Endpoint, keys: PushKeys) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        let (account, session) = (viewer.account.id, viewer.session.id);
        let (language, now) = (viewer.locale.language, Timestamp::now());
        let new = NewSubscription { account, session, endpoint, keys, language, now };
        Ok(self.store.subscribe(new, MAX_DEVICES).await?)
    }

    /// Sets what notifications on one of the viewer's devices show.
    ///
    /// # Errors
    /// [`Error::TooFast`]; [`store::Error::NotFound`] where the viewer has no such device.
    pub async fn set_preview(&self, viewer: &Viewer, device: i64, preview: Preview) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.set_preview(viewer.account.id, device, preview).await?)
    }

    /// Sends no more notifications to one of the viewer's devices.
    ///
    /// # Errors
    /// [`Error::TooFast`].
    pub async fn remove_device(&self, viewer: &Viewer, device: i64) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.remove_device(viewer.account.id, device).await?)
    }

    /// The same for the browser of this session.
    ///
    /// # Errors
    /// [`Error::TooFast`].
    pub async fn unsubscribe(&self, viewer: &Viewer) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.unsubscribe(viewer.account.id, viewer.session.id).await?)
    }
}
