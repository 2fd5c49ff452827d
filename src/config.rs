//! The command line and the environment: the only place that reads either.

use std::net::SocketAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use listenfd::ListenFd;
use tracing_subscriber::filter::LevelFilter;

use crate::model::Zone;
use crate::store::MOST_WAITING_WRITES;

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
        Self::try_parse().map_err(|error| {
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
    /// The address and port to answer on; 0.0.0.0:5001 is every network of this machine
    #[arg(long, env = "SNUG_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:5001")]
    pub listen: SocketAddr,
    /// The address that people use, where a proxy stands in front, such as `https://chat.example.org`
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
    /// How many messages and other changes may wait to be stored; what comes beyond is refused at once (503)
    #[arg(long, env = "SNUG_WAITING_WRITES", value_name = "COUNT", default_value_t = MOST_WAITING_WRITES)]
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

fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest.map(|rest| rest.strip_suffix('/').unwrap_or(rest)) {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ', '@']) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("give a scheme and a host without a path, like https://chat.example.org".to_owned()),
    }
}

fn time_zone(name: &str) -> Result<Zone, String> {
    Zone::parse(name).ok_or_else(|| "give a name like Europe/Berlin or UTC".to_owned())
}
