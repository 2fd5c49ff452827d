//! Reads what the preconditions of writes are about, in the transaction that writes (`store/policy/access.rs`).

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::{AccountId, Inviters, Role, RoomId, RoomRules, SessionId};
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::permission::Actor;
use crate::store::policy::access::Access;
use crate::store::sqlite::rows::accounts::role_of;
use crate::store::sqlite::rows::rooms::{kind_of, rules_of};
use crate::store::sqlite::rows::timestamps::from_millisecond;

/// The access of an account to a room now.
///
/// # Errors
/// [`Error::NotFound`] when the room is gone, and alike when it isn't open to this account.
pub(crate) fn access_of(db: &rusqlite::Connection, account: AccountId, room: RoomId) -> Result<Access, Error> {
    let query = "select r.kind, r.archived_at is not null as is_archived, r.created_by,
            a.role, a.muted_until, m.room_id is not null as is_member
        from rooms r join accounts a on a.id = ?1 and a.deactivated_at is null
        left join memberships m on m.account_id = a.id and m.room_id = r.id
        where r.id = ?2 and r.deleted_at is null and (r.kind = 'open' or m.room_id is not null)";
    let access = db.prepare_cached(query)?.query_row((account.0, room.0), |row| {
        Ok(Access {
            kind: kind_of(row)?,
            account,
            is_member: row.get("is_member")?,
            is_archived: row.get("is_archived")?,
            role: role_of(row)?,
            muted_until: row.get::<_, Option<i64>>("muted_until")?.map(from_millisecond).transpose()?,
            created_by: row.get::<_, Option<i64>>("created_by")?.map(AccountId),
        })
    })?;
    Ok(access)
}

/// The rules of a room, and whether they don't hold for this account.
pub(crate) fn rules_for(
    db: &rusqlite::Connection,
    room: RoomId,
    access: &Access,
) -> rusqlite::Result<(RoomRules, bool)> {
    let query = "select announcements, slow_seconds, max_members, no_group_mentions from rooms where id = ?1";
    let rules = db.prepare_cached(query)?.query_row([room.0], rules_of)?;
    Ok((rules, RoomRules::exempt(access.created_by, access.account, access.role)))
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

/// Makes sure that an account's password still has this hash.
///
/// # Errors
/// [`Error::Changed`] when it has another.
pub(crate) fn require_hash(db: &rusqlite::Connection, account: AccountId, hash: &str) -> Result<(), Error> {
    let query = "select 1 from accounts where id = ?1 and password_hash = ?2";
    if db.prepare_cached(query)?.exists((account.0, hash))? { Ok(()) } else { Err(Error::Changed) }
}

/// Makes sure that an account is still linked with this one at a provider of single sign-on.
///
/// # Errors
/// [`Error::Changed`] when it isn't.
pub(crate) fn require_identity(
    db: &rusqlite::Connection,
    account: AccountId,
    issuer: &str,
    subject: &str,
) -> Result<(), Error> {
    let query = "select 1 from identities where account_id = ?1 and issuer = ?2 and subject = ?3";
    if db.prepare_cached(query)?.exists((account.0, issuer, subject))? { Ok(()) } else { Err(Error::Changed) }
}

/// Makes sure that an account has a way to log in. `passwords`: whether a password is one.
///
/// # Errors
/// [`Error::LastLogin`] when it has none.
pub(crate) fn require_other_login(
    db: &rusqlite::Connection,
    account: AccountId,
    passwords: bool,
) -> Result<(), Error> {
    let query = "select 1 from accounts a where id = ?1 and (?2 and password_hash is not null
        or exists (select 1 from identities i where i.account_id = a.id)
        or exists (select 1 from passkeys p where p.account_id = a.id))";
    let has_one = db.prepare_cached(query)?.exists((account.0, passwords))?;
    if has_one { Ok(()) } else { Err(Error::LastLogin) }
}

/// Makes sure that the evidence of an account's owner still holds.
///
/// # Errors
/// [`Error::Changed`] when it doesn't.
pub(crate) fn require_proof(db: &rusqlite::Connection, account: AccountId, proof: &Proof) -> Result<(), Error> {
    let (session, since) = match proof {
        Proof::Hash(hash) => return require_hash(db, account, hash),
        Proof::SignOn { session, since } => (session, since),
    };
    let query = "select 1 from sessions s join identities i on i.account_id = s.account_id
        where s.id = ?1 and s.account_id = ?2 and s.signed_on_at >= ?3";
    let is_so = db.prepare_cached(query)?.exists((session.0, account.0, since.as_millisecond()))?;
    if is_so { Ok(()) } else { Err(Error::Changed) }
}

/// Whether anybody who can log in, and is not about to be deleted, administers the server.
pub(crate) fn has_administrator(db: &rusqlite::Connection) -> rusqlite::Result<bool> {
    let query = "select 1 from accounts a where role = 'administrator'
        and (password_hash is not null or exists (select 1 from identities i where i.account_id = a.id)
            or exists (select 1 from passkeys p where p.account_id = a.id))
        and deactivated_at is null and delete_at is null";
    db.prepare_cached(query)?.exists(())
}

/// Makes sure that somebody administers the server still.
///
/// # Errors
/// [`Error::SessionEnded`]; [`Error::Forbidden`].
pub(crate) fn require_administrator(db: &rusqlite::Connection, by: &Actor) -> Result<(), Error> {
    let Some((account, session)) = by.session else { return Ok(()) };
    require_session(db, account, session)?;
    if is_administrator(db, account)? { Ok(()) } else { Err(Error::Forbidden) }
}

/// Makes sure that somebody may invite people to the server still.
///
/// # Errors
/// [`Error::SessionEnded`]; [`Error::Forbidden`].
pub(crate) fn require_inviter(db: &rusqlite::Connection, by: &Actor) -> Result<(), Error> {
    let Some((account, session)) = by.session else { return Ok(()) };
    let query = "select value from settings where name = 'inviters'";
    let inviters = db.prepare_cached(query)?.query_row((), |row| row.get::<_, String>(0)).optional()?;
    match inviters.and_then(|name| Inviters::parse(&name)).unwrap_or_default() {
        Inviters::Everyone => require_session(db, account, session),
        Inviters::Administrators => require_administrator(db, by),
    }
}

/// Makes sure that somebody keeps order still, and returns the role; none on the command line.
///
/// # Errors
/// [`Error::SessionEnded`]; [`Error::Forbidden`].
pub(crate) fn require_moderator(db: &rusqlite::Connection, by: &Actor) -> Result<Option<Role>, Error> {
    let Some((account, session)) = by.session else { return Ok(None) };
    require_session(db, account, session)?;
    let query = "select role from accounts where id = ?1";
    let role = db.prepare_cached(query)?.query_row([account.0], role_of)?;
    if role >= Role::Moderator { Ok(Some(role)) } else { Err(Error::Forbidden) }
}

/// Makes sure that people from a network may log in and register.
///
/// # Errors
/// [`Error::BlockedNetwork`].
pub(crate) fn require_unblocked(db: &rusqlite::Connection, network: &str) -> Result<(), Error> {
    let blocked = db.prepare_cached("select 1 from blocked_networks where network = ?1")?.exists([network])?;
    if blocked { Err(Error::BlockedNetwork) } else { Ok(()) }
}
