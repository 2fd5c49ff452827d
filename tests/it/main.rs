//! Whole-server tests over HTTP, as a client would act.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, missing_docs, unreachable_pub)]

mod app;
mod process;
mod random;
mod reader;
mod skip;
mod terminal;

mod accounts;
mod catching_up;
mod disconnects;
mod edits;
mod errors;
mod faults;
mod finding;
mod flask_import;
mod frames;
mod hostile;
mod languages;
mod layers;
mod limits;
mod live;
mod lockout;
mod memberships;
mod memory;
mod mentions;
mod messages;
mod names;
mod pages;
mod passwords;
mod pins;
mod profiles;
mod reactions;
mod replies;
mod rooms;
mod search;
mod security;
mod shares;
mod signs;
mod small_browsers;
mod start;
mod terminal_browsers;
mod text_browsers;
mod unread;
mod unsent;
mod weight;
