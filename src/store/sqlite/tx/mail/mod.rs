//! E-mail.

pub(crate) mod addresses;
pub(crate) mod queue;
