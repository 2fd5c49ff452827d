//! Limits per person and per network, and queues that nobody can fill alone.

pub mod budgets;
pub(crate) mod fair_queue;
pub(crate) mod rate_limiter;
