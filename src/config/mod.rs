//! The command line, the environment and the configuration file: the only place that reads them.

pub(crate) mod administration;
pub(crate) mod backups;
pub(crate) mod database;
mod file;
pub(crate) mod files;
pub(crate) mod help;
mod in_force;
pub(crate) mod log;
pub(crate) mod mail;
pub(crate) mod proxies;
mod secrets;
pub(crate) mod serve;
pub(crate) mod sign_on;
pub(crate) mod tls;
pub(crate) mod values;

use std::ffi::OsString;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::error::ErrorKind;
use clap::{Arg, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use listenfd::ListenFd;

use crate::config::in_force::Fault;

pub use administration::{
    Audit, Demo, Invite, MuteTime, OneRoom, OneUser, Output, Reach, Removal, Role, RoomCommand, Settings,
    SetupLink, Status, User, Valid,
};
pub use backups::{Backup, BackupArgument, Check, Restore, ScheduledBackups};
pub use database::Database;
pub use files::{BucketSettings, FileArguments, FilePlace, Storage};
pub use help::{Healthcheck, Help};
pub use in_force::InForce;
pub use log::{Log, LogFormat, LogLevels};
pub use mail::{Mail, MailCommand, Sender, SmtpUrl};
pub use proxies::{ForwardedHeader, ProxyArguments};
pub use serve::{Registration, RoomCreation, Serve, StreamSink};
pub use sign_on::{Passwords, SignOn};
pub use tls::TlsArguments;
pub use values::{DEFAULT_ADDRESS, Interval, Listen};

/// A self-hosted, real-time chat server: one binary, one SQLite file.
#[derive(Debug, Parser)]
#[command(name = "snug", version, about, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
#[command(after_help = "`snug help` lists the commands, and the chapters of the manual.")]
pub struct Cli {
    /// The command; `serve` by default.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The arguments of `serve`, for when the command is left out.
    #[command(flatten)]
    pub serve: Serve,
    /// TOML file with settings: its keys are the names of flags, which come first, as do environment variables
    #[arg(long, global = true, env = "SNUG_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Cli {
    /// Reads the command line. `--help` and `--version` print their text and end the process.
    ///
    /// # Errors
    /// One line about the first argument that can't be parsed.
    pub fn read() -> Result<Self, String> {
        let arguments = std::env::args_os().collect();
        Self::parse_without_empty(arguments).map_err(|fault| {
            let error = match fault {
                Fault::File(line) => return line,
                Fault::Arguments(error) => error,
            };
            let asks_for_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
            if asks_for_help || !error.use_stderr() {
                error.exit();
            }
            let text = error.to_string();
            let lines: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
            format!("{}. See snug --help", lines.join(" ").trim_start_matches("error: "))
        })
    }
}

/// The overview: commands without the options of `serve`, which `--help` explains.
const OVERVIEW: &str = "{about}\n\n{usage-heading} {usage}\n\nCommands (`snug help COMMAND` explains one, and \
                        `snug --help` the options of serve):\n{subcommands}";

impl Cli {
    /// All commands, a line each.
    #[must_use]
    pub fn overview() -> String {
        Self::command().help_template(OVERVIEW).render_help().to_string()
    }

    /// The help of a command, as its `--help` prints it; none where there is no such command.
    #[must_use]
    pub fn help_of(words: &[String]) -> Option<String> {
        let line = ["snug"].into_iter().chain(words.iter().map(String::as_str)).chain(["--help"]);
        let error = Self::command().try_get_matches_from(line).err()?;
        (error.kind() == ErrorKind::DisplayHelp).then(|| error.to_string())
    }

    /// An empty environment variable counts as unset: service managers and containers often set them so.
    fn parse_without_empty(arguments: Vec<OsString>) -> Result<Self, Fault> {
        let mut command = without_empty_variables(Self::command());
        let (matches, file) = in_force::matches(&mut command, arguments)?;
        let mut cli = Self::from_arg_matches(&matches)
            .map_err(|error| Fault::Arguments(Box::new(error.format(&mut command))))?;
        if let (Some(Command::Config(shown)), Some(("config", matches))) = (&mut cli.command, matches.subcommand())
        {
            // Its arguments are those of `serve`, which are also those without a command.
            shown.in_force = in_force::settings(&command, matches, file.as_ref());
        }
        Ok(cli)
    }
}

fn without_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty = |arg: &Arg| arg.get_env().and_then(std::env::var_os).is_some_and(|value| value.is_empty());
    command
        .mut_args(|arg| if is_empty(&arg) { arg.env(Resettable::Reset) } else { arg })
        .mut_subcommands(without_empty_variables)
}

/// The commands of `snug`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the chat server until it is stopped (the default)
    Serve(Box<Serve>),
    /// Show the settings of `snug serve` that are in force, and from where
    Config(Box<ShowConfig>),
    /// Import accounts and messages of another chat
    #[command(subcommand)]
    Import(Import),
    /// Make a link for the first account, the administrator's
    SetupLink(SetupLink),
    /// List and change rooms
    #[command(subcommand)]
    Room(RoomCommand),
    /// List, add and change accounts
    #[command(subcommand)]
    User(User),
    /// Make an invitation, or list and revoke them
    Invite(Invite),
    /// Show the settings of the server, or change one
    Settings(Settings),
    /// Show what administrators did
    Audit(Audit),
    /// Back everything up, also while the server runs
    Backup(Backup),
    /// Make a new database, with its files, of a backup
    Restore(Restore),
    /// Look for damage in the database and the files, also while the server runs, and repair what can be
    Check(Check),
    /// Show how a server is doing, also while it runs
    Status(Status),
    /// Fill a new database with a sample week, for looking around
    Demo(Demo),
    /// Try the mail server
    #[command(subcommand)]
    Mail(MailCommand),
    /// Ask the server on this machine whether it is ready, for containers and scripts
    Healthcheck(Healthcheck),
    /// Print the help of a command, or a chapter of the manual
    Help(Help),
}

/// Arguments of `snug config`: those of `snug serve`.
#[derive(Debug, Args)]
pub struct ShowConfig {
    /// The settings.
    #[command(flatten)]
    pub serve: Serve,
    /// The output.
    #[command(flatten)]
    pub output: Output,
    /// The settings, with their origin.
    #[arg(skip)]
    pub in_force: Vec<InForce>,
}

/// A listening socket that a service manager has passed to this process.
#[derive(Debug)]
pub enum Inherited {
    /// Of TCP.
    Tcp(TcpListener),
    /// A Unix socket.
    Unix(UnixListener),
}

/// The listening sockets that a service manager has passed to this process (systemd's socket activation,
/// `sd_listen_fds(3)`), if any.
///
/// # Errors
/// When a socket is neither a listening TCP socket nor a listening Unix socket.
pub fn inherited_listeners() -> std::io::Result<Vec<Inherited>> {
    let mut inherited = ListenFd::from_env();
    let mut listeners = Vec::new();
    for place in 0..inherited.len() {
        let tcp = inherited.take_tcp_listener(place).map(|listener| listener.map(Inherited::Tcp));
        // One that is not of TCP stays where it is.
        let mut unix = || inherited.take_unix_listener(place).map(|listener| listener.map(Inherited::Unix));
        listeners.extend(tcp.or_else(|_| unix())?);
    }
    Ok(listeners)
}

/// The kinds of chats that can be imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Import a Flask chat's database with the tables users(id, username, password) and
    /// messages(id, room, username, message)
    FlaskChat(FlaskChat),
}

/// Arguments of `snug import flask-chat`.
#[derive(Debug, Args)]
pub struct FlaskChat {
    /// The Flask chat's database, opened read-only
    #[arg(value_name = "OLD.db")]
    pub old: PathBuf,
    /// Treat accounts with the same name as the same person, instead of giving the imported one another name
    #[arg(long)]
    pub merge: bool,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// The machine's host name, if it has one.
#[must_use]
pub fn machine() -> Option<String> {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}
