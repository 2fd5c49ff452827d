//! The configured rules of this server.

use std::num::NonZeroU32;

use crate::model::Registration;

/// The people who may create rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomCreation {
    /// Everybody.
    Everyone,
    /// The administrator.
    Administrators,
}

/// The configured rules.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The people who may register, where a flag overrides the settings.
    pub registration: Option<Registration>,
    /// Whether the first account needs a setup link: the server can be reached from other machines.
    pub first_needs_link: bool,
    /// The people who may create rooms.
    pub room_creation: RoomCreation,
    /// Maximum number of messages of a person per minute; none: unlimited.
    pub messages_per_minute: Option<NonZeroU32>,
    /// Maximum number of registrations from one network per hour; none: unlimited.
    pub registrations_per_hour: Option<NonZeroU32>,
}
