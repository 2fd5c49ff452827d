//! The log, on standard error.

mod json;
mod text;

use std::io::IsTerminal as _;

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::debug_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::cli::log::json::JsonLines;
use crate::cli::log::text::TextLines;
use crate::config::{Log, LogFormat};

/// Starts the log of this process.
pub(super) fn start(log: &Log) {
    let own = log.log_level.own;
    // Of libraries, only warnings and errors.
    let targets = Targets::new().with_default(own.min(LevelFilter::WARN)).with_target("snug", own);
    let targets = targets.with_targets(log.log_level.modules.iter().cloned());
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry();
    match log.log_format {
        LogFormat::Text => {
            let fields = debug_fn(text::write_field);
            let text = TextLines::new(std::io::stderr().is_terminal());
            registry.with(lines.fmt_fields(fields).event_format(text).with_filter(targets)).init();
        }
        LogFormat::Json => registry.with(lines.event_format(JsonLines).with_filter(targets)).init(),
    }
}
