//! What those who run the server see of it: figures for a scraper, and whether it is ready.

pub(crate) mod readiness;
pub(crate) mod readings;
pub(crate) mod server;
