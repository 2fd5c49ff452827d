//! Tickets: somebody has just logged in at the provider, and makes or links an account here with a form.

use serde::{Deserialize, Serialize};

use crate::chat::error::Error;
use crate::chat::logins::sign_on::flow::{open, seal};
use crate::model::SessionId;
use crate::model::logins::sign_on::Identity;

/// Time for filling in the form, in seconds.
const WITHIN: i64 = 30 * 60;

/// An account at the provider, whose owner has just logged in there.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    pub(super) identity: Identity,
    /// The session that it may be linked in; none: a new account.
    pub(super) session: Option<SessionId>,
    /// When the person logged in at the provider, in seconds since 1970, as far as it said.
    pub(super) logged_in_at: Option<i64>,
}

#[derive(Deserialize, Serialize)]
struct Encoded {
    issuer: String,
    subject: String,
    label: String,
    session: String,
    at: Option<i64>,
    until: i64,
}

impl Ticket {
    pub(super) fn encode(self, secret: &[u8; 32], now: i64) -> Result<String, Error> {
        let Identity { issuer, subject, label } = self.identity;
        let session = self.session.map(|session| session.encode()).unwrap_or_default();
        let encoded = Encoded { issuer, subject, label, session, at: self.logged_in_at, until: now + WITHIN };
        seal(secret, *b"tick", &encoded)
    }

    pub(super) fn decode(secret: &[u8; 32], ticket: &str, now: i64) -> Option<Self> {
        let Encoded { issuer, subject, label, session, at, until } = open(secret, *b"tick", ticket)?;
        let session = if session.is_empty() { None } else { Some(SessionId::parse(&session)?) };
        let identity = Identity { issuer, subject, label };
        (until > now).then_some(Self { identity, session, logged_in_at: at })
    }
}
