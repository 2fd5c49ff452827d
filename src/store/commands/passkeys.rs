//! Adding passkeys.

use jiff::Timestamp;

use crate::model::logins::passkeys::PasskeyName;
use crate::model::{AccountId, SessionId};
use crate::store::commands::sessions::Proof;

/// A passkey about to be stored.
#[derive(Clone, Debug)]
pub struct NewPasskey {
    /// Whose.
    pub account: AccountId,
    /// The session in which it is made.
    pub session: SessionId,
    /// The evidence of the owner.
    pub proof: Proof,
    /// The identifier that the authenticator gave it.
    pub credential_id: Vec<u8>,
    /// Its name.
    pub name: PasskeyName,
    /// The credential, as JSON.
    pub credential: String,
    /// Now.
    pub now: Timestamp,
}
