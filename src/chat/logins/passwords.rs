//! Confirming and changing one's password.

use std::time::Instant;

use jiff::Timestamp;

use crate::chat::auth::passwords::Verdict;
use crate::chat::auth::throttle::Attempt;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::fair_queue::Lane;
use crate::model::logins::sign_on::confirming_since;
use crate::model::{Password, Viewer};
use crate::store::{NewPassword, Proof};

/// The current password, as typed to confirm an action.
#[derive(Debug)]
pub struct Confirmation {
    /// The password as typed.
    pub password: String,
    /// The browser's device cookie; empty where there is none.
    pub device_cookie: String,
}

impl Chat {
    /// Changes the viewer's password. All other sessions of the account end, with what they hold open.
    ///
    /// # Errors
    /// A wrong [`Confirmation`] is [`Error::WrongLogin`], or [`Error::TooManyAttempts`] as when logging in;
    /// [`Error::SessionEnded`]; [`crate::store::Error::Changed`] when the password was changed meanwhile.
    pub async fn change_password(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
        new: Password,
    ) -> Result<(), Error> {
        let old = self.confirm(viewer, confirmation).await?;
        let new = self.passwords.hash(new, Lane::Login, viewer.network).await?;
        let new = NewPassword { account: viewer.account.id, session: viewer.session.id, old, new };
        Ok(self.store.change_password(new).await?)
    }

    /// Compares a password with the viewer's.
    ///
    /// # Errors
    /// [`Error::WrongLogin`]; [`Error::TooManyAttempts`] as when logging in.
    pub async fn confirm_owner(&self, viewer: &Viewer, confirmation: Confirmation) -> Result<(), Error> {
        self.confirm(viewer, confirmation).await.map(drop)
    }

    /// Compares a password with the viewer's, and returns the stored hash, which the confirmed write compares again.
    /// Without a password, a login at the provider of single sign-on confirms where [`Chat::confirms`] says so. Counts as an attempt to log in, so a stolen session allows no more guesses than a login.
    ///
    /// # Errors
    /// [`Error::WrongLogin`]; [`Error::TooManyAttempts`] as when logging in; [`Error::SignOnNeeded`] when the login at
    /// the provider is too old.
    pub(in crate::chat) async fn confirm(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
    ) -> Result<Proof, Error> {
        let confirms = self.confirms(viewer);
        if confirmation.password.is_empty()
            && let Some(is_fresh) = confirms.by_sign_on
        {
            let since = confirming_since(Timestamp::now());
            let proof = Proof::SignOn { session: viewer.session.id, since };
            return if is_fresh { Ok(proof) } else { Err(Error::SignOnNeeded) };
        }
        let Confirmation { password, device_cookie } = confirmation;
        let (name, network) = (&viewer.account.person.username, viewer.network);
        let device = self.devices.known(&self.store, &device_cookie, name).await?;
        let attempt = Attempt { name: name.key(), network, device };
        let counted = self.throttle.take(&attempt, Instant::now()).map_err(Error::TooManyAttempts)?;
        let password = Password::attempt(password).map_err(|_| Error::WrongLogin)?;
        let (credentials, verdict) = match self.try_password(Some(name), &password, network).await {
            Ok(tried) => tried,
            Err(error) => {
                self.throttle.give_back(counted);
                return Err(error);
            }
        };
        let hash = credentials.filter(|_| verdict != Verdict::Wrong).and_then(|found| found.password_hash);
        let hash = hash.ok_or(Error::WrongLogin)?;
        self.throttle.give_back(counted);
        Ok(Proof::Hash(hash))
    }
}
