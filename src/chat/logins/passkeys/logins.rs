//! The use cases of passkeys.

use std::time::Instant;

use jiff::Timestamp;
use serde_json::Value;
use webauthn_rs::prelude::{Passkey, PublicKeyCredential, RegisterPublicKeyCredential, Uuid};

use crate::chat::auth::secret::code;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::chat::logins::passkeys::challenges::{Asked, NewAsked, Passkeys, failed};
use crate::chat::logins::passwords::Confirmation;
use crate::model::logins::passkeys::{MAX_PASSKEYS, PasskeyId, PasskeyName};
use crate::model::{Account, AccountId, Network, SessionToken, Viewer};
use crate::store;
use crate::store::{Factor, NewPasskey, Opening};

/// Maximum length of a credential's identifier in bytes (WebAuthn Level 3, 6.1).
const MAX_CREDENTIAL_ID: usize = 1_023;

/// A challenge that a browser is asked to sign.
#[derive(Debug)]
pub struct PasskeyRequest {
    /// The token that is sent with the answer.
    pub challenge: String,
    /// The options of `navigator.credentials`, as JSON.
    pub options: Value,
}

impl Chat {
    /// Whether browsers offer passkeys for this server.
    #[must_use]
    pub fn has_passkeys(&self) -> bool {
        self.passkeys.is_some()
    }

    /// Begins to make a passkey for the viewer.
    ///
    /// # Errors
    /// The errors of a wrong [`Confirmation`]; [`Error::LimitReached`]; [`Error::TooFast`]; [`Error::NoPasskeys`].
    pub async fn begin_passkey(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
        name: PasskeyName,
    ) -> Result<PasskeyRequest, Error> {
        let passkeys = self.own_passkeys()?;
        self.limits.take_from(Action::Passkey, viewer.network)?;
        let proof = self.confirm(viewer, confirmation).await?;
        let account = viewer.account.id;
        let known: Vec<_> = self.store.passkeys(account).await?.into_iter().map(|own| own.credential_id).collect();
        if known.len() >= MAX_PASSKEYS as usize {
            return Err(Error::LimitReached);
        }
        let (username, shown) = (viewer.account.person.username.as_str(), viewer.account.person.shown());
        let handle = Uuid::from_bytes(self.handle(passkeys, account).await?);
        let (options, state) =
            passkeys.webauthn.start_passkey_registration(handle, username, shown, Some(known)).map_err(failed)?;
        let mut options = serde_json::to_value(options).map_err(failed)?;
        // The name is for people: authenticators show it. Passkeys belong to the relying party's id, which stays.
        options["publicKey"]["rp"]["name"] = self.branding().await?.name().into();
        // The login asks for no name, so the authenticator has to know the account.
        options["publicKey"]["authenticatorSelection"]["residentKey"] = "required".into();
        options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = true.into();
        let asked = NewAsked { account, session: viewer.session.id, proof, name, state };
        let challenge = passkeys.ask(Asked::New(Box::new(asked)), viewer.network, Instant::now())?;
        Ok(PasskeyRequest { challenge, options: options["publicKey"].take() })
    }

    /// Stores the passkey that a browser has made.
    ///
    /// # Errors
    /// [`Error::BadPasskey`]; [`Error::LimitReached`]; [`Error::SessionEnded`]; [`store::Error::Changed`] when the
    /// password was changed meanwhile.
    pub async fn finish_passkey(&self, viewer: &Viewer, challenge: &str, answer: &str) -> Result<(), Error> {
        let passkeys = self.own_passkeys()?;
        let Some(Asked::New(asked)) = passkeys.take(challenge, Instant::now()) else {
            return Err(Error::BadPasskey);
        };
        let NewAsked { account, session, proof, name, state } = *asked;
        if (account, session) != (viewer.account.id, viewer.session.id) {
            return Err(Error::BadPasskey);
        }
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Error::BadPasskey)?;
        let passkey = passkeys.webauthn.finish_passkey_registration(&answer, &state).map_err(bad)?;
        let credential_id = passkey.cred_id().clone();
        if credential_id.len() > MAX_CREDENTIAL_ID {
            return Err(Error::BadPasskey);
        }
        let (credential, now) = (serde_json::to_string(&passkey).map_err(failed)?, Timestamp::now());
        let new = NewPasskey { account, session, proof, credential_id, name, credential, now };
        match self.store.add_passkey(new).await {
            Err(store::Error::Taken) => Err(Error::BadPasskey),
            added => Ok(added?),
        }
    }

    /// Removes a passkey of the viewer.
    ///
    /// # Errors
    /// The errors of a wrong [`Confirmation`]; [`store::Error::NotFound`]; [`Error::LastLogin`]; [`Error::SessionEnded`].
    pub async fn remove_passkey(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
        id: PasskeyId,
    ) -> Result<(), Error> {
        let proof = self.confirm(viewer, confirmation).await?;
        let (account, session) = (viewer.account.id, viewer.session.id);
        Ok(self.store.remove_passkey(account, session, proof, id, self.takes_passwords()).await?)
    }

    /// Begins a login with a passkey, of any account.
    ///
    /// # Errors
    /// [`Error::TooFast`]; [`Error::NoPasskeys`].
    pub fn begin_passkey_login(&self, network: Network) -> Result<PasskeyRequest, Error> {
        let passkeys = self.own_passkeys()?;
        self.limits.take_from(Action::Passkey, network)?;
        let (options, state) = passkeys.webauthn.start_discoverable_authentication().map_err(failed)?;
        let mut options = serde_json::to_value(options).map_err(failed)?;
        let challenge = passkeys.ask(Asked::Login(state), network, Instant::now())?;
        Ok(PasskeyRequest { challenge, options: options["publicKey"].take() })
    }

    /// Logs in with a passkey. Nothing else is asked for.
    ///
    /// # Errors
    /// [`Error::BadPasskey`]; [`Error::TooFast`]; [`Error::Deactivated`]; [`Error::BlockedNetwork`].
    pub async fn log_in_with_passkey(
        &self,
        challenge: &str,
        answer: &str,
        device: String,
        network: Network,
    ) -> Result<(Account, SessionToken), Error> {
        let passkeys = self.own_passkeys()?;
        self.limits.take_from(Action::Passkey, network)?;
        let Some(Asked::Login(state)) = passkeys.take(challenge, Instant::now()) else {
            return Err(Error::BadPasskey);
        };
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Error::BadPasskey)?;
        let credential_id = answer.get_credential_id().to_vec();
        if credential_id.len() > MAX_CREDENTIAL_ID {
            return Err(Error::BadPasskey);
        }
        let (account, credential) = self.store.credential(&credential_id).await?.ok_or(Error::BadPasskey)?;
        let handle = self.handle(passkeys, account.id).await?;
        if answer.get_user_unique_id() != Some(&handle[..]) {
            return Err(Error::BadPasskey);
        }
        let mut passkey: Passkey = serde_json::from_str(&credential).map_err(failed)?;
        let signed = passkeys.webauthn.finish_discoverable_authentication_v2(&answer, state, &passkey);
        let signed = signed.map_err(bad)?;
        if !signed.user_verified() || passkey.update_credential(&signed).is_none() {
            return Err(Error::BadPasskey);
        }
        let (credential, counter) = (serde_json::to_string(&passkey).map_err(failed)?, signed.counter());
        let opening = Opening::Passkey { credential_id, credential, counter };
        match self.open_session(&account, Some(opening), Factor::None, device, network).await {
            // Removed or used meanwhile.
            Err(Error::Store(store::Error::Changed | store::Error::NotFound)) => Err(Error::BadPasskey),
            opened => opened.map(|token| (account, token)),
        }
    }

    /// The identifier of an account that authenticators store: it says nothing, and differs between servers of one host.
    async fn handle(&self, passkeys: &Passkeys, account: AccountId) -> Result<[u8; 16], Error> {
        let secret = passkeys.handles.load(&self.store).await?;
        code(&secret, &[&account.0.to_be_bytes()])
    }

    fn own_passkeys(&self) -> Result<&Passkeys, Error> {
        self.passkeys.as_deref().ok_or(Error::NoPasskeys)
    }
}

fn bad(error: impl std::fmt::Display) -> Error {
    tracing::info!(%error, "a passkey was refused");
    Error::BadPasskey
}
