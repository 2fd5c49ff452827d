//! Registering, and the settings of an account.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::invitations::InvitationToken;
use crate::chat::limits::budgets::Action;
use crate::chat::limits::fair_queue::Lane;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::appearance::Appearance;
use crate::model::{Account, LocaleChoice, Network, Password, Registration, Username, Viewer};
use crate::store::{Admission, NewAccount};

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
}
