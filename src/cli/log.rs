//! The log, on standard error.

use std::io::IsTerminal as _;

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::LogLevel;

/// Starts the log of this process.
pub(super) fn start(level: LogLevel) {
    // Of libraries, only warnings and errors.
    let libraries = LevelFilter::from(level).min(LevelFilter::WARN);
    let targets = Targets::new().with_default(libraries).with_target("snug", LevelFilter::from(level));
    let lines =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    tracing_subscriber::registry().with(lines.with_filter(targets)).init();
}
