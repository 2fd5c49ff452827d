//! Reads what the preconditions of writes are about, in the transaction that writes (`store/policy/access.rs`).

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::{AccountId, RoomId, SessionId};
use crate::store::error::Error;
use crate::store::policy::access::Access;
use crate::store::sqlite::rows::rooms::kind_of;

/// The access of an account to a room now.
///
/// # Errors
/// [`Error::NotFound`] when the room is gone, and alike when it isn't open to this account.
pub(crate) fn access_of(db: &rusqlite::Connection, account: AccountId, room: RoomId) -> Result<Access, Error> {
    let query = "select r.kind, r.archived_at is not null as is_archived, r.created_by,
            a.role = 'administrator' as is_administrator, m.room_id is not null as is_member
        from rooms r join accounts a on a.id = ?1
        left join memberships m on m.account_id = a.id and m.room_id = r.id
        where r.id = ?2 and r.deleted_at is null and (r.kind = 'open' or m.room_id is not null)";
    let access = db.prepare_cached(query)?.query_row((account.0, room.0), |row| {
        Ok(Access {
            kind: kind_of(row)?,
            account,
            is_member: row.get("is_member")?,
            is_archived: row.get("is_archived")?,
            is_administrator: row.get("is_administrator")?,
            created_by: row.get::<_, Option<i64>>("created_by")?.map(AccountId),
        })
    })?;
    Ok(access)
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
