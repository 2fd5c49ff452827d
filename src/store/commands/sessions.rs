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
    /// The browser's description of itself.
    pub device: String,
    /// Now.
    pub now: Timestamp,
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
