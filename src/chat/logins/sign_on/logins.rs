//! The use cases of single sign-on.

use jiff::{SignedDuration, Timestamp};

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::chat::logins::sign_on::claims::Claims;
use crate::chat::logins::sign_on::flow::{Flow, Purpose};
use crate::chat::logins::sign_on::provider::Provider;
use crate::chat::logins::sign_on::settings::{SignOnError, SignOnSettings};
use crate::chat::logins::sign_on::tickets::Ticket;
use crate::model::logins::sign_on::{Confirms, Identity, confirming_since};
use crate::model::{Account, Network, SessionToken, Username, Viewer};
use crate::store;
use crate::store::{Factor, Opening};

/// The provider's answer, which a browser brings.
#[derive(Debug)]
pub struct SignOnLogin {
    /// The cookie of the browser that began it.
    pub cookie: String,
    /// The code; empty where the provider refused.
    pub code: String,
    /// The state that was sent.
    pub state: String,
    /// The provider that answers (RFC 9207); empty where it doesn't say.
    pub issuer: String,
    /// Why the provider refused; empty where it didn't.
    pub error: String,
    /// The browser's `User-Agent` header.
    pub device: String,
    /// Where it comes from.
    pub network: Network,
}

/// The result of a login at the provider.
#[derive(Debug)]
pub enum SignedOn {
    /// The login is complete.
    LoggedIn {
        /// The account.
        account: Account,
        /// The token of the new session.
        token: SessionToken,
        /// The page to return to.
        next: String,
    },
    /// The account has a second factor.
    SecondFactorNeeded {
        /// The account.
        account: Account,
        /// The token that the code is sent with.
        half: String,
        /// The page to return to.
        next: String,
    },
    /// No account is linked yet, and one may be made.
    New {
        /// The token that the name is sent with.
        ticket: String,
        /// A free name.
        proposal: Option<Username>,
        /// The page to return to.
        next: String,
    },
    /// The viewer may link the account.
    Linkable {
        /// The token that the confirmation is sent with.
        ticket: String,
        /// The name that the provider proposes for the person.
        label: String,
    },
    /// The viewer may change logins for a time.
    Confirmed {
        /// The page to return to.
        next: String,
    },
}

/// Difference of clocks that is tolerated.
const CLOCKS: SignedDuration = SignedDuration::from_mins(1);

impl Chat {
    /// The settings of single sign-on, if there is any.
    #[must_use]
    pub fn sign_on_settings(&self) -> Option<&SignOnSettings> {
        self.sign_on.as_ref().map(|provider| &provider.settings)
    }

    /// Whether people log in and register by password.
    #[must_use]
    pub fn takes_passwords(&self) -> bool {
        self.sign_on_settings().is_none_or(|settings| settings.passwords)
    }

    /// The ways in which a viewer can confirm changes of the login.
    #[must_use]
    pub fn confirms(&self, viewer: &Viewer) -> Confirms {
        let Some(settings) = self.sign_on_settings() else { return Confirms::BY_PASSWORD };
        let logins = &viewer.logins;
        let is_fresh = logins.signed_on_at.is_some_and(|at| at >= confirming_since(Timestamp::now()));
        // A login at the provider confirms where no password does.
        let by_sign_on = logins.has_identity && !(logins.has_password && settings.passwords);
        Confirms { by_password: logins.has_password, by_sign_on: by_sign_on.then_some(is_fresh) }
    }

    /// Begins a login at the provider. Returns the URL to go to, and the value of the browser's cookie.
    ///
    /// # Errors
    /// [`Error::SignOn`] when there is no provider or it can't be reached; [`Error::TooFast`].
    pub async fn begin_sign_on(
        &self,
        purpose: Purpose,
        next: &str,
        network: Network,
    ) -> Result<(String, String), Error> {
        let provider = self.provider()?;
        self.limits.take_from(Action::SignOn, network)?;
        let secret = provider.secret.load(&self.store).await?;
        let flow = Flow::new(random()?, Timestamp::now().as_second(), purpose, next);
        let url = provider.url(flow.secrets(&secret)?, matches!(purpose, Purpose::Confirm(_))).await?;
        Ok((url, flow.encode(&secret)?))
    }

    /// Finishes a login at the provider.
    ///
    /// # Errors
    /// [`Error::SignOn`]; [`Error::TooFast`]; [`Error::Deactivated`]; [`Error::BlockedNetwork`];
    /// [`Error::RegistrationClosed`], [`Error::SetupNeeded`] and [`Error::BadLink`] where no account is linked and none
    /// may be made; [`Error::IdentityTaken`] where another account than the viewer's is linked.
    pub async fn finish_sign_on(&self, login: SignOnLogin, viewer: Option<&Viewer>) -> Result<SignedOn, Error> {
        let provider = self.provider()?;
        self.limits.take_from(Action::SignOn, login.network)?;
        let (secret, now) = (provider.secret.load(&self.store).await?, Timestamp::now());
        let flow =
            Flow::decode(&secret, &login.cookie, now.as_second()).filter(|flow| flow.has_state(&login.state));
        let flow = flow.ok_or(SignOnError::Stale)?;
        let session = viewer.map(|viewer| viewer.session.id);
        if let Purpose::Link(begun) | Purpose::Confirm(begun) = flow.purpose
            && session != Some(begun)
        {
            return Err(SignOnError::Stale.into());
        }
        if !login.issuer.is_empty() && login.issuer != provider.settings.issuer {
            return Err(SignOnError::Invalid(format!("{:?} has answered", login.issuer)).into());
        }
        if !login.error.is_empty() || login.code.is_empty() {
            return Err(SignOnError::Refused(login.error).into());
        }
        let claims = provider.person(login.code, flow.secrets(&secret)?).await?;
        claims.check(&provider.settings).map_err(SignOnError::NotAllowed)?;
        match (flow.purpose, viewer) {
            (Purpose::Link(_), Some(viewer)) => self.linkable(provider, viewer, &claims).await,
            (Purpose::Confirm(_), Some(viewer)) => {
                self.confirm_by_sign_on(viewer, &claims, now).await?;
                Ok(SignedOn::Confirmed { next: flow.next })
            }
            _ => self.log_in_by_sign_on(provider, claims, flow.next, login.device, login.network).await,
        }
    }

    async fn log_in_by_sign_on(
        &self,
        provider: &Provider,
        claims: Claims,
        next: String,
        device: String,
        network: Network,
    ) -> Result<SignedOn, Error> {
        let Identity { issuer, subject, .. } = claims.identity();
        let Some(account) = self.store.account_of_identity(&issuer, &subject).await? else {
            self.sign_on_admission(provider, &next).await?;
            let (identity, logged_in_at) =
                (claims.identity(), believable(claims.logged_in_at).map(Timestamp::as_second));
            let ticket = self.ticket(Ticket { identity, session: None, logged_in_at }).await?;
            return Ok(SignedOn::New { ticket, proposal: self.proposal(claims.name()).await?, next });
        };
        let opening = Opening::SignOn {
            issuer: issuer.clone(),
            subject: subject.clone(),
            at: believable(claims.logged_in_at),
        };
        match self.open_session(&account, Some(opening), Factor::None, device, network).await {
            Ok(token) => Ok(SignedOn::LoggedIn { account, token, next }),
            Err(Error::Store(store::Error::SecondFactorNeeded)) => {
                let half = self.half_login(account.id, &identity_key(&issuer, &subject)).await?;
                Ok(SignedOn::SecondFactorNeeded { account, half, next })
            }
            // Unlinked or deleted meanwhile.
            Err(Error::Store(store::Error::Changed | store::Error::NotFound)) => Err(SignOnError::Stale.into()),
            Err(error) => Err(error),
        }
    }

    async fn linkable(&self, provider: &Provider, viewer: &Viewer, claims: &Claims) -> Result<SignedOn, Error> {
        let identity = claims.identity();
        let linked = self.store.account_of_identity(&provider.settings.issuer, &identity.subject).await?;
        if linked.is_some_and(|account| account.id != viewer.account.id) {
            return Err(Error::IdentityTaken);
        }
        let label = identity.label.clone();
        let ticket = Ticket { identity, session: Some(viewer.session.id), logged_in_at: None };
        Ok(SignedOn::Linkable { ticket: self.ticket(ticket).await?, label })
    }

    async fn confirm_by_sign_on(&self, viewer: &Viewer, claims: &Claims, now: Timestamp) -> Result<(), Error> {
        let is_fresh = |at: &Timestamp| *at >= confirming_since(now);
        let at = believable(claims.logged_in_at).filter(is_fresh);
        let unclear = || SignOnError::Invalid("it does not say that the person has just logged in".to_owned());
        let at = at.ok_or_else(unclear)?;
        let noted = self.store.note_sign_on(viewer.account.id, viewer.session.id, claims.identity(), at);
        match noted.await {
            Err(store::Error::Changed) => Err(SignOnError::OtherIdentity.into()),
            noted => Ok(noted?),
        }
    }

    /// The login of an account that a [`Self::half_login`] stands for, the first factor: the password, or the provider.
    pub(in crate::chat) async fn half_opening(
        &self,
        account: &Account,
        password_hash: Option<String>,
        half: &str,
    ) -> Result<Option<Opening>, Error> {
        if let Some(hash) = password_hash
            && self.is_half_login(account.id, &hash, half).await?
        {
            return Ok(Some(Opening::Hash(hash)));
        }
        let identity = self.store.identity(account.id).await?.filter(|_| self.sign_on.is_some());
        let Some(Identity { issuer, subject, .. }) = identity else { return Ok(None) };
        let is_half = self.is_half_login(account.id, &identity_key(&issuer, &subject), half).await?;
        Ok(is_half.then_some(Opening::SignOn { issuer, subject, at: None }))
    }

    pub(super) fn provider(&self) -> Result<&Provider, Error> {
        Ok(self.sign_on.as_deref().ok_or(SignOnError::Off)?)
    }
}

/// The time of a login, unless it is in the future.
fn believable(at: Option<Timestamp>) -> Option<Timestamp> {
    let latest = Timestamp::now().saturating_add(CLOCKS).ok()?;
    at.filter(|at| *at <= latest).map(|at| at.min(Timestamp::now()))
}

/// The provider's account in a half login, in place of a password's hash, which begins otherwise.
fn identity_key(issuer: &str, subject: &str) -> String {
    format!("identity {issuer} {subject}")
}
