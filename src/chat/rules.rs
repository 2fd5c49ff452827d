//! What people may do on this server, as it is configured.

use std::num::NonZeroU32;

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// Everybody.
    Open,
    /// Nobody, once there is an administrator.
    Closed,
}

/// Who may make rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomCreation {
    /// Everybody.
    Everyone,
    /// The administrator.
    Administrators,
}

/// What people may do here.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Who may make an account.
    pub registration: Registration,
    /// Who may make rooms.
    pub room_creation: RoomCreation,
    /// How much each person may say; none: as much as they like.
    pub messages_per_minute: Option<NonZeroU32>,
    /// How many accounts may be made from one network; none: as many as they like.
    pub registrations_per_hour: Option<NonZeroU32>,
}
