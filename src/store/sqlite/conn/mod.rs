//! Connections: opening, the writer and its queue, checkpoints, health.

pub(crate) mod checkpoint;
pub(crate) mod connection;
pub(crate) mod migrations;
pub(crate) mod open;
#[cfg(test)]
pub(crate) mod stall;
pub(crate) mod write_queue;
pub(crate) mod writer;
