//! The arguments of `snug help` and `snug healthcheck`, and the help of commands.

use clap::{Args, CommandFactory as _};

use crate::config::Cli;
use crate::config::values::Listen;

/// The overview: commands without the options of `serve`, which `--help` explains.
const OVERVIEW: &str = "{about}\n\n{usage-heading} {usage}\n\nCommands (`snug help COMMAND` explains one, and \
                        `snug --help` the options of serve):\n{subcommands}";

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

/// All commands, a line each.
#[must_use]
pub fn overview() -> String {
    let mut command = Cli::command().help_template(OVERVIEW);
    command.render_help().to_string()
}

/// The help of a command, as its `--help` prints it; none where there is no such command.
#[must_use]
pub fn help_of(words: &[String]) -> Option<String> {
    let mut root = Cli::command();
    // Gives the commands their whole names, and the options that all of them have.
    root.build();
    let command = words.iter().try_fold(&mut root, |command, word| command.find_subcommand_mut(word));
    command.map(|command| command.render_long_help().to_string())
}
