//! Logging in with a name and a password.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::chat::auth::passwords::Verdict;
use crate::chat::auth::throttle::Attempt;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::fair_queue::Lane;
use crate::model::{Account, Network, Password, SessionToken, Username};
use crate::store;
use crate::store::{Credentials, Factor, Opening};

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
    /// Logs in: starts a session.
    ///
    /// # Errors
    /// [`Error::WrongLogin`] when the name or the password is wrong, after the same time; [`Error::TooManyAttempts`]
    /// when too many have failed for the name or from the address, and the browser is not known;
    /// [`Error::Deactivated`] and [`Error::SecondFactorNeeded`] with the right password; [`Error::PasswordsOff`].
    pub async fn log_in(&self, login: Login) -> Result<LoggedIn, Error> {
        if !self.takes_passwords() {
            return Err(Error::PasswordsOff);
        }
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
        // An invalid name counts as an unknown one, so that its failures look the same.
        let attempt = Attempt { name: name.as_ref().map(Username::key).unwrap_or_default(), network, device };
        let counted = self.throttle.take(&attempt, now).map_err(Error::TooManyAttempts)?;
        let password = Password::attempt(login.password).map_err(|_| Error::WrongLogin)?;

        let (mut counted, too_long) = (Some(counted), password.is_too_long());
        let mut give_back = || counted.take().into_iter().for_each(|counted| self.throttle.give_back(counted));
        for _ in 0..CHANGED_MEANWHILE {
            let tried = self.try_password(name.as_ref(), &password, network).await;
            // A password that was not compared is no failed attempt.
            let (credentials, verdict) = tried.inspect_err(|_| give_back())?;
            let Some(Credentials { account, password_hash: Some(mut hash), deactivated }) =
                credentials.filter(|_| verdict != Verdict::Wrong)
            else {
                return Err(Error::WrongLogin);
            };
            give_back();
            if deactivated {
                return Err(Error::Deactivated);
            }
            if verdict == Verdict::RightButForeign {
                let new = self.passwords.hash(password.clone(), Lane::Login, network).await?;
                self.store.replace_password_hash(account.id, hash, new.clone()).await?;
                hash = new;
            }
            let opened = self.open_session(
                &account,
                Some(Opening::Hash(hash.clone())),
                Factor::None,
                login.device.clone(),
                network,
            );
            match opened.await {
                Err(Error::Store(store::Error::Changed)) => {}
                Err(Error::Store(store::Error::SecondFactorNeeded)) => {
                    return Err(Error::SecondFactorNeeded(self.half_login(account.id, &hash).await?));
                }
                started => return Ok(LoggedIn { token: started?, too_long }),
            }
        }
        Err(store::Error::Busy.into())
    }

    /// Logs in right after a link has set the password, where nobody could log in with it.
    ///
    /// # Errors
    /// [`Error::SecondFactorNeeded`]; [`Error::Deactivated`]; [`Error::BlockedNetwork`]; [`Error::BadLink`] when the
    /// password was changed meanwhile.
    pub async fn log_in_by_link(
        &self,
        account: &Account,
        device: String,
        network: Network,
    ) -> Result<SessionToken, Error> {
        let credentials = self.credentials(&account.person.username).await?;
        let hash = credentials.and_then(|found| found.password_hash).ok_or(Error::BadLink)?;
        let opening = Some(Opening::Hash(hash.clone()));
        match self.open_session(account, opening, Factor::None, device, network).await {
            Err(Error::Store(store::Error::SecondFactorNeeded)) => {
                Err(Error::SecondFactorNeeded(self.half_login(account.id, &hash).await?))
            }
            Err(Error::Store(store::Error::Changed)) => Err(Error::BadLink),
            opened => opened,
        }
    }

    /// Logs in with the code of a second factor, after the password or the provider's login. Wrong codes count as wrong passwords do.
    ///
    /// # Errors
    /// [`Error::WrongCode`]; [`Error::BadLink`] when the password was typed too long ago, or was changed since;
    /// [`Error::TooManyAttempts`]; [`Error::Deactivated`].
    pub async fn log_in_with_code(&self, login: Login, half: &str, typed: &str) -> Result<LoggedIn, Error> {
        let name = Username::parse(&login.username).map_err(|_| Error::BadLink)?;
        let network = Network::of(login.address);
        let device = self.devices.known(&self.store, &login.device_cookie, &name).await?;
        let attempt = Attempt { name: name.key(), network, device };
        let credentials = self.credentials(&name).await?;
        let Some(Credentials { account, password_hash, .. }) = credentials else { return Err(Error::BadLink) };
        let opening = self.half_opening(&account, password_hash, half).await?.ok_or(Error::BadLink)?;
        let counted = self.throttle.take(&attempt, Instant::now()).map_err(Error::TooManyAttempts)?;
        let factor = self.factor(account.id, &account.person.username, typed).await?;
        match self.open_session(&account, Some(opening), factor, login.device, network).await {
            Err(Error::Store(store::Error::Changed | store::Error::SecondFactorNeeded)) => Err(Error::BadLink),
            opened => {
                let token = opened?;
                self.throttle.give_back(counted);
                Ok(LoggedIn { token, too_long: false })
            }
        }
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

    pub(in crate::chat) async fn credentials(&self, name: &Username) -> Result<Option<Credentials>, Error> {
        match self.store.credentials(name).await {
            Ok(credentials) => Ok(Some(credentials)),
            Err(store::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
