//! Who hears what. It carries the model's changes and knows neither HTML nor SQL.

mod local;

pub use local::Live;

/// How many changes a room's subscriber may lag behind before it loses some.
pub const BACKLOG: usize = 4_096;

/// How many ended sessions a subscriber may lag behind before it has to doubt them all.
const ENDED_BACKLOG: usize = 256;
