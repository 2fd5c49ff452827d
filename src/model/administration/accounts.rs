//! Accounts as administrators see them.

use jiff::Timestamp;

use crate::model::{Account, Role};

/// An account in the list of all people.
#[derive(Clone, Debug)]
pub struct AccountEntry {
    /// The account.
    pub account: Account,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last in use, to the hour; none: not known, or never.
    pub seen_at: Option<Timestamp>,
    /// When it was deactivated; none: it is active.
    pub deactivated_at: Option<Timestamp>,
    /// Until when it can't write; none: it can.
    pub muted_until: Option<Timestamp>,
    /// Whether anybody can log in to it: with a password, or by single sign-on.
    pub has_login: bool,
    /// The storage used when that was noted last; none: nothing was noted yet.
    pub storage: Option<Storage>,
}

/// The storage that an account uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Storage {
    /// The number of its messages, without deleted ones.
    pub messages: u32,
    /// The bytes of their texts, of former versions of them, and of the picture.
    pub bytes: u64,
}

/// Further facts about one account, for administrators.
#[derive(Clone, Debug)]
pub struct AccountDetails {
    /// The account.
    pub entry: AccountEntry,
    /// The number of its sessions.
    pub sessions: u32,
    /// The username of the account that invited it, and the note of the invitation.
    pub invited: Option<(Option<String>, String)>,
}

/// A network from which nobody can log in or register.
#[derive(Clone, Debug)]
pub struct BlockedNetwork {
    /// The network.
    pub network: String,
    /// When it was blocked.
    pub at: Timestamp,
    /// The username of the account that was banned with it.
    pub account: String,
}

/// A filter of the list of accounts.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    /// A part of a username or display name, in lower case; empty: all.
    pub part: String,
    /// Only of this role.
    pub role: Option<Role>,
    /// Only deactivated ones, or only active ones.
    pub deactivated: Option<bool>,
    /// Only accounts after this username's key.
    pub after: String,
}

/// Number of things on the server, for its administrators.
#[derive(Clone, Copy, Debug)]
pub struct Totals {
    /// Accounts that aren't deactivated.
    pub accounts: u32,
    /// Rooms, direct conversations included.
    pub rooms: u32,
    /// Sessions.
    pub sessions: u32,
}
