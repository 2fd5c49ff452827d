//! The Flask chat that Snug replaces: its reader, how its names are mapped, and the import itself.

pub mod import;
pub(crate) mod names;
pub(crate) mod reader;
