//! E-mail: addresses, lost passwords, and what the task that sends it needs.

pub(crate) mod addresses;
pub(crate) mod queue;
pub(crate) mod status;
