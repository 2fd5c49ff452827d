//! Passwords as Werkzeug hashes them (`werkzeug.security.generate_password_hash`): `METHOD$SALT$HEX`, where the method
//! is `scrypt:N:r:p` or `pbkdf2:sha256:ITERATIONS`. The salt is text.

use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::model::Password;

/// A hash in Werkzeug's form.
pub(super) struct Hash<'a> {
    method: Method,
    salt: &'a str,
    digest: Vec<u8>,
}

enum Method {
    Scrypt(scrypt::Params),
    Pbkdf2Sha256 { iterations: u32 },
}

/// More than any Werkzeug has used: a database from elsewhere must not name its own cost.
const MOST_SCRYPT_BYTES: u64 = 256 << 20;
const MOST_ITERATIONS: u32 = 10_000_000;

impl<'a> Hash<'a> {
    /// Reads a stored hash; none where it is of another form, or would cost absurdly much.
    pub(super) fn parse(stored: &'a str) -> Option<Self> {
        let mut parts = stored.splitn(3, '$');
        let (method, salt, hex) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { method: Method::parse(method)?, salt, digest: from_hex(hex)? })
    }

    /// Whether this is the password's hash.
    pub(super) fn verify(&self, password: &Password) -> bool {
        let mut digest = vec![0; self.digest.len()];
        let (password, salt) = (password.as_typed(), self.salt.as_bytes());
        match &self.method {
            Method::Scrypt(params) => {
                if scrypt::scrypt(password, salt, params, &mut digest).is_err() {
                    return false;
                }
            }
            Method::Pbkdf2Sha256 { iterations } => {
                pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, *iterations, &mut digest);
            }
        }
        digest.ct_eq(&self.digest).into()
    }
}

impl Method {
    fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(':').collect();
        match parts[..] {
            ["scrypt", n, r, p] => {
                let (n, r, p): (u64, u32, u32) = (n.parse().ok()?, r.parse().ok()?, p.parse().ok()?);
                if !n.is_power_of_two() || n.checked_mul(128 * u64::from(r))? > MOST_SCRYPT_BYTES || p > 16 {
                    return None;
                }
                let log_n = u8::try_from(n.ilog2()).ok()?;
                scrypt::Params::new(log_n, r, p).ok().map(Self::Scrypt)
            }
            ["pbkdf2", "sha256", iterations] => {
                let iterations = iterations.parse().ok().filter(|i| (1..=MOST_ITERATIONS).contains(i))?;
                Some(Self::Pbkdf2Sha256 { iterations })
            }
            _ => None,
        }
    }
}

/// Reads 16 to 64 bytes of hexadecimal.
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
        for method in ["scrypt:1073741824:8:1", "scrypt:32767:8:1", "pbkdf2:sha256:99999999999", "md5", "plain"] {
            assert!(Hash::parse(&format!("{method}$salt${digest}")).is_none(), "{method}");
        }
        assert!(Hash::parse(&format!("scrypt:32768:8:1$salt${digest}")).is_some());
        assert!(Hash::parse(&format!("scrypt:32768:8:1$salt$é{digest}")).is_none());
        assert!(Hash::parse(&format!("scrypt:32768:8:1$salt$+0{digest}")).is_none());
        assert!(Hash::parse("scrypt:32768:8:1$salt$").is_none());
        assert!(Hash::parse("").is_none());
    }
}
