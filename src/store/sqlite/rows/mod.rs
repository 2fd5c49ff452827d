//! From rows to the values of `model`.

pub(crate) mod accounts;
pub(crate) mod files;
pub(crate) mod ids;
pub(crate) mod messages;
pub(crate) mod own_rooms;
pub(crate) mod people;
pub(crate) mod polls;
pub(crate) mod quotes;
pub(crate) mod reactions;
pub(crate) mod rooms;
pub(crate) mod timestamps;
