//! What somebody hears who does not see the page: a real screen reader (Orca) in front of a real browser (Firefox),
//! used by the keyboard alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, dead_code, missing_docs, unreachable_pub)]

#[path = "../it/app.rs"]
mod app;
#[path = "../it/process.rs"]
mod process;
#[path = "../it/skip.rs"]
mod skip;

mod desk;
mod listener;

mod logging_in;
mod talking;
