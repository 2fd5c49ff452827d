//! Live updates: the SSE endpoint, the frame for browsers without JavaScript, and the hubs that feed them.

pub(crate) mod endpoint;
pub(crate) mod events;
pub(crate) mod hub;
pub(crate) mod presence;
pub(crate) mod registry;
pub(crate) mod replay;
pub(crate) mod sidebar;
pub(crate) mod subscriber;
pub(crate) mod subscribers;
