//! The preconditions of writes in a room, as of the transaction that writes: anything may have changed since the lookup
//! that admitted the request.

use jiff::{SignedDuration, Timestamp};

use crate::model::{AccountId, Message, Role, RoomKind, RoomRules};
use crate::store::error::Error;

/// What an account may do in a room that it can see.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Access {
    pub(crate) kind: RoomKind,
    pub(crate) account: AccountId,
    pub(crate) is_member: bool,
    pub(crate) is_archived: bool,
    pub(crate) role: Role,
    /// Until when the account can't write.
    pub(crate) muted_until: Option<Timestamp>,
    /// Who created the room.
    pub(crate) created_by: Option<AccountId>,
}

impl Access {
    /// Requires a room that isn't archived.
    ///
    /// # Errors
    /// [`Error::Archived`].
    pub(crate) fn require_writable(self) -> Result<Self, Error> {
        if self.is_archived { Err(Error::Archived) } else { Ok(self) }
    }

    /// Requires an account that isn't muted.
    ///
    /// # Errors
    /// [`Error::Muted`].
    pub(crate) fn require_unmuted(self, now: Timestamp) -> Result<Self, Error> {
        require_unmuted(self.muted_until, now).map(|()| self)
    }

    /// Requires a member.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for an account that only looks into an open room.
    pub(crate) fn require_member(self) -> Result<Self, Error> {
        if self.is_member { Ok(self) } else { Err(Error::Forbidden) }
    }

    /// Requires an account that may change the room itself.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for accounts other than its creator and administrators, and for all in a direct
    /// conversation.
    pub(crate) fn require_manager(self) -> Result<Self, Error> {
        let may = self.kind != RoomKind::Direct
            && (self.created_by == Some(self.account) || self.role == Role::Administrator);
        if may { Ok(self) } else { Err(Error::Forbidden) }
    }

    /// Requires an account that may delete a message.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for accounts other than its author, moderators and administrators.
    pub(crate) fn require_remover(self, message: &Message) -> Result<Self, Error> {
        let may = message.author_id == self.account || self.role >= Role::Moderator;
        if may { Ok(self) } else { Err(Error::Forbidden) }
    }

    /// Requires an account that may change a message.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for accounts other than its author and administrators, and for all if it is a poll: people
    /// have voted for its text.
    pub(crate) fn require_editor(self, message: &Message) -> Result<Self, Error> {
        let is_own = message.author_id == self.account || self.role == Role::Administrator;
        let may = is_own && message.poll.is_none();
        if may { Ok(self) } else { Err(Error::Forbidden) }
    }
}

/// Requires an account that can post in a room by its rules, and in slow mode one that has waited since its last
/// message there.
///
/// # Errors
/// [`Error::Announcements`]; [`Error::SlowMode`].
pub(crate) fn require_rules(
    rules: RoomRules,
    exempt: bool,
    last: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Error> {
    if exempt {
        return Ok(());
    }
    if rules.announcements {
        return Err(Error::Announcements);
    }
    let until = last.and_then(|last| last.checked_add(SignedDuration::from_secs(rules.slow_seconds.into())).ok());
    match until {
        Some(until) if until > now => Err(Error::SlowMode(until)),
        _ => Ok(()),
    }
}

/// Requires an account that isn't muted.
///
/// # Errors
/// [`Error::Muted`].
pub(crate) fn require_unmuted(muted_until: Option<Timestamp>, now: Timestamp) -> Result<(), Error> {
    match muted_until {
        Some(until) if until > now => Err(Error::Muted(until)),
        _ => Ok(()),
    }
}
