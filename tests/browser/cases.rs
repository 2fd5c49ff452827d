//! Each test runs in all engines, with the engine as the last part of its name:
//! `phone::nothing_is_wider_than_the_screen::webkit`.

/// Defines a test: its name, further arguments of the server, engines that can't run it with the reason, and its body:
///
/// ```ignore
/// in_every_engine!(
///     a_message_is_announced,
///     server("--messages-per-minute", "0"),
///     except(Firefox, "it has no sound"),
///     except(WebKit, "it has no sound either"),
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
