//! Every write repeats its precondition in its transaction: each test changes the state that a write was checked
//! against while that write waits, and the write is refused.
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]

pub(crate) mod accounts;
pub(crate) mod mail;
pub(crate) mod memberships;
pub(crate) mod messages;
pub(crate) mod rooms;
pub(crate) mod stage;
