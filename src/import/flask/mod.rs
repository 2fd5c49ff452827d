//! Import of the Flask chat that Snug replaces: reader, name mapping, and the import itself.

pub mod import;
pub(crate) mod names;
pub(crate) mod reader;
mod source;
