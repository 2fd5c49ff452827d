//! The preconditions of writes, as of the transaction that writes: between the lookup that let somebody in and the
//! write there is time in which anything may have changed.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::{AccountId, Message, RoomId, RoomKind, SessionId};
use crate::store::error::Error;
use crate::store::sqlite::rows::rooms::kind_of;

/// What somebody may do in a room.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Access {
    pub(crate) kind: RoomKind,
    person: AccountId,
    is_member: bool,
    is_archived: bool,
    is_administrator: bool,
    created_by: Option<AccountId>,
}

impl Access {
    /// Somebody's access to a room now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone, and alike when it isn't open to this person.
    pub(crate) fn of(db: &rusqlite::Connection, person: AccountId, room: RoomId) -> Result<Self, Error> {
        let query = "select r.kind, r.archived_at is not null as is_archived, r.created_by,
                a.role = 'administrator' as is_administrator, m.room_id is not null as is_member
            from rooms r join accounts a on a.id = ?1
            left join memberships m on m.account_id = a.id and m.room_id = r.id
            where r.id = ?2 and r.deleted_at is null and (r.kind = 'open' or m.room_id is not null)";
        let access = db.prepare_cached(query)?.query_row((person.0, room.0), |row| {
            Ok(Self {
                kind: kind_of(row)?,
                person,
                is_member: row.get("is_member")?,
                is_archived: row.get("is_archived")?,
                is_administrator: row.get("is_administrator")?,
                created_by: row.get::<_, Option<i64>>("created_by")?.map(AccountId),
            })
        })?;
        Ok(access)
    }

    /// Requires a room that is written in.
    ///
    /// # Errors
    /// [`Error::Archived`] when the room is only read.
    pub(crate) fn require_writable(self) -> Result<Self, Error> {
        if self.is_archived { Err(Error::Archived) } else { Ok(self) }
    }

    /// Requires a member.
    ///
    /// # Errors
    /// [`Error::NotYours`] for somebody who only looks into an open room.
    pub(crate) fn require_member(self) -> Result<Self, Error> {
        if self.is_member { Ok(self) } else { Err(Error::NotYours) }
    }

    /// Requires somebody who may change the room itself, and who is in it.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than its maker and the administrator, and for everybody in a direct conversation.
    pub(crate) fn require_manager(self) -> Result<Self, Error> {
        let may = self.kind != RoomKind::Direct && (self.created_by == Some(self.person) || self.is_administrator);
        if may { Ok(self) } else { Err(Error::NotYours) }
    }

    /// Requires somebody who may change a message.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than its author and the administrator.
    pub(crate) fn require_editor(self, message: &Message) -> Result<Self, Error> {
        let may = message.author_id == self.person || self.is_administrator;
        if may { Ok(self) } else { Err(Error::NotYours) }
    }
}

/// Whether an account administers the server.
///
/// # Errors
/// [`Error::NotFound`] when the account is gone.
pub(crate) fn is_administrator(db: &rusqlite::Connection, account: AccountId) -> Result<bool, Error> {
    let query = "select role = 'administrator' from accounts where id = ?1";
    Ok(db.prepare_cached(query)?.query_row([account.0], |row| row.get(0))?)
}

/// Makes sure that a session is one of this account's still.
///
/// # Errors
/// [`Error::SessionEnded`] when it isn't.
pub(crate) fn require_session(
    db: &rusqlite::Connection,
    account: AccountId,
    session: SessionId,
) -> Result<(), Error> {
    let query = "select 1 from sessions where id = ?1 and account_id = ?2";
    let found = db.prepare_cached(query)?.query_row((session.0, account.0), |_| Ok(())).optional()?;
    found.ok_or(Error::SessionEnded)
}
