//! Checkers of markup, style and accessibility over all pages, fragments and their states.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, dead_code, missing_docs, unreachable_pub)]

#[path = "../it/app.rs"]
mod app;
#[path = "../browser/browser.rs"]
mod browser;
#[path = "../browser/chromium.rs"]
mod chromium;
#[path = "../browser/engine.rs"]
mod engine;
#[path = "../browser/firefox.rs"]
mod firefox;
#[path = "../it/npm.rs"]
mod npm;
#[path = "../browser/reaper.rs"]
mod reaper;
#[path = "../it/second.rs"]
mod second;
#[path = "../it/skip.rs"]
mod skip;
#[path = "../browser/webkit.rs"]
mod webkit;
#[path = "../browser/window.rs"]
mod window;

mod tools;

mod axe;
mod collection;
mod documents;
mod looks;
mod markup;
mod refusals;
mod routes;
mod states;
mod streams;
mod town;
mod walk;
