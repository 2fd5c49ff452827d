//! Notifications.

pub(crate) mod devices;
pub(crate) mod digests;
pub(crate) mod queue;
pub(crate) mod settings;
