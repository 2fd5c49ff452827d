//! Being logged in.

use std::fmt;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use super::{Account, Locale, LocaleChoice, Network, Slug};

/// The secret in a session's cookie: 256 random bits. Only [`SessionId`], its hash, is ever stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken([u8; 32]);

/// What a session is known by inside Snug: the SHA-256 of its token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId(pub [u8; 32]);

/// Someone's being logged in with one browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// The hash of its token.
    pub id: SessionId,
    /// When it was last noted to be in use.
    pub used_at: Timestamp,
}

/// Who is looking: an account and the session it uses.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Whose session it is.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// The room visited last.
    pub last_room: Option<Slug>,
    /// How that person wants pages to be written.
    pub chosen: LocaleChoice,
    /// How they are written: as was chosen, or else as this request asks.
    pub locale: Locale,
    /// Where this request comes from.
    pub network: Network,
}

/// A session ends when it was not used for this long.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A session's use is noted at most this often, so that reading doesn't write.
pub const SESSION_NOTED_EVERY: SignedDuration = SignedDuration::from_hours(12);

impl SessionToken {
    /// A token of these 256 bits, which must come from the system's random source.
    #[must_use]
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Reads a cookie's value; none where it can't be a token.
    #[must_use]
    pub fn parse(cookie: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cookie).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The cookie's value.
    #[must_use]
    pub fn encode(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The hash that is stored.
    #[must_use]
    pub fn id(&self) -> SessionId {
        SessionId(Sha256::digest(self.0).into())
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionId({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}
