//! Values in memory that every request reads.

pub(crate) mod all;
pub(crate) mod entries;
pub(crate) mod last_check;
pub(crate) mod own_rooms;
mod sizes;
