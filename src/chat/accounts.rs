//! Registering, logging in and out.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::chat::auth::passwords::Verdict;
use crate::chat::auth::throttle::Attempt;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::chat::limits::fair_queue::Lane;
use crate::chat::rules::Registration;
use crate::model::appearance::Appearance;
use crate::model::{Account, LocaleChoice, Network, Password, SessionToken, Username, Viewer};
use crate::store;
use crate::store::{Credentials, NewAccount};

/// Minimum time of a failed login's response, so that the time reveals nothing: imported hashes take longer to check
/// than our own, and an unknown name has none.
const FAILURE_TAKES: Duration = Duration::from_millis(500);

/// An attempt to log in.
#[derive(Debug)]
pub struct Login {
    /// The name as typed.
    pub username: String,
    /// The password as typed.
    pub password: String,
    /// Where it comes from.
    pub address: IpAddr,
    /// The browser's `User-Agent` header.
    pub device: String,
    /// The browser's device cookie, which shows that it has logged in before; empty if there is none.
    pub device_cookie: String,
}

/// The result of a login.
#[derive(Debug)]
pub struct LoggedIn {
    /// The token of the new session.
    pub token: SessionToken,
    /// Whether the password is longer than new ones may be, and has to be changed.
    pub too_long: bool,
}

/// Maximum number of attempts at a login while the password keeps being changed.
const CHANGED_MEANWHILE: usize = 3;

impl Chat {
    /// Sets the language and time zone of the viewer's pages, on all devices.
    ///
    /// # Errors
    /// [`Error::TooFast`]; [`Error::SessionEnded`].
    pub async fn choose_locale(&self, viewer: &Viewer, chosen: LocaleChoice) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.set_locale(viewer.account.id, viewer.session.id, chosen).await?)
    }

    /// Sets the colours and text size of the viewer's pages, on all devices.
    ///
    /// # Errors
    /// [`Error::TooFast`]; [`Error::SessionEnded`].
    pub async fn choose_appearance(&self, viewer: &Viewer, appearance: Appearance) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.set_appearance(viewer.account.id, viewer.session.id, appearance).await?)
    }

    /// Creates an account. The first one is an administrator.
    ///
    /// # Errors
    /// [`Error::NameTaken`] when the name is taken; [`Error::NameLooksAlike`] when it looks like another's;
    /// [`Error::RegistrationClosed`]; [`Error::TooFast`] at the rate limits of the network and of all networks.
    pub async fn register(
        &self,
        username: Username,
        password: Password,
        address: IpAddr,
    ) -> Result<Account, Error> {
        let only_first = self.rules.registration == Registration::Closed;
        if only_first && !self.registration_is_open().await? {
            return Err(Error::RegistrationClosed);
        }
        // What is only mistyped doesn't count.
        if self.credentials(&username).await?.is_some() {
            return Err(Error::NameTaken);
        }
        let network = Network::of(address);
        self.limits.take_from(Action::Register, network)?;
        let hashed = self.passwords.hash(password, Lane::Registration, network).await;
        let password_hash = hashed.inspect_err(|_| self.limits.give_back_from(Action::Register, network))?;
        let new = NewAccount { username, password_hash, created_at: Timestamp::now() };
        self.store.create_account(new, only_first).await.map_err(|error| match error {
            // Somebody else was first while the password was being hashed.
            store::Error::NotFound => Error::RegistrationClosed,
            other => other.into(),
        })
    }

    /// Whether anybody can register now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn registration_is_open(&self) -> Result<bool, Error> {
        Ok(self.rules.registration == Registration::Open || !self.store.has_administrator().await?)
    }

    /// Logs in: starts a session.
    ///
    /// # Errors
    /// [`Error::WrongLogin`] when the name or the password is wrong, after the same time; [`Error::TooManyAttempts`]
    /// when too many have failed for the name or from the address, and the browser is not known.
    pub async fn log_in(&self, login: Login) -> Result<LoggedIn, Error> {
        let started = Instant::now();
        let result = self.try_log_in(login, started).await;
        if matches!(result, Err(Error::WrongLogin)) {
            tokio::time::sleep_until((started + FAILURE_TAKES).into()).await;
        }
        result
    }

    async fn try_log_in(&self, login: Login, now: Instant) -> Result<LoggedIn, Error> {
        let name = Username::parse(&login.username).ok();
        let network = Network::of(login.address);
        let device = match &name {
            Some(name) => self.devices.known(&self.store, &login.device_cookie, name).await?,
            None => None,
        };
        // What isn't a name counts as the name of nobody, so that its failures look the same.
        let attempt = Attempt { name: name.as_ref().map(Username::key).unwrap_or_default(), network, device };
        let counted = self.throttle.take(&attempt, now).map_err(Error::TooManyAttempts)?;
        let password = Password::attempt(login.password).map_err(|_| Error::WrongLogin)?;

        let (mut counted, too_long) = (Some(counted), password.is_too_long());
        let mut give_back = || counted.take().into_iter().for_each(|counted| self.throttle.give_back(counted));
        for _ in 0..CHANGED_MEANWHILE {
            let tried = self.try_password(name.as_ref(), &password, network).await;
            // A password that was not compared is no failed attempt.
            let (credentials, verdict) = tried.inspect_err(|_| give_back())?;
            let Some(Credentials { account, password_hash: Some(mut hash) }) =
                credentials.filter(|_| verdict != Verdict::Wrong)
            else {
                return Err(Error::WrongLogin);
            };
            give_back();
            if verdict == Verdict::RightButForeign {
                let new = self.passwords.hash(password.clone(), Lane::Login, network).await?;
                self.store.replace_password_hash(account.id, hash, new.clone()).await?;
                hash = new;
            }
            match self.open_session(&account, Some(hash), login.device.clone(), network).await {
                Err(Error::Store(store::Error::Changed)) => {}
                started => return Ok(LoggedIn { token: started?, too_long }),
            }
        }
        Err(store::Error::Busy.into())
    }

    /// The stored credentials of a name, and the result of comparing a password with them.
    pub(crate) async fn try_password(
        &self,
        name: Option<&Username>,
        password: &Password,
        network: Network,
    ) -> Result<(Option<Credentials>, Verdict), Error> {
        let credentials = match name {
            Some(name) => self.credentials(name).await?,
            None => None,
        };
        let hash = credentials.as_ref().and_then(|found| found.password_hash.clone());
        let verdict = self.passwords.verify(password.clone(), hash, network).await?;
        Ok((credentials, verdict))
    }

    async fn credentials(&self, name: &Username) -> Result<Option<Credentials>, Error> {
        match self.store.credentials(name).await {
            Ok(credentials) => Ok(Some(credentials)),
            Err(store::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
