//! Sessions: starting, prolonging and ending them.

use jiff::Timestamp;

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::MAX_SESSIONS_PER_ACCOUNT;
use crate::chat::logins::passwords::Confirmation;
use crate::model::logins::sessions::SESSION_NOTED_EVERY;
use crate::model::{Account, Network, SessionToken, Username, Viewer};
use crate::store::{EndedSessions, Factor, NewSession, Opening, SessionUse, Which};

/// Maximum stored length of the `User-Agent` header, in characters.
const DEVICE_CHARS: usize = 200;

impl Chat {
    /// Starts a session; only the hash of the token is stored. Where the account has as many as it may, the one that
    /// was not used for longest ends.
    ///
    /// # Errors
    /// When the store or the system's random source fails.
    pub async fn start_session(
        &self,
        account: &Account,
        device: String,
        network: Network,
    ) -> Result<SessionToken, Error> {
        self.open_session(account, None, Factor::None, device, network).await
    }

    /// Starts a session after a login.
    ///
    /// # Errors
    /// [`crate::store::Error::Changed`] when the login is not the account's any more;
    /// [`crate::store::Error::SecondFactorNeeded`]; [`Error::WrongCode`].
    pub(crate) async fn open_session(
        &self,
        account: &Account,
        by: Option<Opening>,
        factor: Factor,
        device: String,
        network: Network,
    ) -> Result<SessionToken, Error> {
        let token = SessionToken::new(random()?);
        let device = device.chars().take(DEVICE_CHARS).collect();
        let (id, account, network, now) = (token.id(), account.id, network.to_string(), Timestamp::now());
        let new = NewSession { id, account, opened_by: by, factor, device, network, now };
        self.store.create_session(new, MAX_SESSIONS_PER_ACCOUNT).await?;
        Ok(token)
    }

    /// Prolongs the viewer's session if its last recorded use is old enough, and returns whether it did. If the write
    /// fails for now, for example on a full disk, a later request tries again, so that reading still works.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; when the store fails for good.
    pub async fn prolong_session(&self, viewer: &Viewer) -> Result<bool, Error> {
        let now = Timestamp::now();
        if now.duration_since(viewer.session.used_at) < SESSION_NOTED_EVERY {
            return Ok(false);
        }
        let used = SessionUse { session: viewer.session.id, network: viewer.network.to_string(), now };
        match self.store.note_session(viewer.account.id, used).await {
            Err(error) if error.is_transient() => {
                tracing::warn!(%error, "a session was not prolonged");
                Ok(false)
            }
            noted => Ok(noted.map(|()| true)?),
        }
    }

    /// Ends the viewer's session and its streams.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_session(&self, viewer: &Viewer) -> Result<(), Error> {
        Ok(self.store.delete_session(viewer.session.id, viewer.account.id).await?)
    }

    /// Ends other sessions of the viewer's account, with what they hold open, and returns how many. The viewer's own
    /// session is not one of them: it ends by logging out.
    ///
    /// # Errors
    /// [`Error::WrongLogin`] or [`Error::TooManyAttempts`] of a wrong [`Confirmation`]; [`Error::SessionEnded`];
    /// [`crate::store::Error::Changed`] when the password was changed meanwhile.
    pub async fn end_sessions(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
        mut which: Which,
    ) -> Result<usize, Error> {
        let (account, by) = (viewer.account.id, viewer.session.id);
        if let Which::These(ids) = &mut which {
            ids.retain(|id| *id != by);
        }
        let proof = self.confirm(viewer, confirmation).await?;
        Ok(self.store.end_sessions(EndedSessions { account, by, proof, which }).await?)
    }
}

impl Chat {
    /// The device cookie for a browser in which somebody has just logged in. The login throttle recognises the
    /// browser by it. None if it can't be made: the login succeeds all the same.
    pub async fn remember_device(&self, cookie: &str, name: &Username) -> Option<String> {
        let remembered = self.devices.remember(&self.store, cookie, name).await;
        remembered.inspect_err(|error| tracing::warn!(%error, "a browser is not remembered")).ok()
    }
}
