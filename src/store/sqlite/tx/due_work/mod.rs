//! Reminders and scheduled messages: work to be done at a time.

pub(crate) mod files;
pub(crate) mod queue;
pub(crate) mod reminders;
pub(crate) mod scheduled;
