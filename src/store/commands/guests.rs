//! Guest links, and guests that come by them.

use jiff::Timestamp;

use crate::model::guests::GuestLinkId;
use crate::model::{AccountId, DisplayName, RoomId, SessionId, Username};

/// A guest link about to be made.
#[derive(Clone, Debug)]
pub struct NewGuestLink {
    /// The room.
    pub room: RoomId,
    /// The account that makes it.
    pub by: AccountId,
    /// When the link and its guests end.
    pub expires_at: Timestamp,
    /// Whether guests wait until they are let in.
    pub waits: bool,
    /// The maximum number of links of a room that work.
    pub most: u32,
    /// Now.
    pub now: Timestamp,
}

/// A guest about to come.
#[derive(Clone, Debug)]
pub struct NewGuest {
    /// The link.
    pub link: GuestLinkId,
    /// The username of the guest's account.
    pub username: Username,
    /// The name that is shown.
    pub name: DisplayName,
    /// The key of the guest's session.
    pub session: SessionId,
    /// The network that the guest comes from.
    pub network: String,
    /// The maximum number of guests of a room.
    pub most: u32,
    /// Now.
    pub now: Timestamp,
}

/// A change of a guest by somebody who manages the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestChange {
    /// Lets a waiting guest in.
    Admit,
    /// Turns a waiting guest away, or takes one out of the room.
    Remove,
}
