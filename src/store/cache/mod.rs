//! Values in memory that every request reads.

pub(crate) mod all;
pub(crate) mod entries;
pub(crate) mod newest;
pub(crate) mod own_rooms;
mod sizes;
