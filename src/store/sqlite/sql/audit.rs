//! Writes the audit log, in the transaction of what it records.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::administration::audit::Act;
use crate::model::{AccountId, RoomId};
use crate::store::permission::Actor;

/// The account or thing that an act was done to.
pub(crate) enum Subject<'a> {
    /// An account.
    Account(AccountId),
    /// A room, with its name.
    Room(RoomId, &'a str),
    /// Something else, by its name.
    Named(&'a str),
}

/// Adds an entry.
pub(crate) fn record(
    db: &rusqlite::Connection,
    by: &Actor,
    at: Timestamp,
    act: Act,
    subject: &Subject<'_>,
    detail: &str,
) -> rusqlite::Result<()> {
    record_of(db, by.account(), &by.network, at, act, subject, detail)
}

/// Adds an entry for an account that acts without a session.
pub(crate) fn record_of(
    db: &rusqlite::Connection,
    by: Option<AccountId>,
    network: &str,
    at: Timestamp,
    act: Act,
    subject: &Subject<'_>,
    detail: &str,
) -> rusqlite::Result<()> {
    let (id, named, room) = match subject {
        Subject::Account(id) => (Some(id.0), "", None),
        Subject::Room(room, name) => (None, *name, Some(room.0)),
        Subject::Named(name) => (None, *name, None),
    };
    let insert =
        "insert into audit_log (at, actor_id, actor, act, subject_id, subject, detail, network, room_id) values
        (?1, ?2, coalesce((select username from accounts where id = ?2), ''), ?3, ?4,
            coalesce((select username from accounts where id = ?4), ?5), ?6, ?7, ?8)";
    let at = at.as_millisecond();
    db.prepare_cached(insert)?.execute((at, by.map(|by| by.0), act.name(), id, named, detail, network, room))?;
    Ok(())
}
