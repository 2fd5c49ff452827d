//! Nonces of composers, by which a message that is sent twice is stored once.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};

/// A nonce for a new composer.
pub(crate) fn new_nonce() -> String {
    let mut random = [0; 12];
    // Without random numbers there is no nonce, and sending twice stores two messages.
    if getrandom::fill(&mut random).is_err() {
        return String::new();
    }
    BASE64_URL_SAFE_NO_PAD.encode(random)
}
