//! The use cases: everything that changes anything goes through here.
//!
//! What is told to others has been stored before, by structure: a write is published by the store's own commit.

mod accounts;
mod attempts;
mod colours;
mod devices;
mod error;
mod fair_queue;
mod fitting;
pub mod import;
pub mod limits;
pub mod mapped;
mod memberships;
mod messages;
mod passwords;
mod people;
mod picture_limits;
mod pictures;
mod rates;
mod reactions;
mod rooms;
mod sessions;
mod werkzeug;

use std::num::NonZeroU32;

use crate::live::Live;
use crate::store::Store;

pub use accounts::Login;
pub use error::Error;
pub use memberships::{may_invite, may_remove};
pub use messages::may_change;
pub use reactions::may_pin;
pub use rooms::{MOST_IN_DIRECT, may_change_room};

use attempts::Attempts;
use devices::Devices;
use limits::Limits;
use passwords::Passwords;
use pictures::Studio;

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

/// A handle to everything that people can do; cheap to clone.
#[derive(Clone, Debug)]
pub struct Chat {
    store: Store,
    live: Live,
    passwords: Passwords,
    studio: Studio,
    attempts: Attempts,
    devices: Devices,
    rules: Rules,
    limits: Limits,
}

impl Chat {
    /// The chat that is kept in `store` and told through `live`.
    #[must_use]
    pub fn new(store: Store, live: Live, rules: Rules) -> Self {
        Self {
            store,
            live,
            passwords: Passwords::new(),
            studio: Studio::default(),
            attempts: Attempts::default(),
            devices: Devices::default(),
            limits: Limits::new(rules),
            rules,
        }
    }
}

/// Bits from the system's random source.
fn random<const BYTES: usize>() -> Result<[u8; BYTES], Error> {
    let mut random = [0; BYTES];
    getrandom::fill(&mut random)
        .map_err(|e| Error::Store(crate::store::Error::Failed(format!("no random numbers: {e}"))))?;
    Ok(random)
}

#[cfg(test)]
mod races;
