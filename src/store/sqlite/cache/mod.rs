//! Values in memory that every request reads.

pub(crate) mod own_rooms;
pub(crate) mod values;
