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
    /// What to do; without a command: `serve`.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What `serve` takes, for when it is left out.
    #[command(flatten)]
    pub serve: Serve,
}

impl Cli {
    /// Reads the command line; where help or the version is asked for, prints it and ends the process.
    ///
    /// # Errors
    /// One line about what can't be understood.
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
    /// A variable that is set to nothing counts as one that isn't set, as service managers and containers set them.
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

/// Where to listen: an address, or a name that has some, and a port.
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

/// What `snug` does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer requests until stopped (the default)
    Serve(Serve),
    /// Bring along the people and messages of another chat
    #[command(subcommand)]
    Import(Import),
}

/// Where everything is kept.
#[derive(Debug, Args)]
pub struct Database {
    /// The SQLite file that keeps everything; created where there is none
    #[arg(long, env = "SNUG_DATABASE", value_name = "FILE", default_value = "chat.db")]
    pub database: PathBuf,
    /// What is written to standard error
    #[arg(long, env = "SNUG_LOG_LEVEL", value_name = "LEVEL", default_value = "info")]
    pub log_level: LogLevel,
}

/// What the server needs to know.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where everything is kept.
    #[command(flatten)]
    pub database: Database,
    /// The address, or the name of one, and the port to answer on; 0.0.0.0:5001 is every network of this machine
    #[arg(long, env = "SNUG_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:5001", value_parser = Listen::parse)]
    pub listen: Listen,
    /// The address that people use, such as `https://chat.example.org`, where it is no address of the local network;
    /// requests for other hosts are refused
    #[arg(long, env = "SNUG_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Who may make an account; with `closed`, only the first (the administrator) can be made
    #[arg(long, env = "SNUG_REGISTRATION", value_name = "WHO", default_value = "open")]
    pub registration: Registration,
    /// Who may make rooms
    #[arg(long, env = "SNUG_ROOM_CREATION", value_name = "WHO", default_value = "everyone")]
    pub room_creation: RoomCreation,
    /// The time zone in which pages write times where the browser doesn't set its own; by default the system's
    #[arg(long, env = "SNUG_TIME_ZONE", value_name = "ZONE", value_parser = time_zone)]
    pub time_zone: Option<Zone>,
    /// Trust the last X-Forwarded-For entry, which a proxy in front sets, as the client's address
    #[arg(long, env = "SNUG_BEHIND_PROXY", value_parser = BoolishValueParser::new())]
    pub behind_proxy: bool,
    /// How many messages and other changes may wait to be stored; what comes beyond is refused at once (503). One person
    /// has at most an eighth of them, but at least 8 (429)
    #[arg(long, env = "SNUG_WAITING_WRITES", value_name = "COUNT", default_value_t = MAX_WAITING_WRITES)]
    pub waiting_writes: NonZeroU16,
    /// How many connections may be open; more are turned away (503). By default, and at most, as many as the system's
    /// limit of open files leaves beside 256 for Snug's own
    #[arg(long, env = "SNUG_CONNECTIONS", value_name = "COUNT")]
    pub connections: Option<NonZeroU32>,
    /// How many of them may come from one address, or one IPv6 network (/64); more are turned away (429). By default
    /// 4096, or half of all where that is less; 0 is no limit, and so is --behind-proxy, whose connections come from
    /// the proxy
    #[arg(long, env = "SNUG_CONNECTIONS_PER_ADDRESS", value_name = "COUNT")]
    pub connections_per_address: Option<u32>,
    /// How many pages may be live in one session, which is one browser's; 0 is no limit
    #[arg(long, env = "SNUG_STREAMS_PER_SESSION", value_name = "COUNT", default_value_t = 32)]
    pub streams_per_session: u32,
    /// How many pages of one account may be live, in all its sessions; 0 is no limit
    #[arg(long, env = "SNUG_STREAMS_PER_ACCOUNT", value_name = "COUNT", default_value_t = 128)]
    pub streams_per_account: u32,
    /// How many accounts may be made from one address, or one IPv6 network (/64), up to 60 of them at once; in all, ten
    /// times as many; 0 is no limit
    #[arg(long, env = "SNUG_REGISTRATIONS_PER_HOUR", value_name = "COUNT", default_value_t = 600)]
    pub registrations_per_hour: u32,
    /// How live updates reach their pages: through the connection's own socket, or as a response body
    #[arg(long, env = "SNUG_STREAM_SINK", value_name = "SINK", default_value = "auto")]
    pub stream_sink: StreamSink,
    /// How many seconds a client may take nothing of what is sent to it; then its connection is closed
    #[arg(long, env = "SNUG_WRITE_TIMEOUT", value_name = "SECONDS", default_value = "30")]
    pub write_timeout: NonZeroU16,
    /// How many messages and edits each person may send at once, and in each minute after; 0 is no limit
    #[arg(long, env = "SNUG_MESSAGES_PER_MINUTE", value_name = "COUNT", default_value_t = 120)]
    pub messages_per_minute: u32,
}

/// The socket that a service manager has opened for this process and listens on (systemd's socket activation,
/// `sd_listen_fds(3)`), if there is one.
///
/// # Errors
/// When there is one that isn't a listening TCP socket.
pub fn inherited_listener() -> std::io::Result<Option<std::net::TcpListener>> {
    ListenFd::from_env().take_tcp_listener(0)
}

/// From where to import.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// The database of a Flask chat: users(id, username, password), messages(id, room, username, message)
    FlaskChat(FlaskChat),
}

/// What importing a Flask chat needs to know.
#[derive(Debug, Args)]
pub struct FlaskChat {
    /// The Flask chat's database; it is only read
    #[arg(value_name = "OLD.db")]
    pub old: PathBuf,
    /// Take an account in Snug that has the same name to be the same person, instead of giving the old one another name
    #[arg(long)]
    pub merge: bool,
    /// Where everything is kept.
    #[command(flatten)]
    pub database: Database,
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Registration {
    /// Everybody who reaches the server
    Open,
    /// Nobody but the first
    Closed,
}

/// Who may make rooms.
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
    /// Through the socket, taken from HTTP, where the connection allows it (plain HTTP/1.1), else as a body
    Auto,
    /// The same, with a warning in the log for each page that gets a body
    Socket,
    /// As a response body, for layers within the server that have to see all that is sent
    Body,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogLevel {
    /// Nothing
    Off,
    /// What failed
    Error,
    /// What should be looked at
    Warn,
    /// A line for each request
    Info,
    /// What is happening inside
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

/// The origin as browsers write it: in lower case, with a name of other letters in its ASCII form, and without the
/// scheme's own port (WHATWG URL, 4.4 and 4.7).
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

/// The machine's own name, if it has one.
#[must_use]
pub fn machine() -> Option<String> {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn time_zone(name: &str) -> Result<Zone, String> {
    Zone::parse(name).ok_or_else(|| "give a name like Europe/Berlin or UTC".to_owned())
}
