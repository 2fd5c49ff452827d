//! Publish and subscribe. It carries the model's changes and knows neither HTML nor SQL.

mod dirty;
mod local;

use std::sync::Arc;

use crate::model::{AccountId, Change, Expiry, Profile, RoomId, SessionId};

pub use dirty::DirtySidebars;
pub use local::Live;

/// How many changes a room's subscriber may lag behind before it has to fetch them: one full group commit. The channel
/// of each room that has subscribers allocates as many slots at once.
pub const BACKLOG: usize = 512;

/// How many revocations a subscriber may lag behind before it has to check everything that is open.
const ENDED_BACKLOG: usize = 256;

/// An event of a room.
#[derive(Clone, Debug)]
pub enum RoomEvent {
    /// A change of the room.
    Change(Change),
    /// Messages were removed because of their age. It has a change number, too.
    Expiry(Expiry),
    /// A profile changed. It comes after the changes of the room that were committed before it.
    Profile(Arc<Profile>),
    /// The room's name, description, rules or members have changed.
    Details,
}

/// A right that was revoked; streams that depend on it end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// A session.
    Session(SessionId),
    /// A membership.
    Membership(RoomId, AccountId),
    /// A room, for everybody in it.
    Room(RoomId),
}
