//! Passwords as Werkzeug hashes them (`werkzeug.security.generate_password_hash`): `METHOD$SALT$HEX`. The salt is text.
//!
//! | Method | Written by | Is |
//! |---|---|---|
//! | `scrypt:N:r:p` | 2.3 and later | scrypt |
//! | `pbkdf2:DIGEST:ITERATIONS` | 0.9 and later | PBKDF2 with HMAC |
//! | `DIGEST` | up to 2.3 | HMAC with the salt as its key; without a salt, the bare digest |
//!
//! `DIGEST` is the name of any of Python's `hashlib`. Passwords in plain text (`plain$$…`) are not imported.

use hmac::digest::Digest;
use hmac::digest::block_api::EagerHash;
use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use subtle::ConstantTimeEq as _;

use crate::model::Password;

/// A hash in Werkzeug's form.
pub(crate) struct Hash<'a> {
    method: Method,
    salt: &'a str,
    digest: Vec<u8>,
}

enum Method {
    Scrypt(scrypt::Params),
    Pbkdf2 { digest: DigestName, iterations: u32 },
    Hmac(DigestName),
}

#[derive(Clone, Copy)]
enum DigestName {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// The largest accepted cost, above that of any Werkzeug version: an imported database must not choose it freely.
const MAX_SCRYPT_BYTES: u64 = 256 << 20;
const MAX_ITERATIONS: u32 = 10_000_000;

impl<'a> Hash<'a> {
    /// Parses a stored hash; none if it has another format or costs more than the maximum.
    pub(crate) fn parse(stored: &'a str) -> Option<Self> {
        let mut parts = stored.splitn(3, '$');
        let (method, salt, hex) = (parts.next()?, parts.next()?, parts.next()?);
        let (method, digest) = (Method::parse(method)?, from_hex(hex)?);
        let fits = match method {
            Method::Scrypt(_) => true,
            Method::Pbkdf2 { digest: name, .. } | Method::Hmac(name) => digest.len() == name.bytes(),
        };
        fits.then_some(Self { method, salt, digest })
    }

    /// Whether this is the hash of the password.
    pub(crate) fn verify(&self, password: &Password) -> bool {
        let (password, salt) = (password.as_typed(), self.salt.as_bytes());
        let digest = match &self.method {
            Method::Scrypt(params) => {
                let mut digest = vec![0; self.digest.len()];
                scrypt::scrypt(password, salt, params, &mut digest).ok().map(|()| digest)
            }
            Method::Pbkdf2 { digest, iterations } => Some(digest.pbkdf2(password, salt, *iterations)),
            Method::Hmac(digest) => digest.hmac(password, salt),
        };
        digest.is_some_and(|digest| digest.ct_eq(&self.digest).into())
    }
}

impl Method {
    fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(':').collect();
        match parts[..] {
            ["scrypt", n, r, p] => {
                let (n, r, p): (u64, u32, u32) = (n.parse().ok()?, r.parse().ok()?, p.parse().ok()?);
                if !n.is_power_of_two() || n.checked_mul(128 * u64::from(r))? > MAX_SCRYPT_BYTES || p > 16 {
                    return None;
                }
                let log_n = u8::try_from(n.ilog2()).ok()?;
                scrypt::Params::new(log_n, r, p).ok().map(Self::Scrypt)
            }
            ["pbkdf2", digest, iterations] => {
                let iterations = iterations.parse().ok().filter(|i| (1..=MAX_ITERATIONS).contains(i))?;
                Some(Self::Pbkdf2 { digest: DigestName::parse(digest)?, iterations })
            }
            [digest] => DigestName::parse(digest).map(Self::Hmac),
            _ => None,
        }
    }
}

impl DigestName {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "md5" => Self::Md5,
            "sha1" => Self::Sha1,
            "sha224" => Self::Sha224,
            "sha256" => Self::Sha256,
            "sha384" => Self::Sha384,
            "sha512" => Self::Sha512,
            _ => return None,
        })
    }

    /// The length of a digest.
    fn bytes(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    fn pbkdf2(self, password: &[u8], salt: &[u8], iterations: u32) -> Vec<u8> {
        let mut digest = vec![0; self.bytes()];
        match self {
            Self::Md5 => pbkdf2::pbkdf2_hmac::<Md5>(password, salt, iterations, &mut digest),
            Self::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, iterations, &mut digest),
            Self::Sha224 => pbkdf2::pbkdf2_hmac::<Sha224>(password, salt, iterations, &mut digest),
            Self::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, iterations, &mut digest),
            Self::Sha384 => pbkdf2::pbkdf2_hmac::<Sha384>(password, salt, iterations, &mut digest),
            Self::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>(password, salt, iterations, &mut digest),
        }
        digest
    }

    fn hmac(self, password: &[u8], salt: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Md5 => salted::<Md5>(password, salt),
            Self::Sha1 => salted::<Sha1>(password, salt),
            Self::Sha224 => salted::<Sha224>(password, salt),
            Self::Sha256 => salted::<Sha256>(password, salt),
            Self::Sha384 => salted::<Sha384>(password, salt),
            Self::Sha512 => salted::<Sha512>(password, salt),
        }
    }
}

fn salted<D: Digest + EagerHash>(password: &[u8], salt: &[u8]) -> Option<Vec<u8>> {
    if salt.is_empty() {
        return Some(D::digest(password).to_vec());
    }
    let hmac = Hmac::<D>::new_from_slice(salt).ok()?.chain_update(password);
    Some(hmac.finalize().into_bytes().to_vec())
}

/// Parses 16 to 64 bytes of hexadecimal digits.
fn from_hex(hex: &str) -> Option<Vec<u8>> {
    if !hex.bytes().all(|digit| digit.is_ascii_hexdigit())
        || !hex.len().is_multiple_of(2)
        || !(32..=128).contains(&hex.len())
    {
        return None;
    }
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).ok()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn hashes_that_cost_too_much_or_are_of_another_form_are_not_tried() {
        let digest = "00".repeat(32);
        for method in [
            "scrypt:1073741824:8:1",
            "scrypt:32767:8:1",
            "pbkdf2:sha256:99999999999",
            "pbkdf2:sha256",
            "pbkdf2:whirlpool:1000",
            "md5",
            "plain",
        ] {
            assert!(Hash::parse(&format!("{method}$salt${digest}")).is_none(), "{method}");
        }
        assert!(Hash::parse(&format!("scrypt:32768:8:1$salt${digest}")).is_some());
        assert!(Hash::parse(&format!("scrypt:32768:8:1$salt$é{digest}")).is_none());
        assert!(Hash::parse(&format!("scrypt:32768:8:1$salt$+0{digest}")).is_none());
        assert!(Hash::parse("scrypt:32768:8:1$salt$").is_none());
        assert!(Hash::parse("").is_none());
        assert!(Hash::parse("plain$$secret").is_none());
    }

    #[test]
    fn whatever_digest_werkzeug_was_told_to_use_verifies() {
        let right = Password::attempt("pässwörd 🔑".into()).unwrap();
        let wrong = Password::attempt("password".into()).unwrap();
        // Made by Werkzeug 2.2.
        for stored in [
            "md5$mN7tyk3w$bf80cd40daa6e2b93c10441063cfaee8",
            "md5$$4adf40358472ebde87ff0b5c57558638",
            "pbkdf2:md5:1000$mN7tyk3w$f81386b16bdb95313971bf2a1a7d87d1",
            "sha1$mN7tyk3w$58e4148c6ecf7a21b53c2370ff0683bf7fe483ed",
            "sha1$$34c649930d47c06cb12883534499c8531beb09bd",
            "pbkdf2:sha1:1000$mN7tyk3w$cce8fcb347f144f9bc0be9609cbbdcf4bf0c43a8",
            "sha224$mN7tyk3w$0f8c7f86e92ccaf6ca33135ab44aefdd13449c494564b1c7e152d152",
            "pbkdf2:sha224:1000$mN7tyk3w$04116ce9ead9055d8235d2abf72082cd5f22999f07cba80bbf48a30c",
            "sha256$mN7tyk3w$6ac45671e50bdf7ccba227a007da8659a8874845d6a6bf9c7da119be10ce23c5",
            "sha256$$ccb439bf192a0474a9b9ad5ec2f09ac953917ad85c64df2c478e44d7ab291a52",
            "pbkdf2:sha256:1000$mN7tyk3w$2ea198e06654161bfdf2df9dfe216a7daec6599af59569af98d2cbe670467ba2",
            "sha384$mN7tyk3w$7d4a71d783522185e960a08db2cfb6245f411098e2c0b21a982d868926d0e408df48cdccd1e31d7b6eff73be073889fe",
            "pbkdf2:sha384:1000$mN7tyk3w$cf3bd17773abc66879e6222479e43fb2bb5534dda6f6e79172e026520a67ca84529e7448ccfa69d2a8c68fd9129f3528",
            "sha512$mN7tyk3w$7d57c922ef8f82220229f9cc462dec718315d80712ad958f4157b7e93b0143b0d30cdf20903511449525eedbf610bb2a75422428563e7e5fd5494c4ef32abd90",
            "pbkdf2:sha512:1000$mN7tyk3w$7264640f1c266956cbd3fa9f49e528f320e6027481a05ae681778cbc203208c63b53f937bffb5aacc8d5559ecf483299659f5ac65fad9e74b5b9b7e62f49fd41",
        ] {
            let hash = Hash::parse(stored).unwrap_or_else(|| panic!("{stored} is not read"));
            assert!(hash.verify(&right) && !hash.verify(&wrong), "{stored}");
        }
    }
}
