//! The answers to an authority's challenges.

use std::sync::Arc;

use instant_acme::{AuthorizedIdentifier, ChallengeType, KeyAuthorization};
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::sign::CertifiedKey;

use crate::certificates::current::Challenge;

/// The answer to a challenge of this kind.
///
/// # Errors
/// When no certificate for a validation can be made.
pub(super) fn answer(
    kind: &ChallengeType,
    token: &str,
    name: &AuthorizedIdentifier<'_>,
    authorization: &KeyAuthorization,
) -> Result<Challenge, String> {
    if *kind == ChallengeType::Http01 {
        return Ok(Challenge::Http { token: token.to_owned(), text: authorization.as_str().to_owned() });
    }
    let name = name.to_string();
    let certified =
        validation(&name, authorization).map_err(|error| format!("cannot answer the authority: {error}"))?;
    Ok(Challenge::Tls { name, certified: Arc::new(certified) })
}

/// A certificate that proves to know what the authority said (RFC 8737, 3; RFC 8738, 4).
fn validation(name: &str, authorization: &KeyAuthorization) -> Result<CertifiedKey, Box<dyn std::error::Error>> {
    let mut params = CertificateParams::new([name.to_owned()])?;
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(authorization.digest().as_ref())];
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    // Not checked against each other: what checks them knows no such extension.
    Ok(CertifiedKey::new(vec![certificate.der().clone()], ring::sign::any_supported_type(&key)?))
}
