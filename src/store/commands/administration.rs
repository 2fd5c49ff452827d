//! Changing other people's accounts.

use jiff::Timestamp;

use crate::model::administration::one_time_links::LinkId;
use crate::model::administration::reports::{MuteTime, Removal};
use crate::model::administration::warnings::WarningText;
use crate::model::{AccountId, Draft, Role, RoomId};
use crate::store::commands::sessions::Proof;

/// A change of an account by an administrator.
#[derive(Clone, Debug)]
pub enum AccountChange {
    /// Gives it another role.
    Role(Role),
    /// Lets nobody log in any more, and ends all its sessions.
    Deactivate,
    /// Tells its owner something, who has to confirm it.
    Warn(WarningText),
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

/// A change of a room by an administrator, who need not be a member.
#[derive(Clone, Debug)]
pub enum RoomChange {
    /// Archives it.
    Archive,
    /// Reopens it.
    Reopen,
    /// Deletes it with all its messages.
    Delete,
    /// Joins it, and posts this message there, so that its members notice.
    Join(Draft),
    /// Sets the days after which its messages are removed; none: as the server's setting says; 0: never.
    Retention(Option<u32>),
}

/// A change of a room by an administrator.
#[derive(Clone, Debug)]
pub struct AdministeredRoom {
    /// The room.
    pub room: RoomId,
    /// The change.
    pub change: RoomChange,
    /// The evidence that it is the administrator; none on the command line, which needs none.
    pub confirmed: Option<Proof>,
    /// Now.
    pub now: Timestamp,
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
