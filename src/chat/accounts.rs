//! Registering, logging in and out.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::chat::auth::passwords::Verdict;
use crate::chat::auth::throttle::Attempt;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::invitations::InvitationToken;
use crate::chat::limits::budgets::Action;
use crate::chat::limits::fair_queue::Lane;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::appearance::Appearance;
use crate::model::{Account, LocaleChoice, Network, Password, Registration, SessionToken, Username, Viewer};
use crate::store;
use crate::store::{Admission, Credentials, Factor, NewAccount, Opening};

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

/// The grounds on which an account may be made.
#[derive(Clone, Debug)]
pub enum Entrance {
    /// The registration form.
    Form,
    /// An invitation.
    Invitation(InvitationToken),
    /// A link to make the first account.
    SetupLink(LinkSecret),
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
    /// [`Error::RegistrationClosed`]; [`Error::SetupNeeded`]; [`Error::BadLink`]; [`Error::TooFast`] at the rate limits
    /// of the network and of all networks; [`Error::PasswordsOff`].
    pub async fn register(
        &self,
        username: Username,
        password: Password,
        address: IpAddr,
        entrance: &Entrance,
    ) -> Result<Account, Error> {
        // The first account may need a password before the provider works.
        if !self.takes_passwords() && !matches!(entrance, Entrance::SetupLink(_)) {
            return Err(Error::PasswordsOff);
        }
        let admission = self.admission(entrance).await?;
        // What is only mistyped doesn't count.
        if self.credentials(&username).await?.is_some() {
            return Err(Error::NameTaken);
        }
        let network = Network::of(address);
        self.limits.take_from(Action::Register, network)?;
        let hashed = self.passwords.hash(password, Lane::Registration, network).await;
        let password_hash = Some(hashed.inspect_err(|_| self.limits.give_back_from(Action::Register, network))?);
        let new = NewAccount {
            username,
            password_hash,
            identity: None,
            network: network.to_string(),
            created_at: Timestamp::now(),
        };
        Ok(self.store.create_account(new, admission).await?)
    }

    /// The grounds of a registration, which the store checks at the commit. Fails early where that is certain to fail.
    pub(in crate::chat) async fn admission(&self, entrance: &Entrance) -> Result<Admission, Error> {
        let registration = self.rules.registration;
        match entrance {
            Entrance::Form => {
                self.check_registration().await?;
                Ok(Admission::Form { registration, first_needs_link: self.rules.first_needs_link })
            }
            Entrance::Invitation(token) => {
                let invitation = self.usable_invitation(*token).await?;
                Ok(Admission::Invitation { id: invitation.id, registration })
            }
            Entrance::SetupLink(secret) => {
                self.check_setup_link(secret).await?;
                Ok(Admission::SetupLink(secret.id()))
            }
        }
    }

    /// Makes sure that anybody can register with the form now.
    ///
    /// # Errors
    /// [`Error::RegistrationClosed`]; [`Error::SetupNeeded`]; when the store fails.
    pub async fn check_registration(&self) -> Result<(), Error> {
        let open = self.registration().await? == Registration::Open;
        if open && !self.rules.first_needs_link {
            return Ok(());
        }
        match self.store.has_administrator().await? {
            false if self.rules.first_needs_link => Err(Error::SetupNeeded),
            true if !open => Err(Error::RegistrationClosed),
            _ => Ok(()),
        }
    }

    /// Makes sure that people with an invitation can register now.
    ///
    /// # Errors
    /// [`Error::RegistrationClosed`]; when the store fails.
    pub async fn check_invited_registration(&self) -> Result<(), Error> {
        match self.registration().await? {
            Registration::Open | Registration::Invite => Ok(()),
            Registration::Closed => Err(Error::RegistrationClosed),
        }
    }

    /// Whether anybody can register with the form now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn registration_is_open(&self) -> Result<bool, Error> {
        match self.check_registration().await {
            Err(Error::RegistrationClosed | Error::SetupNeeded) => Ok(false),
            checked => checked.map(|()| true),
        }
    }

    /// The people who may register.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn registration(&self) -> Result<Registration, Error> {
        match self.rules.registration {
            Some(registration) => Ok(registration),
            None => Ok(self.store.server_settings().await?.registration),
        }
    }

    /// The people who may register according to the flag, which overrides the settings; none: no flag is given.
    #[must_use]
    pub fn registration_by_flag(&self) -> Option<Registration> {
        self.rules.registration
    }

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

    async fn credentials(&self, name: &Username) -> Result<Option<Credentials>, Error> {
        match self.store.credentials(name).await {
            Ok(credentials) => Ok(Some(credentials)),
            Err(store::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
