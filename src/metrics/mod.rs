//! Figures about the running process, for `/metrics` and the status page.
//!
//! They are statics of atomic numbers: to count is one relaxed addition, without a lock or a lookup. `prometheus-client`
//! writes OpenMetrics alone, not the text format 0.0.4, and a registry of either crate would have to be handed to every
//! layer, or looked up.

pub(crate) mod exposition;
pub(crate) mod figures;
pub(crate) mod history;
pub(crate) mod jobs;
pub(crate) mod limits;
pub(crate) mod process;
pub(crate) mod requests;
pub(crate) mod store;
pub(crate) mod streams;
pub(crate) mod text;
