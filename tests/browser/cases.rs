//! Every test is one case in each engine, under a name of its own: `phone::nothing_is_wider_than_the_screen::webkit`.

/// Makes a test of a name, what else the server is told, which engines can't do it and why, and what happens:
///
/// ```ignore
/// in_every_engine!(
///     what_is_said_is_heard,
///     server("--messages-per-minute", "0"),
///     except(Firefox, "it has no ears"),
///     except(WebKit, "it has no ears either"),
///     async |stage| { … }
/// );
/// ```
macro_rules! in_every_engine {
    (
        $name:ident,
        $(server($($argument:literal),+),)?
        $(except(Firefox, $firefox:literal),)?
        $(except(WebKit, $webkit:literal),)?
        async |$stage:ident| $act:block $(,)?
    ) => {
        mod $name {
            use super::*;
            use crate::engine::Engine;
            use crate::stage::{Stage, perform};

            const ARGUMENTS: &[&str] = &[$($($argument),+)?];

            async fn act($stage: &Stage) $act

            #[tokio::test]
            async fn chromium() {
                perform(Engine::Chromium, ARGUMENTS, act).await;
            }

            #[tokio::test]
            $(#[ignore = $firefox])?
            async fn firefox() {
                perform(Engine::Firefox, ARGUMENTS, act).await;
            }

            #[tokio::test]
            $(#[ignore = $webkit])?
            async fn webkit() {
                perform(Engine::WebKit, ARGUMENTS, act).await;
            }
        }
    };
}
