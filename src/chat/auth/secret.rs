//! Secrets of this server for authentication codes, stored in the database.

use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tokio::sync::OnceCell;

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::store;
use crate::store::Store;

/// Length of a code in bytes: half of what HMAC-SHA-256 yields is enough (RFC 2104, section 5).
pub(crate) const CODE_BYTES: usize = 16;

/// A code.
pub(crate) type Code = [u8; CODE_BYTES];

/// A secret, loaded when it is first needed; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Secret {
    name: &'static str,
    value: Arc<OnceCell<[u8; 32]>>,
}

impl Secret {
    /// The secret of this name in the database, where it is made if it doesn't exist.
    pub(crate) fn named(name: &'static str) -> Self {
        Self { name, value: Arc::default() }
    }

    /// Loads the secret.
    ///
    /// # Errors
    /// When the store or the system's random source fails.
    pub(crate) async fn load(&self, store: &Store) -> Result<[u8; 32], Error> {
        let load = || async { Ok::<_, Error>(store.secret(self.name, random()?).await?) };
        Ok(*self.value.get_or_try_init(load).await?)
    }
}

/// The authentication code of `parts`, which must be parsed unambiguously from their concatenation.
///
/// # Errors
/// Never with a key of this length.
pub(crate) fn code(secret: &[u8; 32], parts: &[&[u8]]) -> Result<Code, Error> {
    let code = authenticate(secret, parts).map(|code| code.finalize().into_bytes());
    let code = code.and_then(|code| code.first_chunk().copied());
    code.ok_or_else(|| Error::Store(store::Error::Failed("no authentication code".into())))
}

/// Whether `told` is the authentication code of `parts`, in constant time.
pub(crate) fn is_code(secret: &[u8; 32], parts: &[&[u8]], told: &Code) -> bool {
    authenticate(secret, parts).is_some_and(|code| code.verify_truncated_left(told).is_ok())
}

fn authenticate(secret: &[u8; 32], parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
    let mut code = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    for part in parts {
        code.update(part);
    }
    Some(code)
}
