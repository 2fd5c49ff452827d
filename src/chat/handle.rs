//! The use cases: everything that changes anything goes through here.
//!
//! What is told to others has been stored before, by structure: a write is published by the store's own commit.

use std::num::NonZeroU32;

use crate::chat::auth::devices::Devices;
use crate::chat::auth::passwords::Passwords;
use crate::chat::auth::throttle::Attempts;
use crate::chat::error::Error;
use crate::chat::limits::budgets::Limits;
use crate::chat::pictures::thumbnailer::Studio;
use crate::live::Live;
use crate::store::Store;

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
    pub(crate) store: Store,
    pub(crate) live: Live,
    pub(crate) passwords: Passwords,
    pub(crate) studio: Studio,
    pub(crate) attempts: Attempts,
    pub(crate) devices: Devices,
    pub(crate) rules: Rules,
    pub(crate) limits: Limits,
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
pub(crate) fn random<const BYTES: usize>() -> Result<[u8; BYTES], Error> {
    let mut random = [0; BYTES];
    getrandom::fill(&mut random)
        .map_err(|e| Error::Store(crate::store::Error::Failed(format!("no random numbers: {e}"))))?;
    Ok(random)
}
