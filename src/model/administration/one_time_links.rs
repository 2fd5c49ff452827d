//! Links that work once: to make the first account, and to set a forgotten password.

use std::fmt;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::SignedDuration;
use sha2::{Digest as _, Sha256};

/// The secret in a link: 256 random bits. Only [`LinkId`], its hash, is ever stored.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkSecret([u8; 32]);

/// A link's key in the database: the SHA-256 of its secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LinkId(pub [u8; 32]);

/// A link to set a password works for this long.
pub const PASSWORD_LINK_LIFETIME: SignedDuration = SignedDuration::from_hours(4);

/// A link to make the first account works for this long.
pub const SETUP_LINK_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

impl LinkSecret {
    /// Makes a secret of 256 bits, which must come from the system's random source.
    #[must_use]
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Parses the last segment of a link's path; none where it isn't a secret.
    #[must_use]
    pub fn parse(segment: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(segment).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The last segment of the link's path.
    #[must_use]
    pub fn encode(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The hash that is stored.
    #[must_use]
    pub fn id(&self) -> LinkId {
        LinkId(Sha256::digest(self.0).into())
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkSecret(…)")
    }
}

impl fmt::Debug for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LinkId({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}
