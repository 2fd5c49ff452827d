//! The use cases: everything that changes anything goes through here.
//!
//! What is told to others has been stored before, by structure: a write is published by the store's own commit.

mod accounts;
mod attempts;
mod error;
mod fitting;
pub mod import;
mod memberships;
mod messages;
mod passwords;
mod rooms;
mod sessions;
mod werkzeug;

use crate::live::Live;
use crate::store::Store;

pub use accounts::Login;
pub use error::Error;
pub use memberships::{may_invite, may_remove};
pub use messages::may_change;
pub use rooms::{MOST_IN_DIRECT, may_change_room};

use attempts::Attempts;
use passwords::Passwords;

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

/// A handle to everything that people can do; cheap to clone.
#[derive(Clone, Debug)]
pub struct Chat {
    store: Store,
    live: Live,
    passwords: Passwords,
    attempts: Attempts,
    registration: Registration,
    room_creation: RoomCreation,
}

impl Chat {
    /// The chat that is kept in `store` and told through `live`.
    #[must_use]
    pub fn new(store: Store, live: Live, registration: Registration, room_creation: RoomCreation) -> Self {
        let (passwords, attempts) = (Passwords::new(), Attempts::default());
        Self { store, live, passwords, attempts, registration, room_creation }
    }
}
