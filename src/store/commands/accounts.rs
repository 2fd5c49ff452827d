//! Creating and importing accounts, and logging in.

use jiff::Timestamp;

use crate::model::{Account, Username};

/// An account about to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The name shown.
    pub username: Username,
    /// The hash of its password.
    pub password_hash: String,
    /// Now.
    pub created_at: Timestamp,
}

/// What a login is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Who logs in.
    pub account: Account,
    /// The stored hash; none where no password opens the account.
    pub password_hash: Option<String>,
}

/// An account from another chat.
#[derive(Clone, Debug)]
pub struct ImportedAccount {
    /// Its name in Snug.
    pub username: Username,
    /// A hash that [`crate::chat`] can verify; none where it has no password.
    pub password_hash: Option<String>,
    /// Which account of which chat it was: unique.
    pub origin: String,
    /// Now.
    pub created_at: Timestamp,
}
