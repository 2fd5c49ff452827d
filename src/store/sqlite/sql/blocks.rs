//! Whether people have blocked each other, in the transaction that writes.

use tokio_rusqlite::rusqlite;

use crate::model::{AccountId, RoomId};
use crate::store::error::Error;

/// Whether an account has blocked another.
pub(crate) fn has_blocked(
    db: &rusqlite::Connection,
    account: AccountId,
    other: AccountId,
) -> rusqlite::Result<bool> {
    let query = "select 1 from blocks where account_id = ?1 and blocked_id = ?2";
    db.prepare_cached(query)?.exists((account.0, other.0))
}

/// Requires that an account and others have not blocked each other.
///
/// # Errors
/// [`Error::Blocked`].
pub(crate) fn require_not_blocked(
    db: &rusqlite::Connection,
    account: AccountId,
    others: &[AccountId],
) -> Result<(), Error> {
    for other in others {
        if has_blocked(db, *other, account)? || has_blocked(db, account, *other)? {
            return Err(Error::Blocked);
        }
    }
    Ok(())
}

/// Requires that the other in a conversation between two has not blocked the account, or the account the other.
///
/// # Errors
/// [`Error::Blocked`].
pub(crate) fn require_reachable(db: &rusqlite::Connection, room: RoomId, account: AccountId) -> Result<(), Error> {
    let query = "select account_id from conversation_members where room_id = ?1 and account_id <> ?2 limit 2";
    let mut query = db.prepare_cached(query)?;
    let others: Vec<AccountId> =
        query.query_map((room.0, account.0), |row| row.get(0).map(AccountId))?.collect::<Result<_, _>>()?;
    // In a larger conversation, messages are folded as in rooms.
    if others.len() == 1 { require_not_blocked(db, account, &others) } else { Ok(()) }
}
