//! The errors of use cases.

use std::time::Duration;

use crate::chat::logins::sign_on::settings::SignOnError;
use crate::model::people::PictureError;
use crate::store;

/// The time in which the queued writes of one person should be stored.
const WRITES_WAIT: Duration = Duration::from_secs(3);

/// Why a use case failed. Invalid values were refused before, when they were parsed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Registration is closed.
    #[error("registration is closed")]
    RegistrationClosed,
    /// The first account needs a setup link.
    #[error("the first account needs a setup link")]
    SetupNeeded,
    /// The link, or invitation, doesn't work, or not any more.
    #[error("the link does not work")]
    BadLink,
    /// The account can't write until then.
    #[error("muted until {0}")]
    Muted(crate::model::Timestamp),
    /// The room is in slow mode: the account can post again then.
    #[error("slow mode until {0}")]
    SlowMode(crate::model::Timestamp),
    /// Others than the room's creator, moderators and administrators can't post in the room.
    #[error("the room is for announcements")]
    Announcements,
    /// One of two people has blocked the other.
    #[error("one has blocked the other")]
    Blocked,
    /// The room has as many members as it may have.
    #[error("the room is full")]
    RoomFull,
    /// The password is right, and the account has a second factor: what its code is sent with.
    #[error("a second factor is needed")]
    SecondFactorNeeded(String),
    /// The login at the provider of single sign-on is too old to confirm a change.
    #[error("a new login at the provider is needed")]
    SignOnNeeded,
    /// The provider of single sign-on can't be used, or its answer can't.
    #[error(transparent)]
    SignOn(#[from] SignOnError),
    /// Another account is linked with this one at the provider of single sign-on.
    #[error("linked with another account")]
    IdentityTaken,
    /// The change would leave the account without a way to log in.
    #[error("it is the only login of the account")]
    LastLogin,
    /// Browsers offer no passkeys for this server.
    #[error("there are no passkeys")]
    NoPasskeys,
    /// The answer of a passkey isn't valid: of no open challenge, of no known passkey, or not well signed.
    #[error("the passkey is not valid")]
    BadPasskey,
    /// Logging in and registering by password is switched off.
    #[error("passwords are switched off")]
    PasswordsOff,
    /// The code of the second factor is wrong, or was used before.
    #[error("wrong code")]
    WrongCode,
    /// The network is blocked: logins and registrations from it are refused.
    #[error("the network is blocked")]
    BlockedNetwork,
    /// The account is deactivated.
    #[error("the account is deactivated")]
    Deactivated,
    /// It would leave the server without an administrator who can log in.
    #[error("nobody would administer the server")]
    LastAdministrator,
    /// Another account or room has the name.
    #[error("the name is taken")]
    NameTaken,
    /// The name looks like somebody else's.
    #[error("the name looks like another")]
    NameLooksAlike,
    /// The name or the password is wrong; the error doesn't say which.
    #[error("wrong name or password")]
    WrongLogin,
    /// Too many failed attempts; the next one is allowed after this time.
    #[error("too many failed attempts")]
    TooManyAttempts(Duration),
    /// The rate limit is reached; the next attempt is allowed after this time.
    #[error("sending too fast")]
    TooFast(Duration),
    /// The form's nonce was already used for another message.
    #[error("the form has sent another message")]
    NonceReused,
    /// The viewer lacks permission: only the message's author, the room's creator or an administrator has it.
    #[error("somebody else's to do")]
    Forbidden,
    /// The message replied to does not exist or was deleted.
    #[error("nothing to answer")]
    ReplyTargetDeleted,
    /// A maximum number is reached.
    #[error("there are as many as there may be")]
    LimitReached,
    /// A file is larger than one may be, or than was announced: the limit in bytes.
    #[error("the file is larger than {0} bytes")]
    FileTooLarge(u64),
    /// A picture is too large for its metadata to be removed: the limit in bytes.
    #[error("the picture is larger than {0} bytes")]
    PictureTooLarge(u64),
    /// The storage of files is full, or nearly: messages are stored still.
    #[error("the storage of files is full")]
    StorageFull,
    /// The person's files are as large as they may be, or too many are not sent yet.
    #[error("too many files")]
    FileQuota,
    /// A file for the message is not there any more, or was sent with another one.
    #[error("a file is gone")]
    FileGone,
    /// The bytes don't continue those that are stored: the number of those.
    #[error("{0} bytes are stored")]
    WrongOffset(u64),
    /// The bytes stopped arriving.
    #[error("the upload was interrupted")]
    Interrupted,
    /// Another request continues the same upload.
    #[error("another request continues the upload")]
    Superseded,
    /// There is no custom emoji of this name.
    #[error("no such emoji")]
    NoSuchEmoji,
    /// `@all` or `@here` mentions so many people that it is to be confirmed by sending it again.
    #[error("{0} people would be notified")]
    ManyMentioned(usize),
    /// The poll is closed.
    #[error("the poll is closed")]
    PollClosed,
    /// No such option, or more options than one can vote for.
    #[error("no such vote")]
    BadVote,
    /// The room is archived, so that nobody can write in it.
    #[error("the room is archived")]
    Archived,
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// Nobody has this name.
    #[error("nobody of this name")]
    Nobody,
    /// The file can't be decoded as a picture.
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
            store::Error::RegistrationClosed => Self::RegistrationClosed,
            store::Error::SetupNeeded => Self::SetupNeeded,
            store::Error::BadLink => Self::BadLink,
            store::Error::Deactivated => Self::Deactivated,
            store::Error::WrongCode => Self::WrongCode,
            store::Error::LastLogin => Self::LastLogin,
            store::Error::IdentityTaken => Self::IdentityTaken,
            store::Error::Muted(until) => Self::Muted(until),
            store::Error::SlowMode(until) => Self::SlowMode(until),
            store::Error::Announcements => Self::Announcements,
            store::Error::Blocked => Self::Blocked,
            store::Error::RoomFull => Self::RoomFull,
            store::Error::BlockedNetwork => Self::BlockedNetwork,
            store::Error::LastAdministrator => Self::LastAdministrator,
            store::Error::LooksAlike => Self::NameLooksAlike,
            store::Error::NonceReused => Self::NonceReused,
            store::Error::ReplyTargetDeleted => Self::ReplyTargetDeleted,
            store::Error::LimitReached => Self::LimitReached,
            store::Error::StorageFull => Self::StorageFull,
            store::Error::FileGone => Self::FileGone,
            store::Error::NoSuchEmoji => Self::NoSuchEmoji,
            store::Error::Forbidden => Self::Forbidden,
            store::Error::Archived => Self::Archived,
            store::Error::PollClosed => Self::PollClosed,
            store::Error::TooManyWrites => Self::TooFast(WRITES_WAIT),
            store::Error::SessionEnded => Self::SessionEnded,
            other => Self::Store(other),
        }
    }
}
