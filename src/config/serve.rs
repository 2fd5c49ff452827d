//! The arguments of `snug serve`.

use std::num::{NonZeroU16, NonZeroU32};

use clap::builder::BoolishValueParser;
use clap::{Args, ValueEnum};

use crate::config::backups::ScheduledBackups;
use crate::config::database::Database;
use crate::config::files::FileArguments;
use crate::config::mail::Mail;
use crate::config::proxies::ProxyArguments;
use crate::config::sign_on::SignOn;
use crate::config::tls::TlsArguments;
use crate::config::values::{Listen, public_url, time_zone};
use crate::model::Zone;
use crate::store::MAX_WAITING_WRITES;

/// Arguments of `snug serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
    /// Address or host name, and port, to listen on; 0.0.0.0:5001 listens on all IPv4 networks of this machine;
    /// unix:/run/snug/snug.sock on a Unix socket, unix:/run/snug/snug.sock?mode=660 on one for the group, too. Several with
    /// commas between them, or the option more than once. By default 127.0.0.1:5001
    #[arg(long, env = "SNUG_LISTEN", value_name = "ADDRESS:PORT", value_delimiter = ',', value_parser = Listen::parse)]
    pub listen: Vec<Listen>,
    /// Address and port for figures about the server (Prometheus) at /metrics, and for /healthz and /readyz, such as
    /// 127.0.0.1:9101; several with commas between them. Without passwords or HTTPS: for monitoring alone. By default none
    #[arg(long, env = "SNUG_METRICS", value_name = "ADDRESS:PORT", value_delimiter = ',', value_parser = Listen::parse_metrics)]
    pub metrics: Vec<Listen>,
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
    /// Reverse proxies in front.
    #[command(flatten)]
    pub proxies: ProxyArguments,
    /// Maximum number of messages and other changes that wait to be stored; more are refused at once (503). One account
    /// gets at most an eighth of them, but at least 8 (429)
    #[arg(long, env = "SNUG_WAITING_WRITES", value_name = "COUNT", default_value_t = MAX_WAITING_WRITES)]
    pub waiting_writes: NonZeroU16,
    /// Maximum number of open connections; more are refused (503). By default, and at most, the system's limit of open
    /// files, minus 256 for Snug's own
    #[arg(long, env = "SNUG_CONNECTIONS", value_name = "COUNT")]
    pub connections: Option<NonZeroU32>,
    /// Maximum number of open connections from one address, or one IPv6 network (/64); more are refused (429). By
    /// default 4096, or half of all where that is less; 0 is no limit. No limit for proxies in front
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
    /// Seconds between a message and its notification on devices; no notification of what is read by then
    #[arg(long, env = "SNUG_PUSH_DELAY", value_name = "SECONDS", default_value_t = 10)]
    pub push_delay: u16,
    /// Send notifications also to push services in private networks, and without TLS. Only where everybody may reach
    /// those: browsers choose the addresses
    #[arg(long, env = "SNUG_PUSH_ALLOW_PRIVATE", value_parser = BoolishValueParser::new())]
    pub push_allow_private: bool,
    /// HTTPS.
    #[command(flatten)]
    pub tls: TlsArguments,
    /// The storage of files.
    #[command(flatten)]
    pub files: FileArguments,
    /// Backups at an interval.
    #[command(flatten)]
    pub backups: ScheduledBackups,
    /// The mail server, and the sender.
    #[command(flatten)]
    pub mail: Mail,
    /// Single sign-on.
    #[command(flatten)]
    pub sign_on: SignOn,
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
