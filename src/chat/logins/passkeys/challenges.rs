//! The challenges that browsers were asked to sign: in memory, for some minutes, each used once.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration, Url, Webauthn, WebauthnBuilder};

use crate::chat::auth::random::random;
use crate::chat::auth::secret::Secret;
use crate::chat::error::Error;
use crate::model::logins::passkeys::PasskeyName;
use crate::model::{AccountId, Network, SessionId};
use crate::store;
use crate::store::Proof;

/// Time for signing.
const WITHIN: Duration = Duration::from_mins(5);

/// Maximum number of open challenges of a network, and in all.
const PER_NETWORK: usize = 64;
const IN_ALL: usize = 8_192;

/// The server as authenticators know it, and its open challenges.
pub(crate) struct Passkeys {
    pub(super) webauthn: Webauthn,
    /// For the identifiers of accounts that authenticators store.
    pub(super) handles: Secret,
    open: Mutex<HashMap<String, Challenge>>,
}

impl fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passkeys").finish_non_exhaustive()
    }
}

struct Challenge {
    until: Instant,
    network: Network,
    what: Asked,
}

/// A challenge that a browser was asked to sign.
pub(super) enum Asked {
    /// A login, of any account.
    Login(DiscoverableAuthentication),
    /// A new passkey.
    New(Box<NewAsked>),
}

/// A passkey that is being made: for this account in this session.
pub(super) struct NewAsked {
    pub(super) account: AccountId,
    pub(super) session: SessionId,
    pub(super) proof: Proof,
    pub(super) name: PasskeyName,
    pub(super) state: PasskeyRegistration,
}

impl Passkeys {
    /// For a server at this origin; none where browsers offer no passkeys: at IP addresses, and without HTTPS except on
    /// this machine.
    pub(crate) fn at(origin: &str) -> Option<Self> {
        let url = Url::parse(origin).ok()?;
        let host = url.domain()?.to_owned();
        if url.scheme() != "https" && host != "localhost" {
            return None;
        }
        let webauthn = WebauthnBuilder::new(&host, &url).and_then(|builder| builder.rp_name("Snug").build());
        let webauthn = webauthn.inspect_err(|error| tracing::warn!(%error, "there are no passkeys")).ok()?;
        Some(Self { webauthn, handles: Secret::named("passkeys"), open: Mutex::default() })
    }

    /// Keeps a challenge, and returns the token that is sent with its answer.
    ///
    /// # Errors
    /// [`Error::TooFast`] when too many are open.
    pub(super) fn ask(&self, what: Asked, network: Network, now: Instant) -> Result<String, Error> {
        let token = BASE64_URL_SAFE_NO_PAD.encode(random::<32>()?);
        let network = network.wide();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, challenge| challenge.until > now);
        let own = open.values().filter(|challenge| challenge.network == network).count();
        if own >= PER_NETWORK || open.len() >= IN_ALL {
            return Err(Error::TooFast(WITHIN));
        }
        open.insert(token.clone(), Challenge { until: now + WITHIN, network, what });
        Ok(token)
    }

    /// The challenge of a token, which is used up; none: there is no such challenge any more.
    pub(super) fn take(&self, token: &str, now: Instant) -> Option<Asked> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(token).filter(|challenge| challenge.until > now).map(|challenge| challenge.what)
    }
}

/// An error of the library that no browser causes.
pub(super) fn failed(error: impl fmt::Display) -> Error {
    Error::Store(store::Error::Failed(format!("a passkey: {error}")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn login(passkeys: &Passkeys) -> Asked {
        Asked::Login(passkeys.webauthn.start_discoverable_authentication().unwrap().1)
    }

    #[test]
    fn passkeys_need_a_name_and_https_or_this_machine() {
        for origin in ["https://chat.example.org", "http://localhost:5001", "https://chat.example.org:8443"] {
            assert!(Passkeys::at(origin).is_some(), "{origin}");
        }
        for origin in ["http://chat.example.org", "https://192.0.2.1", "http://192.0.2.1:5001", "nothing"] {
            assert!(Passkeys::at(origin).is_none(), "{origin}");
        }
    }

    #[test]
    fn a_challenge_is_used_once_and_in_time_and_a_network_has_a_limit() {
        let (passkeys, now) = (Passkeys::at("http://localhost:5001").unwrap(), Instant::now());
        let network = |number| Network::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)));
        let ask = |number, now| passkeys.ask(login(&passkeys), network(number), now);
        let token = ask(1, now).unwrap();
        assert!(passkeys.take("another", now).is_none());
        assert!(passkeys.take(&token, now).is_some() && passkeys.take(&token, now).is_none(), "once");
        let token = ask(1, now).unwrap();
        assert!(passkeys.take(&token, now + WITHIN).is_none(), "too late");
        for _ in 0..PER_NETWORK {
            ask(1, now).unwrap();
        }
        assert!(matches!(ask(1, now), Err(Error::TooFast(_))));
        assert!(ask(2, now).is_ok(), "another network");
        assert!(ask(1, now + WITHIN).is_ok(), "they are forgotten");
        assert_eq!(passkeys.open.lock().unwrap().len(), 1);
    }
}
