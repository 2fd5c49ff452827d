//! Who hears what. It carries the model's changes and knows neither HTML nor SQL.

mod local;

pub use local::Live;

/// How many changes a room's subscriber may lag behind before it has to fetch them: one commit of a full group. Room
/// for as many is taken at once, in each room that somebody reads.
pub const BACKLOG: usize = 512;

/// How many ended sessions a subscriber may lag behind before it has to doubt them all.
const ENDED_BACKLOG: usize = 256;
