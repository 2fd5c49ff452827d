//! Notifications: how an account is notified, and on which devices.

pub mod devices;
pub mod digests;
pub mod outgoing;
pub mod quiet_hours;
pub mod settings;
