//! Identifies this server to push services (VAPID, RFC 8292).

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::{SignedDuration, Timestamp};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::json;
use url::Url;

/// The time for which a token is valid: 24 hours at most (RFC 8292, 2).
const LIFETIME: SignedDuration = SignedDuration::from_hours(12);

/// The `Authorization` header for a request to an endpoint. `contact` is where a push service's operators reach those of
/// this server: an `https:` or a `mailto:` URL.
pub(crate) fn authorization(
    key: &p256::SecretKey,
    endpoint: &Url,
    contact: &str,
    now: Timestamp,
) -> Result<String, jiff::Error> {
    let expires_at = now.checked_add(LIFETIME)?.as_second();
    let claims = json!({ "aud": endpoint.origin().ascii_serialization(), "exp": expires_at, "sub": contact });
    let head = json!({ "typ": "JWT", "alg": "ES256" });
    let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let signed = format!("{}.{}", encode(head.to_string().as_bytes()), encode(claims.to_string().as_bytes()));
    let signature: Signature = SigningKey::from(key).sign(signed.as_bytes());
    let public = encode(&key.public_key().to_sec1_bytes());
    Ok(format!("vapid t={signed}.{}, k={public}", encode(&signature.to_bytes())))
}
