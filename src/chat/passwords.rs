//! Changing one's password.

use std::time::Instant;

use crate::chat::auth::passwords::Verdict;
use crate::chat::auth::throttle::Attempt;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::fair_queue::Lane;
use crate::model::{Password, Viewer};
use crate::store::NewPassword;

/// A password in place of the present one.
#[derive(Debug)]
pub struct PasswordChange {
    /// The present one, as typed.
    pub present: String,
    /// The new one.
    pub new: Password,
    /// The browser's device cookie; empty where there is none.
    pub device_cookie: String,
}

impl Chat {
    /// Changes the viewer's password. All other sessions of the account end, with what they hold open.
    ///
    /// # Errors
    /// [`Error::WrongLogin`] when the present one is wrong; [`Error::TooManyAttempts`] as when logging in;
    /// [`Error::SessionEnded`]; [`crate::store::Error::Changed`] when it was changed meanwhile.
    pub async fn change_password(&self, viewer: &Viewer, change: PasswordChange) -> Result<(), Error> {
        let PasswordChange { present, new, device_cookie } = change;
        let (name, network) = (&viewer.account.person.username, viewer.network);
        let device = self.devices.known(&self.store, &device_cookie, name).await?;
        let attempt = Attempt { name: name.key(), network, device };
        let counted = self.throttle.take(&attempt, Instant::now()).map_err(Error::TooManyAttempts)?;
        let present = Password::attempt(present).map_err(|_| Error::WrongLogin)?;
        let (credentials, verdict) = match self.try_password(Some(name), &present, network).await {
            Ok(tried) => tried,
            Err(error) => {
                self.throttle.give_back(counted);
                return Err(error);
            }
        };
        let old = credentials.filter(|_| verdict != Verdict::Wrong).and_then(|found| found.password_hash);
        let old = old.ok_or(Error::WrongLogin)?;
        self.throttle.give_back(counted);
        let new = self.passwords.hash(new, Lane::Login, network).await?;
        let new = NewPassword { account: viewer.account.id, session: viewer.session.id, old, new };
        Ok(self.store.change_password(new).await?)
    }
}
