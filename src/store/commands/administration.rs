//! Changing other people's accounts.

use jiff::Timestamp;

use crate::model::administration::one_time_links::LinkId;
use crate::model::administration::reports::{MuteTime, Removal};
use crate::model::{AccountId, Role};
use crate::store::commands::sessions::Proof;

/// A change of an account by an administrator.
#[derive(Clone, Debug)]
pub enum AccountChange {
    /// Gives it another role.
    Role(Role),
    /// Lets nobody log in any more, and ends all its sessions.
    Deactivate,
    /// Keeps it from writing for a time.
    Mute(MuteTime),
    /// Deactivates it, blocks the networks of its sessions if so chosen, and removes messages.
    Ban {
        /// The messages that are removed.
        remove: Removal,
        /// Whether nobody can log in or register from the networks of its sessions any more.
        block: bool,
    },
    /// Lets its owner log in again.
    Reactivate,
    /// Ends all its sessions.
    EndSessions,
    /// Turns its second factor off, and removes its passkeys, which count as one.
    RemoveSecondFactor,
    /// Makes a link to set its password.
    PasswordLink(LinkId),
}

/// A change of somebody's account by an administrator.
#[derive(Clone, Debug)]
pub struct Administered {
    /// The account.
    pub account: AccountId,
    /// The change.
    pub change: AccountChange,
    /// The evidence of the administrator; none on the command line, which has none.
    pub confirmed: Option<Proof>,
    /// Now.
    pub now: Timestamp,
}
