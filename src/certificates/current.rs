//! The certificate that connections get, and the answers to an authority's challenges.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

/// The protocol of a validation by TLS (RFC 8737, 3).
pub(crate) const ACME_TLS: &[u8] = b"acme-tls/1";

/// The present certificate, and challenges; cheap to clone.
#[derive(Clone, Default)]
pub struct Certificates(Arc<Shared>);

#[derive(Default)]
struct Shared {
    current: RwLock<Option<Arc<CertifiedKey>>>,
    challenges: Mutex<Vec<Challenge>>,
}

/// The answer with which this server proves to an authority that a name is its own.
pub(super) enum Challenge {
    /// A certificate for a name (RFC 8737).
    Tls { name: String, certified: Arc<CertifiedKey> },
    /// A text at an address with a token (RFC 8555, 8.3).
    Http { token: String, text: String },
}

impl Certificates {
    pub(super) fn replace(&self, certified: CertifiedKey) {
        *self.0.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(certified));
    }

    fn current(&self) -> Option<Arc<CertifiedKey>> {
        self.0.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether there is a certificate yet.
    pub(crate) fn is_there(&self) -> bool {
        self.current().is_some()
    }

    pub(super) fn challenge(&self, challenge: Challenge) {
        self.0.challenges.lock().unwrap_or_else(PoisonError::into_inner).push(challenge);
    }

    pub(super) fn end_challenges(&self) {
        self.0.challenges.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The text for a token of a challenge over plain HTTP.
    pub(crate) fn challenge_text(&self, asked: &str) -> Option<String> {
        let challenges = self.0.challenges.lock().unwrap_or_else(PoisonError::into_inner);
        challenges.iter().find_map(|challenge| match challenge {
            Challenge::Http { token, text } if token == asked => Some(text.clone()),
            _ => None,
        })
    }

    /// The certificate for a validation by TLS: of the name, which for addresses is one in `arpa` (RFC 8738, 6).
    fn validation(&self, asked: Option<&str>) -> Option<Arc<CertifiedKey>> {
        let challenges = self.0.challenges.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = challenges.iter().filter_map(|challenge| match challenge {
            Challenge::Tls { name, certified } => Some((name, certified)),
            Challenge::Http { .. } => None,
        });
        let first = all.clone().next();
        let named = all.find(|(name, _)| Some(name.as_str()) == asked).or(first);
        named.map(|(_, certified)| Arc::clone(certified))
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, client: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        if client.alpn().is_some_and(|mut protocols| protocols.any(|protocol| protocol == ACME_TLS)) {
            return self.validation(client.server_name());
        }
        self.current()
    }
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificates").field("is_there", &self.is_there()).finish_non_exhaustive()
    }
}
