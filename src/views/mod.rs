//! Values in, markup out: no I/O, no waiting, and nothing that a person wrote is ever left unescaped.
//!
//! A message's markup is the same for everyone who may see it; what differs by viewer stands around it.

pub mod about;
pub mod accounts;
pub mod assets;
pub mod complete;
mod dates;
pub mod edits;
pub mod errors;
mod forms;
mod layout;
pub mod live;
pub mod manifest;
pub mod menu;
pub mod messages;
pub mod people;
pub mod pins;
pub mod reactions;
pub mod refusals;
pub mod rooms;
pub mod search;
pub mod settings;
pub mod switch;
mod text;
pub mod texts;
pub mod timed;
pub mod unsent;
pub mod urls;

pub use layout::Shell;
pub use maud::Markup;
