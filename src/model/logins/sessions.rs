//! Sessions and their tokens.

use std::fmt;
use std::sync::Arc;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::model::appearance::Appearance;
use crate::model::logins::sign_on::Confirms;
use crate::model::{Account, Branding, Locale, LocaleChoice, Network, Person, Reach, Slug};

/// The secret in a session's cookie: 256 random bits. Only [`SessionId`], its hash, is ever stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken([u8; 32]);

/// A session's key in the database: the SHA-256 of its token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId(pub [u8; 32]);

/// A login of one account in one browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// The hash of its token.
    pub id: SessionId,
    /// When it started.
    pub created_at: Timestamp,
    /// When its use was last recorded, at most every [`SESSION_NOTED_EVERY`].
    pub used_at: Timestamp,
}

/// A session in the list of its account.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// The session.
    pub session: Session,
    /// The browser's `User-Agent` header.
    pub device: String,
    /// The network it was last used from; none where the session is older than this column.
    pub network: Option<String>,
}

/// A session of anybody, as administrators see it.
#[derive(Clone, Debug)]
pub struct SessionEntry {
    /// The account.
    pub person: Person,
    /// The session.
    pub own: OwnSession,
}

/// Which sessions are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct SessionFilter {
    /// The last session of the page before: its use in milliseconds since 1970, and its key.
    pub after: Option<(i64, SessionId)>,
}

/// The author of a request: an account with its session and preferences.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// Whether the account has a second factor.
    pub has_second_factor: bool,
    /// The logins that the account has.
    pub logins: Logins,
    /// The room last visited.
    pub last_room: Option<Slug>,
    /// The language and time zone in the account's settings.
    pub chosen: LocaleChoice,
    /// The appearance in the account's settings.
    pub appearance: Appearance,
    /// The reactions that the account uses most, with a space between them; empty: none was used.
    pub favourite_reactions: String,
    /// The language and time zone of the response: the chosen ones, or else those of the request.
    pub locale: Locale,
    /// The network that the request comes from.
    pub network: Network,
    /// Whether this server sends e-mail.
    pub sends_mail: bool,
    /// The server's name and logo.
    pub branding: Branding,
    /// The first steps, where the viewer administers a new server and has not dismissed that.
    pub setup: Option<Arc<Reach>>,
}

/// The logins of an account, and the session's own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Logins {
    /// Whether it has a password.
    pub has_password: bool,
    /// Whether it is linked with an account at the provider of single sign-on.
    pub has_identity: bool,
    /// When the person in the session last logged in at the provider, as far as it said.
    pub signed_on_at: Option<Timestamp>,
    /// The ways to confirm changes, which depend on the server's settings, too.
    pub confirms: Confirms,
    /// The logins that this server takes.
    pub server: ServerLogins,
}

/// The kinds of logins that a server takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServerLogins {
    /// Whether it has single sign-on.
    pub sign_on: bool,
    /// Whether browsers offer passkeys for it.
    pub passkeys: bool,
    /// Whether people log in by password.
    pub passwords: bool,
}

/// A session ends when it hasn't been used for this long.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A session ends after this time even if it is in use (OWASP ASVS 5.0, 7.3.2).
pub const SESSION_MAX_AGE: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Minimum interval between recording a session's uses, so that reading pages doesn't write.
pub const SESSION_NOTED_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// The earliest last use and start of the sessions that are valid at some time, in milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Earliest {
    pub(crate) used: i64,
    pub(crate) started: i64,
}

impl Earliest {
    /// Of the sessions that are valid at this time.
    pub(crate) fn valid_at(now: Timestamp) -> Self {
        let before =
            |age: SignedDuration| now.as_millisecond() - i64::try_from(age.as_millis()).unwrap_or(i64::MAX / 2);
        Self { used: before(SESSION_LIFETIME), started: before(SESSION_MAX_AGE) }
    }
}

impl Session {
    /// Whether it is one of those that are valid.
    pub(crate) fn is_valid(&self, earliest: Earliest) -> bool {
        self.used_at.as_millisecond() >= earliest.used && self.created_at.as_millisecond() >= earliest.started
    }
}

impl SessionId {
    /// Parses an id from a form; none where it isn't one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// The id in a form. It doesn't give access to the session, since it is a hash.
    #[must_use]
    pub fn encode(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl SessionToken {
    /// Makes a token of 256 bits, which must come from the system's random source.
    #[must_use]
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Parses a cookie's value; none where it isn't a token.
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
