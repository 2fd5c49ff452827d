//! The use cases: everything that changes anything goes through here.
//!
//! What is told to others has been stored before, by structure: a write is published by the store's own commit.

mod accounts;
mod attempts;
mod error;
mod fitting;
pub mod import;
mod messages;
mod passwords;
mod rates;
mod rooms;
mod sessions;
mod werkzeug;

use crate::live::Live;
use crate::store::Store;

pub use accounts::Login;
pub use error::Error;
pub use messages::may_change;

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

/// A handle to everything that people can do; cheap to clone.
#[derive(Clone, Debug)]
pub struct Chat {
    store: Store,
    live: Live,
    passwords: Passwords,
    attempts: Attempts,
    registration: Registration,
}

impl Chat {
    /// The chat that is kept in `store` and told through `live`.
    #[must_use]
    pub fn new(store: Store, live: Live, registration: Registration) -> Self {
        Self { store, live, passwords: Passwords::new(), attempts: Attempts::default(), registration }
    }
}
