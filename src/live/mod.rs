//! Who hears what. It carries the model's changes and knows neither HTML nor SQL.

mod dirty;
mod local;

use std::sync::Arc;

use crate::model::{AccountId, Change, Profile, RoomId, SessionId};

pub use dirty::DirtySidebars;
pub use local::Live;

/// How many changes a room's subscriber may lag behind before it has to fetch them: one commit of a full group. Room
/// for as many is taken at once, in each room that somebody reads.
pub const BACKLOG: usize = 512;

/// How many ends a subscriber may lag behind before it has to doubt all that is open.
const ENDED_BACKLOG: usize = 256;

/// What a room's subscriber hears.
#[derive(Clone, Debug)]
pub enum RoomEvent {
    /// A change of the room.
    Change(Change),
    /// Somebody is shown differently, in every room. It comes after the changes of the room that were made before it.
    Profile(Arc<Profile>),
}

/// What has ended, and takes with it what it holds open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// Somebody's being logged in with one browser.
    Session(SessionId),
    /// Somebody's being in a room.
    Membership(RoomId, AccountId),
    /// A room.
    Room(RoomId),
}
