//! What a commit changed, for caches and live updates.
//!
//! The store hands the notices of each write to the sink given at `open`, in the order of the commits, once the write
//! is durable and before the caller is answered. It does so even if the caller has disconnected.

use std::sync::Arc;

use crate::model::{AccountId, Change, Expiry, Profile, RoomId, SessionId, Slug};

/// A change that was committed.
#[derive(Clone, Debug)]
pub enum Notice {
    /// A message came or changed.
    Changed(Change),
    /// An account was mentioned in a new message of a room.
    Mentioned(RoomId, AccountId),
    /// An edit or a deletion changed what an account has not read.
    MarksChanged(AccountId),
    /// An account has read a room up to another change.
    ReadMoved {
        /// The room.
        room: RoomId,
        /// The account.
        account: AccountId,
        /// The number of the last change read.
        read: i64,
        /// How many later messages mention the account.
        mentions: u32,
    },
    /// An account is a member of a room from now on.
    MembershipGained(RoomId, AccountId),
    /// An account is no longer a member of a room.
    MembershipLost {
        /// The room.
        room: RoomId,
        /// The account.
        account: AccountId,
        /// Whether the account can read the room all the same.
        open: bool,
    },
    /// An account wants to be notified of other things in a room, or arranges its sidebar differently.
    SidebarChanged(AccountId),
    /// A room was created.
    RoomCreated {
        /// Its address.
        slug: Slug,
        /// The account that made it; none for an imported room.
        by: Option<AccountId>,
    },
    /// A room has another name, description or address, or was archived or reopened.
    RoomChanged {
        /// The room.
        room: RoomId,
        /// Its address from now on.
        slug: Slug,
    },
    /// A room was deleted.
    RoomDeleted {
        /// The room.
        room: RoomId,
        /// The only member, if the room was known to one account alone.
        only: Option<AccountId>,
    },
    /// A session ended.
    SessionEnded(SessionId),
    /// A session was prolonged.
    SessionProlonged(SessionId),
    /// Retention removed messages of a room.
    Expired(Expiry),
    /// The age at which messages are removed has changed.
    RetentionChanged,
    /// An account was banned: its messages may have to be removed.
    Banned,
    /// A setting of the server has changed.
    SettingsChanged,
    /// A role, a second factor, or the rule for which roles need one has changed: open streams may have to end.
    AccessChanged,
    /// An account has other settings or another role, or visited another room.
    AccountChanged(AccountId),
    /// The pages of an account point out other alerts: warnings, or guests that wait.
    AlertsChanged(AccountId),
    /// A profile changed, or is shown differently because of another.
    ProfileChanged(Arc<Profile>),
    /// An account has other reminders or scheduled messages, or one of them is due.
    DueWorkChanged(AccountId),
    /// A direct conversation of this account has another name.
    ConversationRenamed(AccountId),
    /// Objects are to be removed from the storage of files.
    ObjectsRemoved,
    /// Something may have been written without a notice, for example by another process.
    Missed,
}

/// Receives every notice. It runs on the writer's thread and must be quick.
pub type Sink = Arc<dyn Fn(&Notice) + Send + Sync>;

/// The result of a write, with its notices.
#[derive(Debug)]
pub(crate) struct Committed<T> {
    /// For the caller.
    pub(crate) value: T,
    /// For everybody else, in order.
    pub(crate) notices: Vec<Notice>,
}

impl Committed<()> {
    /// A write that returns nothing.
    pub(crate) fn notices(notices: Vec<Notice>) -> Self {
        Self { value: (), notices }
    }

    /// A write that returns nothing and has one notice.
    pub(crate) fn notice(notice: Notice) -> Self {
        Self::notices(vec![notice])
    }
}

impl<T> Committed<T> {
    /// A write without notices.
    pub(crate) fn silent(value: T) -> Self {
        Self { value, notices: Vec::new() }
    }
}
