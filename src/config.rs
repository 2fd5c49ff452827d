//! The command line and the environment: the only place that reads either.

use std::fmt;
use std::net::SocketAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;

use clap::builder::{BoolishValueParser, Resettable};
use clap::error::ErrorKind;
use clap::{Arg, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use listenfd::ListenFd;
use tracing_subscriber::filter::LevelFilter;
use url::Url;

use crate::model::Zone;
use crate::store::MAX_WAITING_WRITES;

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

/// Where to listen: an address or a host name, and a port.
#[derive(Clone, Debug)]
pub struct Listen {
    host: String,
    port: u16,
}

impl Listen {
    fn parse(text: &str) -> Result<Self, String> {
        let advice = || "give an address and a port, like 127.0.0.1:5001, [::1]:5001 or localhost:5001".to_owned();
        let (host, port) = text.rsplit_once(':').ok_or_else(advice)?;
        let port = port.parse().map_err(|_| advice())?;
        let may_be = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        let is_name = !host.is_empty() && host.chars().all(may_be);
        if is_name || text.parse::<SocketAddr>().is_ok() {
            Ok(Self { host: host.to_owned(), port })
        } else {
            Err(advice())
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// The commands of `snug`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the chat server until it is stopped (the default)
    Serve(Serve),
    /// Import accounts and messages of another chat
    #[command(subcommand)]
    Import(Import),
    /// Make a link for the first account, the administrator's
    SetupLink(SetupLink),
    /// List, add and change accounts
    #[command(subcommand)]
    User(User),
    /// Make an invitation, or list and revoke them
    Invite(Invite),
    /// Show the settings of the server, or change one
    Settings(Settings),
    /// Show what administrators did
    Audit(Audit),
}

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

/// Arguments of `snug serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
    /// Address or host name, and port, to listen on; 0.0.0.0:5001 listens on all IPv4 networks of this machine
    #[arg(long, env = "SNUG_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:5001", value_parser = Listen::parse)]
    pub listen: Listen,
    /// URL that people use, such as `https://chat.example.org`, where that is no address of the local network;
    /// requests for other hosts are refused
    #[arg(long, env = "SNUG_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Who may register, instead of what administrators set on the settings page (at first everybody)
    #[arg(long, env = "SNUG_REGISTRATION", value_name = "WHO")]
    pub registration: Option<Registration>,
    /// Who may create rooms
    #[arg(long, env = "SNUG_ROOM_CREATION", value_name = "WHO", default_value = "everyone")]
    pub room_creation: RoomCreation,
    /// Time zone of the times on pages, where neither the account nor the browser sets one; by default the system's
    #[arg(long, env = "SNUG_TIME_ZONE", value_name = "ZONE", value_parser = time_zone)]
    pub time_zone: Option<Zone>,
    /// Trust the last X-Forwarded-For entry, which a proxy in front sets, as the client's address
    #[arg(long, env = "SNUG_BEHIND_PROXY", value_parser = BoolishValueParser::new())]
    pub behind_proxy: bool,
    /// Maximum number of messages and other changes that wait to be stored; more are refused at once (503). One account
    /// gets at most an eighth of them, but at least 8 (429)
    #[arg(long, env = "SNUG_WAITING_WRITES", value_name = "COUNT", default_value_t = MAX_WAITING_WRITES)]
    pub waiting_writes: NonZeroU16,
    /// Maximum number of open connections; more are refused (503). By default, and at most, the system's limit of open
    /// files, minus 256 for Snug's own
    #[arg(long, env = "SNUG_CONNECTIONS", value_name = "COUNT")]
    pub connections: Option<NonZeroU32>,
    /// Maximum number of open connections from one address, or one IPv6 network (/64); more are refused (429). By
    /// default 4096, or half of all where that is less; 0 is no limit. No limit with --behind-proxy, where all
    /// connections come from the proxy
    #[arg(long, env = "SNUG_CONNECTIONS_PER_ADDRESS", value_name = "COUNT")]
    pub connections_per_address: Option<u32>,
    /// Maximum number of pages with live updates in one session, which is one browser's; 0 is no limit
    #[arg(long, env = "SNUG_STREAMS_PER_SESSION", value_name = "COUNT", default_value_t = 32)]
    pub streams_per_session: u32,
    /// Maximum number of pages with live updates of one account, in all its sessions; 0 is no limit
    #[arg(long, env = "SNUG_STREAMS_PER_ACCOUNT", value_name = "COUNT", default_value_t = 128)]
    pub streams_per_account: u32,
    /// Maximum number of registrations per hour from one address, or one IPv6 network (/64), up to 60 of them at once;
    /// ten times as many from all networks; 0 is no limit
    #[arg(long, env = "SNUG_REGISTRATIONS_PER_HOUR", value_name = "COUNT", default_value_t = 600)]
    pub registrations_per_hour: u32,
    /// How live updates are sent: on the connection's own socket, or as a response body
    #[arg(long, env = "SNUG_STREAM_SINK", value_name = "SINK", default_value = "auto")]
    pub stream_sink: StreamSink,
    /// Seconds after which a connection is closed whose client reads nothing of what is sent to it
    #[arg(long, env = "SNUG_WRITE_TIMEOUT", value_name = "SECONDS", default_value = "30")]
    pub write_timeout: NonZeroU16,
    /// Maximum number of messages and edits per account and minute, and at once; 0 is no limit
    #[arg(long, env = "SNUG_MESSAGES_PER_MINUTE", value_name = "COUNT", default_value_t = 120)]
    pub messages_per_minute: u32,
}

/// How people reach the server, for links.
#[derive(Debug, Args)]
pub struct Reach {
    /// Address and port that the server listens on
    #[arg(long, env = "SNUG_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:5001", value_parser = Listen::parse)]
    pub listen: Listen,
    /// URL that people use, such as `https://chat.example.org`
    #[arg(long, env = "SNUG_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
}

/// Arguments of `snug setup-link`.
#[derive(Debug, Args)]
pub struct SetupLink {
    /// How people reach the server.
    #[command(flatten)]
    pub reach: Reach,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// The form of results.
#[derive(Debug, Args)]
pub struct Output {
    /// Write one JSON object per line, instead of a table
    #[arg(long)]
    pub json: bool,
}

/// The commands of `snug user`. They work while the server runs, too.
#[derive(Debug, Subcommand)]
pub enum User {
    /// List accounts
    List {
        /// Only those with this in a name
        #[arg(value_name = "PART", default_value = "")]
        part: String,
        /// The form of the list.
        #[command(flatten)]
        output: Output,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
    /// Make an account, and print the link with which its owner sets a password
    Add {
        /// Its username
        #[arg(value_name = "NAME")]
        name: String,
        /// Its role
        #[arg(long, value_name = "ROLE", default_value = "member")]
        role: Role,
        /// How people reach the server.
        #[command(flatten)]
        reach: Reach,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
    /// Give an account another role
    Role {
        /// Its username
        #[arg(value_name = "NAME")]
        name: String,
        /// The role
        #[arg(value_name = "ROLE")]
        role: Role,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
    /// Print a link with which the owner of an account sets a new password; it works once, for 4 hours
    Reset {
        /// Its username
        #[arg(value_name = "NAME")]
        name: String,
        /// How people reach the server.
        #[command(flatten)]
        reach: Reach,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
    /// Let nobody log in to an account any more, and end its sessions
    Deactivate(OneUser),
    /// Deactivate an account, and remove its messages or block its networks
    Ban {
        /// Its username
        #[arg(value_name = "NAME")]
        name: String,
        /// Which of its messages are removed
        #[arg(long, value_name = "WHICH", default_value = "nothing")]
        remove: Removal,
        /// Block the networks that it is logged in from, too
        #[arg(long)]
        block: bool,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
    /// Keep an account from writing for a time
    Mute {
        /// Its username
        #[arg(value_name = "NAME")]
        name: String,
        /// For how long
        #[arg(value_name = "TIME")]
        time: MuteTime,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
    /// Let its owner log in to an account again
    Reactivate(OneUser),
    /// End all sessions of an account
    Logout(OneUser),
}

/// The arguments of commands about one account.
#[derive(Debug, Args)]
pub struct OneUser {
    /// Its username
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// Arguments of `snug invite`.
#[derive(Debug, Args)]
pub struct Invite {
    /// What the invitation is for
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
    /// How long it can be used
    #[arg(long, value_name = "TIME", default_value = "week")]
    pub valid: Valid,
    /// How many people can use it; 0 is no limit
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    pub uses: u32,
    /// Address of a room that people join with it, like `general`; may be repeated
    #[arg(long = "room", value_name = "ROOM")]
    pub rooms: Vec<String>,
    /// List the invitations instead of making one
    #[arg(long, conflicts_with_all = ["note", "valid", "uses", "rooms", "revoke"])]
    pub list: bool,
    /// Revoke the invitation of this number instead of making one
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["note", "valid", "uses", "rooms"])]
    pub revoke: Option<i64>,
    /// The form of the list.
    #[command(flatten)]
    pub output: Output,
    /// How people reach the server.
    #[command(flatten)]
    pub reach: Reach,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// How long an invitation can be used.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Valid {
    /// A day
    Day,
    /// A week
    Week,
    /// Thirty days
    Month,
    /// Until it is revoked
    Unlimited,
}

/// Arguments of `snug settings`.
#[derive(Debug, Args)]
pub struct Settings {
    /// The setting to change
    #[arg(value_name = "NAME", requires = "value")]
    pub name: Option<String>,
    /// Its new value
    #[arg(value_name = "VALUE")]
    pub value: Option<String>,
    /// The form of the list.
    #[command(flatten)]
    pub output: Output,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// Arguments of `snug audit`.
#[derive(Debug, Args)]
pub struct Audit {
    /// Only what this account did, or what was done to it
    #[arg(long, value_name = "NAME", default_value = "")]
    pub person: String,
    /// Maximum number of entries, the newest first
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    pub most: u32,
    /// The form of the list.
    #[command(flatten)]
    pub output: Output,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// Which messages of a banned account are removed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Removal {
    /// None
    Nothing,
    /// Those of the last hour
    Hour,
    /// Those of the last day
    Day,
    /// All
    Everything,
}

/// How long an account can't write.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MuteTime {
    /// An hour
    Hour,
    /// A day
    Day,
    /// A week
    Week,
    /// Not any more
    End,
}

/// What an account may do.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Role {
    /// Nothing special
    Member,
    /// Moderates rooms
    Moderator,
    /// Runs the server
    Administrator,
}

/// The listening socket that a service manager has passed to this process (systemd's socket activation,
/// `sd_listen_fds(3)`), if any.
///
/// # Errors
/// When the socket is no listening TCP socket.
pub fn inherited_listener() -> std::io::Result<Option<std::net::TcpListener>> {
    ListenFd::from_env().take_tcp_listener(0)
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

/// Who may register.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Registration {
    /// Everybody who can reach the server
    Open,
    /// Everybody with an invitation
    Invite,
    /// Nobody after the first account
    Closed,
}

/// Who may create rooms.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RoomCreation {
    /// Everybody with an account
    Everyone,
    /// The administrator
    Administrators,
}

/// How live updates are sent.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum StreamSink {
    /// On the socket, hijacked from HTTP, where the connection allows it (plain HTTP/1.1), else as a body
    Auto,
    /// The same, with a warning in the log for each page that gets a body
    Socket,
    /// As a response body, for layers within the server that have to see all that is sent
    Body,
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

/// The origin as browsers serialise it: in lower case, with an internationalised name in ASCII, and without the
/// scheme's default port (WHATWG URL, 4.4 and 4.7).
fn public_url(text: &str) -> Result<String, String> {
    let advice = || "give a scheme and a host without a path, like https://chat.example.org".to_owned();
    let url = Url::parse(text).map_err(|_| advice())?;
    let is_web = matches!(url.scheme(), "http" | "https") && text.contains("://");
    let is_plain = url.username().is_empty() && url.password().is_none() && url.path() == "/";
    if is_web && is_plain && url.query().is_none() && url.fragment().is_none() {
        Ok(url.origin().ascii_serialization())
    } else {
        Err(advice())
    }
}

/// The machine's host name, if it has one.
#[must_use]
pub fn machine() -> Option<String> {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn time_zone(name: &str) -> Result<Zone, String> {
    Zone::parse(name).ok_or_else(|| "give a name like Europe/Berlin or UTC".to_owned())
}
