//! Sends e-mail.

pub(crate) mod message;
pub(crate) mod sender;
pub(crate) mod smtp;

pub use message::Letterhead;
pub use sender::{run, send_test};
pub use smtp::{Failure, Smtp};
