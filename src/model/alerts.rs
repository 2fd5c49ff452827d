//! Alerts: facts that all pages of a person point out.

use crate::model::ids::RoomId;

/// Alerts on all pages of a person, whichever room they show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Alerts {
    /// The number of moderators' warnings that the person has not confirmed.
    pub warnings: u32,
    /// Rooms where guests wait until this person, who manages the room and is a member, lets them in; by name.
    pub waiting: Vec<WaitingGuests>,
}

impl Alerts {
    /// Whether there is nothing to point out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The waiting guests of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WaitingGuests {
    /// The room.
    pub room: RoomId,
    /// The number of guests that wait.
    pub guests: u32,
}
