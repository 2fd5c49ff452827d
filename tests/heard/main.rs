//! What somebody hears who does not see the page: a real screen reader (Orca) in front of a real browser (Firefox),
//! used by the keyboard alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, dead_code, missing_docs, unreachable_pub)]

#[path = "../it/app.rs"]
mod app;
#[path = "../it/process.rs"]
mod process;
#[path = "../it/second.rs"]
mod second;
#[path = "../it/skip.rs"]
mod skip;

/// Makes a test of a name and what happens.
macro_rules! heard {
    ($name:ident, async || $act:block $(,)?) => {
        #[tokio::test]
        async fn $name() {
            crate::second::perform_once(async || $act).await;
        }
    };
}

mod desk;
mod listener;

mod logging_in;
mod talking;
