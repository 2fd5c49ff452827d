//! The use cases: everything that changes anything goes through here.
//!
//! What is told to others has been stored before, by structure: a write is published by the store's own commit.

use crate::chat::auth::devices::Devices;
use crate::chat::auth::passwords::Passwords;
use crate::chat::auth::throttle::Throttle;
use crate::chat::limits::budgets::Limits;
use crate::chat::pictures::thumbnailer::Thumbnailer;
use crate::chat::rules::Rules;
use crate::live::Live;
use crate::store::Store;

/// A handle to everything that people can do; cheap to clone.
#[derive(Clone, Debug)]
pub struct Chat {
    pub(crate) store: Store,
    pub(crate) live: Live,
    pub(crate) passwords: Passwords,
    pub(crate) thumbnailer: Thumbnailer,
    pub(crate) throttle: Throttle,
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
            thumbnailer: Thumbnailer::default(),
            throttle: Throttle::default(),
            devices: Devices::default(),
            limits: Limits::new(rules),
            rules,
        }
    }
}
