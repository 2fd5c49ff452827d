//! Rendering: functions from values to markup, without I/O or waiting. All text that people wrote is escaped or
//! sanitised.
//!
//! A message's markup is the same for everybody who may see it. Viewer-specific markup is outside of it.

pub(crate) mod i18n;
pub mod mails;
pub mod notifications;
pub mod pages;
pub mod parts;
pub mod stream;
pub(crate) mod text;

pub use maud::Markup;
pub use parts::public_shell::PublicShell;
pub use parts::shell::Shell;
