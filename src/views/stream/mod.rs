//! Partials for SSE and for the frame of browsers without JavaScript.

pub mod frame;
pub mod partials;
