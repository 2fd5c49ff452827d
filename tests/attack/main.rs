//! Attacks on a running server process from many loopback addresses, by outsiders and malicious members. Each attack is
//! bounded and ends by itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, dead_code, missing_docs, unreachable_pub)]

#[path = "../it/app.rs"]
mod app;
#[path = "../it/process.rs"]
mod process;
#[path = "../crawl/routes.rs"]
mod routes;

mod crowd;

mod floods;
mod hosts;
mod lockout;
mod matrix;
mod names;
mod probing;
mod removal;
