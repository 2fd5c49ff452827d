//! Creating and describing rooms.

use jiff::Timestamp;

use crate::model::{AccountId, RoomDescription, RoomKind, RoomName, Slug};

/// A room about to be made.
#[derive(Clone, Debug)]
pub struct NewRoom {
    /// Its name.
    pub name: RoomName,
    /// Its part of the address. That of an open room gets a number where it is taken.
    pub slug: Slug,
    /// Open to everybody, or to invited people.
    pub kind: RoomKind,
    /// What it is for.
    pub description: RoomDescription,
    /// Who makes it, and is in it; none where it comes from elsewhere.
    pub by: Option<AccountId>,
    /// Whether only administrators may make it.
    pub only_administrators: bool,
    /// How many rooms one person may have made; administrators have no limit.
    pub max_per_maker: u32,
    /// Now.
    pub created_at: Timestamp,
}

/// What a room is called from now on.
#[derive(Clone, Debug)]
pub struct NewDescription {
    /// Its name.
    pub name: RoomName,
    /// Its part of the address. That of an open room gets a number where it is taken.
    pub slug: Slug,
    /// What it is for.
    pub description: RoomDescription,
    /// Now.
    pub at: Timestamp,
}
