//! Why something was not done.

use std::time::Duration;

use crate::model::people::PictureError;
use crate::store;

/// When the writes of somebody who has as many waiting as may should be stored.
const WRITES_WAIT: Duration = Duration::from_secs(3);

/// Why a use case did nothing; what is invalid by itself was refused before, when it was parsed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Accounts are made by the administrator only.
    #[error("registration is closed")]
    RegistrationClosed,
    /// The name, of an account or a room, is another's.
    #[error("the name is taken")]
    NameTaken,
    /// The name looks like somebody else's.
    #[error("the name looks like another")]
    NameLooksAlike,
    /// The name or the password is wrong: which of them is not told.
    #[error("wrong name or password")]
    WrongLogin,
    /// Too many failed attempts; the next one is allowed after this time.
    #[error("too many failed attempts")]
    TooManyAttempts(Duration),
    /// More was said than may be; the next is allowed after this time.
    #[error("sending too fast")]
    TooFast(Duration),
    /// The composer that this came from has sent another message before.
    #[error("the form has sent another message")]
    NonceReused,
    /// It is for somebody else to do: the message's author, the room's maker, an administrator.
    #[error("somebody else's to do")]
    NotYours,
    /// The message that is answered is not there, or not any more.
    #[error("nothing to answer")]
    NothingToAnswer,
    /// There are as many as there may be.
    #[error("there are as many as there may be")]
    LimitReached,
    /// The room is only read.
    #[error("the room is archived")]
    Archived,
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// Nobody has this name.
    #[error("nobody of this name")]
    Nobody,
    /// The file makes no picture.
    #[error(transparent)]
    NoPicture(#[from] PictureError),
    /// The store failed.
    #[error(transparent)]
    Store(store::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Taken => Self::NameTaken,
            store::Error::LooksAlike => Self::NameLooksAlike,
            store::Error::NonceReused => Self::NonceReused,
            store::Error::NothingToAnswer => Self::NothingToAnswer,
            store::Error::LimitReached => Self::LimitReached,
            store::Error::NotYours => Self::NotYours,
            store::Error::Archived => Self::Archived,
            store::Error::TooManyWrites => Self::TooFast(WRITES_WAIT),
            store::Error::SessionEnded => Self::SessionEnded,
            other => Self::Store(other),
        }
    }
}
