//! A login that is under way at the provider. A signed cookie binds it to the browser that began it, so nothing is
//! stored. All its secrets follow from the state and this server's secret.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::chat::auth::secret::{CODE_BYTES, Code, code, is_code};
use crate::chat::error::Error;
use crate::chat::logins::sign_on::provider::Secrets;
use crate::model::SessionId;

/// Time for logging in at the provider, in seconds.
pub(super) const WITHIN: i64 = 10 * 60;

/// The longest page to return to: cookies have 4,096 bytes.
const MAX_NEXT: usize = 1_500;

/// The purpose of a login at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Logging in here, or making an account.
    Login,
    /// Linking the account of this session.
    Link(SessionId),
    /// Confirming changes in this session.
    Confirm(SessionId),
}

/// A login that is under way.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    pub(super) state: [u8; 32],
    /// When it ends, in seconds since 1970.
    pub(super) until: i64,
    pub(super) purpose: Purpose,
    /// The page to return to.
    pub(super) next: String,
}

#[derive(Deserialize, Serialize)]
struct Encoded {
    state: String,
    until: i64,
    /// The kind of the purpose: `login`, `link` or `confirm`.
    kind: String,
    session: String,
    next: String,
}

impl Flow {
    pub(super) fn new(state: [u8; 32], now: i64, purpose: Purpose, next: &str) -> Self {
        let next = if next.len() > MAX_NEXT { String::new() } else { next.to_owned() };
        Self { state, until: now + WITHIN, purpose, next }
    }

    /// The cookie's value.
    pub(super) fn encode(&self, secret: &[u8; 32]) -> Result<String, Error> {
        let (kind, session) = match self.purpose {
            Purpose::Login => ("login", String::new()),
            Purpose::Link(session) => ("link", session.encode()),
            Purpose::Confirm(session) => ("confirm", session.encode()),
        };
        let (state, until) = (BASE64_URL_SAFE_NO_PAD.encode(self.state), self.until);
        let encoded = Encoded { state, until, kind: kind.to_owned(), session, next: self.next.clone() };
        seal(secret, *b"flow", &encoded)
    }

    /// The login of a cookie, where this server has made it and it isn't over.
    pub(super) fn decode(secret: &[u8; 32], cookie: &str, now: i64) -> Option<Self> {
        let Encoded { state, until, kind, session, next } = open(secret, *b"flow", cookie)?;
        let purpose = match kind.as_str() {
            "login" => Purpose::Login,
            "link" => Purpose::Link(SessionId::parse(&session)?),
            "confirm" => Purpose::Confirm(SessionId::parse(&session)?),
            _ => return None,
        };
        let state = BASE64_URL_SAFE_NO_PAD.decode(state).ok()?.try_into().ok()?;
        (until > now).then_some(Self { state, until, purpose, next })
    }

    /// Whether the provider has returned this login's state.
    pub(super) fn has_state(&self, returned: &str) -> bool {
        BASE64_URL_SAFE_NO_PAD.encode(self.state).as_bytes().ct_eq(returned.as_bytes()).into()
    }

    /// The secrets that the provider has to return or know.
    pub(super) fn secrets(&self, secret: &[u8; 32]) -> Result<Secrets, Error> {
        let derived = |name: &[u8]| -> Result<String, Error> {
            let half = |number: u8| code(secret, &[b"derived", name, &[number], &self.state]);
            Ok(BASE64_URL_SAFE_NO_PAD.encode([half(0)?, half(1)?].concat()))
        };
        let state = BASE64_URL_SAFE_NO_PAD.encode(self.state);
        Ok(Secrets { state, nonce: derived(b"nonce....")?, verifier: derived(b"verifier.")? })
    }
}

/// A value with this server's authentication code. `kind` has four letters, and keeps the kinds of values apart.
pub(super) fn seal(secret: &[u8; 32], kind: [u8; 4], value: &impl Serialize) -> Result<String, Error> {
    let failed = |error| Error::Store(crate::store::Error::Failed(format!("a login at the provider: {error}")));
    let value = serde_json::to_vec(value).map_err(failed)?;
    let code = code(secret, &[b"sealed", &kind, &value])?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode([&code[..], &value].concat()))
}

/// The value, where its authentication code is this server's.
pub(super) fn open<T: for<'de> Deserialize<'de>>(secret: &[u8; 32], kind: [u8; 4], sealed: &str) -> Option<T> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let (told, value) = bytes.split_first_chunk::<CODE_BYTES>()?;
    let told: &Code = told;
    is_code(secret, &[b"sealed", &kind, value], told).then(|| serde_json::from_slice(value).ok()).flatten()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_by_the_server_that_made_it_until_its_time_is_over() {
        let secret = [7; 32];
        let flow = Flow::new([1; 32], 1_000, Purpose::Link(SessionId([2; 32])), "/rooms?q=é");
        let cookie = flow.encode(&secret).unwrap();
        let read = Flow::decode(&secret, &cookie, 1_000 + WITHIN - 1).unwrap();
        assert_eq!((read.state, read.purpose, read.next), ([1; 32], flow.purpose, flow.next.clone()));
        assert!(Flow::decode(&secret, &cookie, 1_000 + WITHIN).is_none(), "over");
        assert!(Flow::decode(&[8; 32], &cookie, 1_000).is_none(), "another server's");
        let mut bytes = BASE64_URL_SAFE_NO_PAD.decode(&cookie).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        assert!(Flow::decode(&secret, &BASE64_URL_SAFE_NO_PAD.encode(bytes), 1_000).is_none(), "changed");
        let ticket = seal(&secret, *b"tick", &"x").unwrap();
        assert!(open::<String>(&secret, *b"flow", &ticket).is_none(), "another kind");
    }

    #[test]
    fn the_secrets_of_logins_differ_and_are_as_long_as_pkce_asks_for() {
        let secret = [7; 32];
        let of = |state| Flow::new(state, 0, Purpose::Login, "").secrets(&secret).unwrap();
        let (one, other) = (of([1; 32]), of([2; 32]));
        assert!(one.nonce != one.verifier && one.nonce != other.nonce && one.verifier != other.verifier);
        assert_eq!(one.verifier.len(), 43);
        assert!(Flow::new([1; 32], 0, Purpose::Login, "").has_state(&one.state) && one.state != other.state);
    }
}
