//! The commands of the command line, one file each. [`crate::config`] has their arguments.

pub mod import;
mod log;
mod output;
pub mod serve;
