//! Attacks on a running server: a process of its own, asked from many addresses of the loopback network, as an outsider
//! or a member with bad intentions would. Each is bounded in number and ends by itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, dead_code, missing_docs, unreachable_pub)]

#[path = "../it/app.rs"]
mod app;
#[path = "../it/process.rs"]
mod process;

mod crowd;

mod floods;
mod hosts;
mod lockout;
mod names;
mod probing;
mod removal;
