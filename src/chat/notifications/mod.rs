//! Notifications: settings, devices, and what the task that sends them needs.

pub(crate) mod devices;
pub(crate) mod digests;
pub(crate) mod queue;
pub(crate) mod settings;
