//! What can go wrong below.

use std::path::PathBuf;

/// Why the store did not do what it was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing.
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
    NothingToAnswer,
    /// There are as many as there may be.
    #[error("there are as many as there may be")]
    LimitReached,
    /// It is for somebody else to do.
    #[error("somebody else's to do")]
    NotYours,
    /// The room is only read.
    #[error("the room is archived")]
    Archived,
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// Somebody else has changed it since it was looked at.
    #[error("changed meanwhile")]
    Changed,
    /// As many writes wait as the queue holds; later it may work.
    #[error("too many writes are waiting")]
    Busy,
    /// As many writes of this account wait as may; once they are stored, it may work.
    #[error("too many writes of this account are waiting")]
    TooManyWrites,
    /// The database has no room left on its disk.
    #[error("the disk is full")]
    Full,
    /// The disk doesn't take or give what the database asks of it; somebody may mend that meanwhile.
    #[error("the disk failed: {0}")]
    Disk(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl Error {
    /// Whether the same may work a little later.
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
}
