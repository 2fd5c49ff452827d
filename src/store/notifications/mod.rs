//! Notifications.

mod devices;
mod digests;
mod queue;
mod settings;
