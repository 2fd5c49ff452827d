//! Errors of the store.

use std::path::PathBuf;

/// Why the store refused or failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Not found, or not for this person.
    #[error("not found")]
    NotFound,
    /// Something else already has this name.
    #[error("already taken")]
    Taken,
    /// Somebody else's name looks like this.
    #[error("looks like another name")]
    LooksAlike,
    /// The author has used this nonce for another text.
    #[error("nonce used for another message")]
    NonceReused,
    /// The message that is answered is not in the room, or not any more.
    #[error("no such message to answer")]
    ReplyTargetDeleted,
    /// A limit on their number is reached.
    #[error("there are as many as there may be")]
    LimitReached,
    /// A file is larger than one may be.
    #[error("the file is too large")]
    FileTooLarge,
    /// The files of all people together are as large as they may be.
    #[error("the storage of files is full")]
    StorageFull,
    /// A file for the message is not there any more, or was sent with another one.
    #[error("a file is gone")]
    FileGone,
    /// There is no custom emoji of this name.
    #[error("no such emoji")]
    NoSuchEmoji,
    /// The person may not do this.
    #[error("somebody else's to do")]
    Forbidden,
    /// The poll is closed.
    #[error("the poll is closed")]
    PollClosed,
    /// The room is archived.
    #[error("the room is archived")]
    Archived,
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// The settings of the server don't let anybody register in this way.
    #[error("registration is closed")]
    RegistrationClosed,
    /// The first account needs a setup link.
    #[error("the first account needs a setup link")]
    SetupNeeded,
    /// The link doesn't work, or not any more.
    #[error("the link does not work")]
    BadLink,
    /// The account can't write until then.
    #[error("muted until {0}")]
    Muted(jiff::Timestamp),
    /// The room is in slow mode: the account can post again then.
    #[error("slow mode until {0}")]
    SlowMode(jiff::Timestamp),
    /// Others than the room's creator, moderators and administrators can't post in the room.
    #[error("the room is for announcements")]
    Announcements,
    /// One of two people has blocked the other.
    #[error("one has blocked the other")]
    Blocked,
    /// The room has as many members as it may have.
    #[error("the room is full")]
    RoomFull,
    /// The account has a second factor, which the login lacks.
    #[error("a second factor is needed")]
    SecondFactorNeeded,
    /// The code of the second factor is wrong, or was used before.
    #[error("wrong code")]
    WrongCode,
    /// The network is blocked: logins and registrations from it are refused.
    #[error("the network is blocked")]
    BlockedNetwork,
    /// The account is deactivated.
    #[error("the account is deactivated")]
    Deactivated,
    /// Another account is linked with this one at the provider of single sign-on.
    #[error("linked with another account")]
    IdentityTaken,
    /// The change would leave the account without a way to log in.
    #[error("it is the only login of the account")]
    LastLogin,
    /// It would leave the server without an administrator who can log in.
    #[error("nobody would administer the server")]
    LastAdministrator,
    /// It was changed since it was read.
    #[error("changed meanwhile")]
    Changed,
    /// The write queue is full; trying again later may work.
    #[error("too many writes are waiting")]
    Busy,
    /// This account's share of the write queue is full.
    #[error("too many writes of this account are waiting")]
    TooManyWrites,
    /// The database has no room left on its disk.
    #[error("the disk is full")]
    Full,
    /// The disk fails to read or write.
    #[error("the disk failed: {0}")]
    Disk(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl Error {
    /// Whether trying again a little later may work.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::TooManyWrites | Self::Full | Self::Disk(_))
    }
}

/// Why a database can't be opened; displays as one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file can't be read, created or written.
    #[error("cannot open the database {}: {reason}. Check that the folder exists and that you may write to it, or name another file with --database", path.display())]
    Inaccessible {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The file can't be copied.
    #[error("cannot copy the database {}: {reason}. Check that the disk has room for it", path.display())]
    NotCopied {
        /// The file.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// The file is something else.
    #[error("{} is not a Snug database, so it was left untouched. If it is the Flask chat's, start Snug with another --database and run: snug import flask-chat {}", path.display(), path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A newer Snug has changed the file's structure.
    #[error("{} was written by a newer version of Snug, so it was left untouched. Start that version, or name another file with --database", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// This version would first change the file's structure.
    #[error("{} was written by an older version of Snug, so it was left untouched. Start this version's server once, which brings it up to date", path.display())]
    Older {
        /// The file.
        path: PathBuf,
    },
}
