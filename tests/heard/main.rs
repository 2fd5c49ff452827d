//! What a screen reader announces: Orca with Firefox, used by keyboard only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, dead_code, missing_docs, unreachable_pub)]

#[path = "../it/app.rs"]
mod app;
#[path = "../it/process.rs"]
mod process;
#[path = "../it/second.rs"]
mod second;
#[path = "../it/skip.rs"]
mod skip;

/// Defines a test with this name and body.
macro_rules! heard {
    ($name:ident, async || $act:block $(,)?) => {
        #[tokio::test]
        async fn $name() {
            crate::second::perform(async || $act).await;
        }
    };
}

mod desk;
mod listener;

mod dialogs_and_panels;
mod files;
mod logging_in;
mod talking;
