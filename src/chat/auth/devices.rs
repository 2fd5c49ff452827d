//! Device cookies: a browser that has logged in to an account before is not locked out by guesses from elsewhere.
//!
//! Each login sets a token in a cookie (OWASP, “Slow down online guessing attacks with device cookies”): a random
//! number, and its authentication code over it and the account's name. It gives no access, only a separate
//! allowance of failed logins.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};

use crate::chat::auth::random::random;
use crate::chat::auth::secret::{CODE_BYTES, Code, Secret, code, is_code};
use crate::chat::error::Error;
use crate::model::Username;
use crate::store::Store;

const NONCE_BYTES: usize = 16;

/// Maximum number of tokens in a cookie: accounts that share a browser.
const MAX_TOKENS: usize = 5;
/// The separator of tokens in a cookie.
const SEPARATOR: char = '.';

/// The random number of a token.
pub(crate) type DeviceId = [u8; NONCE_BYTES];

/// The browsers that are known by the codes in their cookies; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Devices(Secret);

impl Default for Devices {
    fn default() -> Self {
        Self(Secret::named("devices"))
    }
}

impl Devices {
    /// The token of this account in a browser's cookie, if its authentication code is right.
    pub(crate) async fn known(
        &self,
        store: &Store,
        cookie: &str,
        name: &Username,
    ) -> Result<Option<DeviceId>, Error> {
        if cookie.is_empty() {
            return Ok(None);
        }
        let secret = self.0.load(store).await?;
        Ok(cookie.split(SEPARATOR).take(MAX_TOKENS).find_map(|token| verify(&secret, token, name)))
    }

    /// The new cookie of a browser in which this account has just logged in.
    pub(crate) async fn remember(&self, store: &Store, cookie: &str, name: &Username) -> Result<String, Error> {
        let secret = self.0.load(store).await?;
        let mut tokens = token(&secret, random()?, name)?;
        // Tokens of other accounts stay, and so do those of another Snug on this host.
        let is_token = |token: &&str| decode(token).is_some();
        let others =
            cookie.split(SEPARATOR).filter(is_token).filter(|token| verify(&secret, token, name).is_none());
        for other in others.take(MAX_TOKENS - 1) {
            tokens.push(SEPARATOR);
            tokens.push_str(other);
        }
        Ok(tokens)
    }
}

fn token(secret: &[u8; 32], nonce: DeviceId, name: &Username) -> Result<String, Error> {
    let code = code(secret, &[&nonce, name.key().as_bytes()])?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode([nonce, code].concat()))
}

fn decode(token: &str) -> Option<(DeviceId, Code)> {
    let mut bytes = [0; NONCE_BYTES + CODE_BYTES];
    let read = BASE64_URL_SAFE_NO_PAD.decode_slice(token, &mut bytes).ok()?;
    let (nonce, code) = bytes.split_at_checked(NONCE_BYTES).filter(|_| read == NONCE_BYTES + CODE_BYTES)?;
    Some((nonce.try_into().ok()?, code.try_into().ok()?))
}

fn verify(secret: &[u8; 32], token: &str, name: &Username) -> Option<DeviceId> {
    let (nonce, told) = decode(token)?;
    is_code(secret, &[&nonce, name.key().as_bytes()], &told).then_some(nonce)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn name(typed: &str) -> Username {
        Username::parse(typed).unwrap()
    }

    #[test]
    fn a_token_is_good_for_the_account_that_it_was_given_to() {
        let (secret, nonce) = ([1; 32], [2; NONCE_BYTES]);
        let token = token(&secret, nonce, &name("Ann")).unwrap();
        assert_eq!(verify(&secret, &token, &name("ann")), Some(nonce));
        assert_eq!(verify(&secret, &token, &name("bob")), None);
        assert_eq!(verify(&[3; 32], &token, &name("ann")), None, "another server's");
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'Q' } else { b'A' };
            assert_eq!(verify(&secret, std::str::from_utf8(&changed).unwrap(), &name("ann")), None);
        }
        for garbage in ["", "A", "é", &token[1..], &format!("{token}A")] {
            assert_eq!(verify(&secret, garbage, &name("ann")), None);
        }
    }
}
