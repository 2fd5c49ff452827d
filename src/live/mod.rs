//! Who hears what. It carries the model's changes and knows neither HTML nor SQL.

mod local;

pub use local::{Live, SessionEnd};

/// How many changes a room's subscriber may lag behind before it loses some.
pub const BACKLOG: usize = 1_024;
