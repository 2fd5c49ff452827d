//! Rate limits and quotas per person and network, and queues that are fair between networks.

pub mod budgets;
pub(crate) mod confirmations;
pub(crate) mod fair_queue;
pub(crate) mod rate_limiter;
