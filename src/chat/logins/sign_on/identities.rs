//! Accounts of people who log in at the provider: making one, linking and unlinking.

use jiff::Timestamp;

use crate::chat::accounts::Entrance;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::invitations::InvitationToken;
use crate::chat::limits::budgets::Action;
use crate::chat::logins::passwords::Confirmation;
use crate::chat::logins::sign_on::provider::Provider;
use crate::chat::logins::sign_on::settings::SignOnError;
use crate::chat::logins::sign_on::tickets::Ticket;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::name_mapping::{map_username, numbered};
use crate::model::{Account, Network, Registration, SessionToken, Username, Viewer};
use crate::store;
use crate::store::{Admission, Factor, NewAccount, Opening};

/// Number of names that are tried before none is proposed.
const PROPOSALS: u32 = 20;

impl Chat {
    /// Makes an account for somebody who has just logged in at the provider, and logs in.
    ///
    /// # Errors
    /// [`SignOnError::Stale`]; [`Error::NameTaken`]; [`Error::NameLooksAlike`]; [`Error::IdentityTaken`];
    /// [`Error::RegistrationClosed`]; [`Error::SetupNeeded`]; [`Error::BadLink`]; [`Error::BlockedNetwork`];
    /// [`Error::TooFast`].
    pub async fn register_by_sign_on(
        &self,
        ticket: &str,
        username: Username,
        next: &str,
        device: String,
        network: Network,
    ) -> Result<(Account, SessionToken), Error> {
        let provider = self.provider()?;
        let Ticket { identity, logged_in_at, .. } =
            self.opened(ticket).await?.filter(|ticket| ticket.session.is_none()).ok_or(SignOnError::Stale)?;
        let admission = self.sign_on_admission(provider, next).await?;
        match self.store.credentials(&username).await {
            Ok(_) => return Err(Error::NameTaken),
            Err(store::Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
        self.limits.take_from(Action::Register, network)?;
        let at = logged_in_at.and_then(|at| Timestamp::from_second(at).ok());
        let opening = Opening::SignOn { issuer: identity.issuer.clone(), subject: identity.subject.clone(), at };
        let (created_at, identity) = (Timestamp::now(), Some(identity));
        let new = NewAccount { username, password_hash: None, identity, network: network.to_string(), created_at };
        let account = self.store.create_account(new, admission).await?;
        let token = self.open_session(&account, Some(opening), Factor::None, device, network).await?;
        Ok((account, token))
    }

    /// Links the viewer's account with the one at the provider.
    ///
    /// # Errors
    /// [`SignOnError::Stale`]; [`Error::IdentityTaken`]; those of a wrong [`Confirmation`]; [`Error::SessionEnded`].
    pub async fn link_sign_on(
        &self,
        viewer: &Viewer,
        ticket: &str,
        confirmation: Confirmation,
    ) -> Result<(), Error> {
        let session = viewer.session.id;
        let ticket = self.opened(ticket).await?.filter(|ticket| ticket.session == Some(session));
        let identity = ticket.ok_or(SignOnError::Stale)?.identity;
        let proof = self.confirm(viewer, confirmation).await?;
        let now = Timestamp::now();
        Ok(self.store.link_identity(viewer.account.id, session, proof, identity, now).await?)
    }

    /// Unlinks the viewer's account from the one at the provider. Other sessions of the account end.
    ///
    /// # Errors
    /// [`Error::LastLogin`]; those of a wrong [`Confirmation`]; [`Error::SessionEnded`].
    pub async fn unlink_sign_on(&self, viewer: &Viewer, confirmation: Confirmation) -> Result<(), Error> {
        let proof = self.confirm(viewer, confirmation).await?;
        let (account, session) = (viewer.account.id, viewer.session.id);
        Ok(self.store.unlink_identity(account, session, proof, self.takes_passwords()).await?)
    }

    /// The grounds of a new account for somebody whom the provider's answer lets in. An invitation or a setup link is in
    /// the page to return to.
    pub(super) async fn sign_on_admission(&self, provider: &Provider, next: &str) -> Result<Admission, Error> {
        let invitation = next.strip_prefix("/invite/").and_then(InvitationToken::parse);
        let setup = next.strip_prefix("/setup/").and_then(LinkSecret::parse);
        let entrance = match (invitation, setup) {
            (Some(token), _) => Entrance::Invitation(token),
            (None, Some(secret)) => Entrance::SetupLink(secret),
            (None, None) => Entrance::Form,
        };
        if !provider.settings.lists_admit || !matches!(entrance, Entrance::Form) {
            return self.admission(&entrance).await;
        }
        let first_needs_link = self.rules.first_needs_link;
        if first_needs_link && !self.store.has_administrator().await? {
            return Err(Error::SetupNeeded);
        }
        Ok(Admission::Form { registration: Some(Registration::Open), first_needs_link })
    }

    /// A free username that is like this name.
    pub(super) async fn proposal(&self, name: &str) -> Result<Option<Username>, Error> {
        let name = map_username(name, "somebody");
        for number in 1..=PROPOSALS {
            let name = if number == 1 { name.clone() } else { numbered(&name, number, "somebody") };
            match self.store.credentials(&name).await {
                Ok(_) => {}
                Err(store::Error::NotFound) => return Ok(Some(name)),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    pub(super) async fn ticket(&self, ticket: Ticket) -> Result<String, Error> {
        let secret = self.provider()?.secret.load(&self.store).await?;
        ticket.encode(&secret, Timestamp::now().as_second())
    }

    pub(super) async fn opened(&self, ticket: &str) -> Result<Option<Ticket>, Error> {
        let secret = self.provider()?.secret.load(&self.store).await?;
        Ok(Ticket::decode(&secret, ticket, Timestamp::now().as_second()))
    }
}
