//! The arguments for the log.

use clap::{Args, ValueEnum};
use tracing_subscriber::filter::LevelFilter;

/// The log, on standard error.
#[derive(Clone, Debug, Args)]
pub struct Log {
    /// Lowest level of lines in the log, on standard error: off, error, warn, info, debug or trace. For a module alone with
    /// its name, such as info,snug::store=debug,hyper=warn
    #[arg(long, env = "SNUG_LOG_LEVEL", value_name = "LEVEL", default_value = "info", value_parser = LogLevels::parse)]
    pub log_level: LogLevels,
    /// Form of the log
    #[arg(long, env = "SNUG_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line of text for each event
    Text,
    /// A JSON object on a line for each event
    Json,
}

/// Lowest levels of the lines in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLevels {
    /// That of Snug. Of libraries, only warnings and errors.
    pub own: LevelFilter,
    /// The levels of modules, by their paths.
    pub modules: Vec<(String, LevelFilter)>,
}

impl LogLevels {
    pub(in crate::config) fn parse(text: &str) -> Result<Self, String> {
        let mut levels = Self { own: LevelFilter::INFO, modules: Vec::new() };
        for part in text.split(',').map(str::trim) {
            match part.split_once('=') {
                Some((module, named)) => levels.modules.push((self::module(module.trim())?, level(named.trim())?)),
                None => levels.own = level(part)?,
            }
        }
        Ok(levels)
    }
}

fn level(name: &str) -> Result<LevelFilter, String> {
    match name.to_ascii_lowercase().as_str() {
        "off" => Ok(LevelFilter::OFF),
        "error" => Ok(LevelFilter::ERROR),
        "warn" => Ok(LevelFilter::WARN),
        "info" => Ok(LevelFilter::INFO),
        "debug" => Ok(LevelFilter::DEBUG),
        "trace" => Ok(LevelFilter::TRACE),
        _ => Err(format!(
            "{name:?} is no level: give off, error, warn, info, debug or trace, also for a module, like \
            info,snug::store=debug"
        )),
    }
}

fn module(name: &str) -> Result<String, String> {
    let may_be = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
    if !name.is_empty() && name.chars().all(may_be) {
        Ok(name.to_owned())
    } else {
        Err(format!("{name:?} is no module: give one like snug::store, as in info,snug::store=debug"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_for_all_or_for_modules() {
        let levels = LogLevels::parse("warn, snug::store=DEBUG,hyper=off").unwrap();
        let modules = [("snug::store".to_owned(), LevelFilter::DEBUG), ("hyper".to_owned(), LevelFilter::OFF)];
        assert_eq!(levels, LogLevels { own: LevelFilter::WARN, modules: modules.into() });
        assert_eq!(LogLevels::parse("snug::web=trace").unwrap().own, LevelFilter::INFO);
        for wrong in ["", "loud", "info,", "snug store=info", "=info", "snug=", "info,snug=3"] {
            let advice = LogLevels::parse(wrong).unwrap_err();
            assert!(advice.contains("snug::store=debug"), "{wrong}: {advice}");
        }
    }
}
