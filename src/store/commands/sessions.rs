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
    /// The login, which must still be the account's; none where it has just been made.
    pub opened_by: Option<Opening>,
    /// The second factor that was given.
    pub factor: Factor,
    /// The browser's `User-Agent` header.
    pub device: String,
    /// The network it comes from.
    pub network: String,
    /// Now.
    pub now: Timestamp,
}

/// A login of an account.
#[derive(Clone, Debug)]
pub enum Opening {
    /// A password: the hash with which it was compared.
    Hash(String),
    /// An account at the provider of single sign-on.
    SignOn {
        /// The provider's URL.
        issuer: String,
        /// The account's identifier there.
        subject: String,
        /// When the person logged in there, as far as the provider said.
        at: Option<Timestamp>,
    },
    /// A passkey, which counts as both factors.
    Passkey {
        /// The identifier that the authenticator gave it.
        credential_id: Vec<u8>,
        /// The credential after this login, as JSON.
        credential: String,
        /// The counter of this login's signature.
        counter: u32,
    },
}

/// The evidence that the owner of an account has confirmed a change; compared again in the transaction of the change.
#[derive(Clone, Debug)]
pub enum Proof {
    /// A password: the hash with which it was compared.
    Hash(String),
    /// A login at the provider of single sign-on, in this session and not before this time.
    SignOn {
        /// The session.
        session: SessionId,
        /// The earliest time that counts.
        since: Timestamp,
    },
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
    /// The evidence of the present login.
    pub old: Proof,
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
    /// The evidence of the owner.
    pub proof: Proof,
    /// Which sessions end.
    pub which: Which,
}
