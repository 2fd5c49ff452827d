//! Values in, markup out: no I/O, no waiting, and nothing that a person wrote is ever left unescaped.
//!
//! A message's markup is the same for everyone who may see it; what differs by viewer stands around it.

pub(crate) mod i18n;
pub mod pages;
pub mod parts;
pub mod stream;
pub(crate) mod text;

pub use maud::Markup;
pub use parts::layout::Shell;
