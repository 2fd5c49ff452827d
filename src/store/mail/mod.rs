//! E-mail.

mod addresses;
mod queue;
