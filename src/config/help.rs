//! The arguments of `snug help` and `snug healthcheck`.

use clap::Args;

use crate::config::values::Listen;

/// Arguments of `snug help`.
#[derive(Debug, Args)]
pub struct Help {
    /// A command, such as `user add`, or a topic of the manual, such as `https`
    #[arg(value_name = "COMMAND|TOPIC")]
    pub words: Vec<String>,
}

/// Arguments of `snug healthcheck`.
#[derive(Debug, Args)]
pub struct Healthcheck {
    /// Address and port that the server listens on; the first counts. By default 127.0.0.1:5001
    #[arg(long, env = "SNUG_LISTEN", value_name = "ADDRESS:PORT", value_delimiter = ',', value_parser = Listen::parse)]
    pub listen: Vec<Listen>,
}
