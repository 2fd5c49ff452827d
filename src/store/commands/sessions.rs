//! Starting sessions, and changing passwords.

use jiff::Timestamp;

use crate::model::{AccountId, SessionId};

/// A session about to start.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// The hash with which the password was compared; none where none was.
    pub opened_by: Option<String>,
    /// The second factor that was given.
    pub factor: Factor,
    /// The browser's `User-Agent` header.
    pub device: String,
    /// The network it comes from.
    pub network: String,
    /// Now.
    pub now: Timestamp,
}

/// A second factor, whose use is noted with the session.
#[derive(Clone, Debug, Default)]
pub enum Factor {
    /// None.
    #[default]
    None,
    /// The code of this time step.
    Step(u64),
    /// The recovery code with this hash.
    Recovery(Vec<u8>),
}

/// Another password for an account.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// Whose.
    pub account: AccountId,
    /// The session in which it is chosen, which stays.
    pub session: SessionId,
    /// The hash with which the present one was compared.
    pub old: String,
    /// The new one's hash.
    pub new: String,
}

/// A use of a session.
#[derive(Clone, Debug)]
pub struct SessionUse {
    /// The session.
    pub session: SessionId,
    /// The network it comes from.
    pub network: String,
    /// Now.
    pub now: Timestamp,
}

/// Which sessions to end.
#[derive(Clone, Debug)]
pub enum Which {
    /// All but the one that asks.
    Others,
    /// These, as far as they are of the account.
    These(Vec<SessionId>),
}

/// Sessions of an account that another of its sessions ends.
#[derive(Clone, Debug)]
pub struct EndedSessions {
    /// The account.
    pub account: AccountId,
    /// The session that asks.
    pub by: SessionId,
    /// The hash with which the password was compared.
    pub password_hash: String,
    /// Which sessions end.
    pub which: Which,
}
