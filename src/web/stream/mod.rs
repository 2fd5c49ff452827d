//! Live updates: the SSE endpoint, the frame for browsers without JavaScript, and the hubs that feed them.

pub(crate) mod body_queue;
pub(crate) mod body_sink;
pub(crate) mod commands;
pub(crate) mod events;
pub(crate) mod frame;
pub(crate) mod hub;
pub(crate) mod personal;
pub(crate) mod personal_hub;
pub(crate) mod presence;
pub(crate) mod presence_updates;
pub(crate) mod registry;
pub(crate) mod replay;
pub(crate) mod response;
pub(crate) mod revocation;
pub(crate) mod session_checks;
pub(crate) mod sidebar;
pub(crate) mod sidebar_updates;
pub(crate) mod sink;
pub(crate) mod socket_sink;
pub(crate) mod sse;
pub(crate) mod subscriber;
pub(crate) mod subscribers;
pub(crate) mod updates;
