//! The arguments of all commands: the database, and the log.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tracing_subscriber::filter::LevelFilter;

/// The database, and the log.
#[derive(Debug, Args)]
pub struct Database {
    /// SQLite file with all data; created if it does not exist
    #[arg(long, env = "SNUG_DATABASE", value_name = "FILE", default_value = "chat.db")]
    pub database: PathBuf,
    /// Lowest level of log lines written to standard error
    #[arg(long, env = "SNUG_LOG_LEVEL", value_name = "LEVEL", default_value = "info")]
    pub log_level: LogLevel,
}

/// Lowest level of the lines in the log.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogLevel {
    /// Nothing
    Off,
    /// Failures
    Error,
    /// Problems that need attention
    Warn,
    /// A line for each request
    Info,
    /// Internal events
    Debug,
    /// Everything
    Trace,
}

impl From<LogLevel> for LevelFilter {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Off => Self::OFF,
            LogLevel::Error => Self::ERROR,
            LogLevel::Warn => Self::WARN,
            LogLevel::Info => Self::INFO,
            LogLevel::Debug => Self::DEBUG,
            LogLevel::Trace => Self::TRACE,
        }
    }
}
