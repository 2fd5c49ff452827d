//! The arguments of the commands for administrators.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::config::database::Database;
use crate::config::tls::TlsArguments;
use crate::config::values::{Listen, public_url};

/// How people reach the server, for links.
#[derive(Debug, Args)]
pub struct Reach {
    /// Address and port that the server listens on
    #[arg(long, env = "SNUG_LISTEN", value_name = "ADDRESS:PORT", value_delimiter = ',', value_parser = Listen::parse)]
    pub listen: Vec<Listen>,
    /// URL that people use, such as `https://chat.example.org`
    #[arg(long, env = "SNUG_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Whether it speaks HTTPS.
    #[command(flatten)]
    pub tls: TlsArguments,
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

/// Arguments of `snug status`.
#[derive(Debug, Args)]
pub struct Status {
    /// Folder of backups, to show the newest of them
    #[arg(long, value_name = "FOLDER")]
    pub backups: Option<PathBuf>,
    /// The form of the list.
    #[command(flatten)]
    pub output: Output,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
}

/// Arguments of `snug demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Password of all accounts
    #[arg(long, default_value = "a sample week")]
    pub password: String,
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

/// The commands of `snug room`. They work while the server runs, too.
#[derive(Debug, Subcommand)]
pub enum RoomCommand {
    /// List rooms; direct conversations are not listed
    List {
        /// Only those with this in their name
        #[arg(value_name = "PART", default_value = "")]
        part: String,
        /// The form of the list.
        #[command(flatten)]
        output: Output,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
    /// Archive a room: it can only be read
    Archive(OneRoom),
    /// Let people write in an archived room again
    Reopen(OneRoom),
    /// Delete a room with all its messages
    Delete(OneRoom),
    /// Set after how many days a room's messages are removed
    Retention {
        /// Its address, like `general`
        #[arg(value_name = "ROOM")]
        room: String,
        /// Number of days; 0: never; `default`: as the setting `retention-days` says
        #[arg(value_name = "DAYS")]
        days: String,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
}

/// The arguments of commands about one room.
#[derive(Debug, Args)]
pub struct OneRoom {
    /// Its address, like `general`
    #[arg(value_name = "ROOM")]
    pub room: String,
    /// The database, and the log.
    #[command(flatten)]
    pub database: Database,
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

/// The time in which an invitation can be used.
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

/// The messages of a banned account that are removed.
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
