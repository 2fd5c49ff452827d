//! The command line and the environment: the only place that reads either.

pub(crate) mod administration;
pub(crate) mod backups;
pub(crate) mod database;
pub(crate) mod files;
pub(crate) mod log;
pub(crate) mod mail;
pub(crate) mod serve;
pub(crate) mod sign_on;
pub(crate) mod tls;
pub(crate) mod values;

use std::path::PathBuf;

use clap::builder::Resettable;
use clap::error::ErrorKind;
use clap::{Arg, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use listenfd::ListenFd;

pub use administration::{
    Audit, Demo, Invite, MuteTime, OneRoom, OneUser, Output, Reach, Removal, Role, RoomCommand, Settings,
    SetupLink, Status, User, Valid,
};
pub use backups::{Backup, Restore};
pub use database::Database;
pub use files::{BucketSettings, FileArguments, FilePlace, Storage};
pub use log::{Log, LogFormat, LogLevels};
pub use mail::{Mail, MailCommand, Sender, SmtpUrl};
pub use serve::{Registration, RoomCreation, Serve, StreamSink};
pub use sign_on::{Passwords, SignOn};
pub use tls::TlsArguments;
pub use values::{DEFAULT_ADDRESS, Listen};

/// A self-hosted, real-time chat server: one binary, one SQLite file.
#[derive(Debug, Parser)]
#[command(name = "snug", version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The command; `serve` by default.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The arguments of `serve`, for when the command is left out.
    #[command(flatten)]
    pub serve: Serve,
}

impl Cli {
    /// Reads the command line. `--help` and `--version` print their text and end the process.
    ///
    /// # Errors
    /// One line about the first argument that can't be parsed.
    pub fn read() -> Result<Self, String> {
        Self::parse_without_empty().map_err(|error| {
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

impl Cli {
    /// An empty environment variable counts as unset: service managers and containers often set them so.
    fn parse_without_empty() -> Result<Self, clap::Error> {
        let mut command = without_empty_variables(Self::command());
        let matches = command.try_get_matches_from_mut(std::env::args_os())?;
        Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
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
    /// Show how a server is doing, also while it runs
    Status(Status),
    /// Fill a new database with a sample week, for looking around
    Demo(Demo),
    /// Try the mail server
    #[command(subcommand)]
    Mail(MailCommand),
}

/// The listening socket that a service manager has passed to this process (systemd's socket activation,
/// `sd_listen_fds(3)`), if any.
///
/// # Errors
/// When a socket is no listening TCP socket.
pub fn inherited_listeners() -> std::io::Result<Vec<std::net::TcpListener>> {
    let mut inherited = ListenFd::from_env();
    (0..inherited.len()).filter_map(|place| inherited.take_tcp_listener(place).transpose()).collect()
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
