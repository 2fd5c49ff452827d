//! Sessions.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::logins::sessions::{Earliest, Logins, OwnSession};
use crate::model::mail::outgoing::MailKind;
use crate::model::{AccountId, Branding, Locale, Network, Session, SessionId, Slug, Viewer};
use crate::store::commands::sessions::{EndedSessions, NewPassword, NewSession, Opening, SessionUse, Which};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts;
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::access::{
    require_hash, require_identity, require_proof, require_session, require_unblocked,
};
use crate::store::sqlite::sql::factors::use_factor;
use crate::store::sqlite::sql::mail::queue_notice;
use crate::store::sqlite::tx::logins::passkeys::use_passkey;

impl SqliteReads {
    pub(crate) async fn viewer(&self, id: SessionId, earliest: Earliest) -> Result<Viewer, Error> {
        self.read(move |db| {
            let query = "select a.id, a.username, a.role, a.display_name, a.name_shared, a.picture_change, a.language, a.time_zone, a.theme, a.text_size, a.blocks_version, a.room_order, a.send_key, a.hides_formatting, a.favourite_reactions,
                    exists (select 1 from second_factors f where f.account_id = a.id and f.confirmed_at is not null) as has_second_factor,
                    a.password_hash is not null as has_password,
                    exists (select 1 from identities i where i.account_id = a.id) as has_identity, s.signed_on_at,
                    s.id as session_id, s.created_at, s.used_at, r.slug as last_room
                from sessions s
                join accounts a on a.id = s.account_id
                left join rooms r on r.id = a.last_room_id
                where s.id = ?1 and s.used_at >= ?2 and s.created_at >= ?3";
            let viewer = db.prepare_cached(query)?.query_row((id.0, earliest.used, earliest.started), |row| {
                let chosen = accounts::locale_from_row(row)?;
                Ok(Viewer {
                    account: accounts::from_row(row)?,
                    session: session(row)?,
                    has_second_factor: row.get("has_second_factor")?,
                    logins: Logins {
                        has_password: row.get("has_password")?,
                        has_identity: row.get("has_identity")?,
                        signed_on_at: row.get::<_, Option<i64>>("signed_on_at")?.map(from_millisecond).transpose()?,
                        ..Logins::default()
                    },
                    last_room: row.get::<_, Option<String>>("last_room")?.map(|slug| Slug::parse(&slug)),
                    locale: chosen.or(&Locale::default()),
                    chosen,
                    appearance: accounts::appearance_from_row(row)?,
                    favourite_reactions: row.get("favourite_reactions")?,
                    network: Network::NONE,
                    sends_mail: false,
                    branding: Branding::default(),
                    setup: None,
                })
            })?;
            Ok(viewer)
        })
        .await
    }

    pub(crate) async fn sessions(&self, account: AccountId, earliest: Earliest) -> Result<Vec<OwnSession>, Error> {
        self.read(move |db| {
            let query = "select id as session_id, device, network, created_at, used_at from sessions
                where account_id = ?1 and used_at >= ?2 and created_at >= ?3 order by used_at desc, created_at desc, session_id";
            let mut query = db.prepare_cached(query)?;
            let sessions = query.query_map((account.0, earliest.used, earliest.started), |row| {
                Ok(OwnSession { session: session(row)?, device: row.get("device")?, network: row.get("network")? })
            })?;
            Ok(sessions.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn create_session(
        &self,
        new: NewSession,
        most: u32,
        earliest: Earliest,
    ) -> Result<(), Error> {
        let NewSession { id, account, opened_by, factor, device, network, now } = new;
        let start = move |db: &rusqlite::Connection| {
            let signed_on_at = match &opened_by {
                None => None,
                Some(Opening::Hash(hash)) => require_hash(db, account, hash).map(|()| None)?,
                Some(Opening::SignOn { issuer, subject, at }) => {
                    require_identity(db, account, issuer, subject)?;
                    *at
                }
                Some(Opening::Passkey { credential_id, credential, counter }) => {
                    use_passkey(db, account, credential_id, credential, *counter, now).map(|()| None)?
                }
            };
            require_unblocked(db, &network)?;
            if !matches!(opened_by, Some(Opening::Passkey { .. })) {
                use_factor(db, account, &factor)?;
            }
            let mut gone = delete_expired(db, earliest)?;
            let delete = "delete from sessions where id in (select id from sessions where account_id = ?1
                order by used_at desc, created_at desc limit -1 offset ?2) returning id";
            let mut delete = db.prepare_cached(delete)?;
            for id in delete.query_map((account.0, most.saturating_sub(1)), |row| row.get(0).map(SessionId))? {
                gone.push(id?);
            }
            // Logging in undoes a deletion that was asked for.
            let update =
                "update accounts set seen_at = ?2, delete_at = null where id = ?1 and deactivated_at is null";
            if db.prepare_cached(update)?.execute((account.0, now.as_millisecond()))? == 0 {
                let exists = db.prepare_cached("select 1 from accounts where id = ?1")?.exists([account.0])?;
                return Err(if exists { Error::Deactivated } else { Error::NotFound });
            }
            let insert =
                "insert into sessions (id, account_id, device, network, created_at, used_at, signed_on_at)
                values (?1, ?2, ?3, ?4, ?5, ?5, ?6)";
            let signed_on_at = signed_on_at.map(Timestamp::as_millisecond);
            let values = (id.0, account.0, device, network, now.as_millisecond(), signed_on_at);
            db.prepare_cached(insert)?.execute(values)?;
            Ok(Committed::notices(gone.into_iter().map(Notice::SessionEnded).collect()))
        };
        self.writer.write_noticed(Some(account), start).await
    }

    pub(crate) async fn change_password(&self, new: NewPassword) -> Result<(), Error> {
        let account = new.account;
        let change = move |db: &rusqlite::Connection| {
            let NewPassword { account, session, old, new } = new;
            require_session(db, account, session)?;
            require_proof(db, account, &old)?;
            db.prepare_cached("update accounts set password_hash = ?2 where id = ?1")?
                .execute((account.0, new))?;
            queue_notice(db, account, MailKind::PasswordChanged)?;
            let gone = delete_others(db, account, session)?.into_iter().map(Notice::SessionEnded);
            Ok(Committed::notices(gone.chain([Notice::AccountChanged(account)]).collect()))
        };
        self.writer.write_noticed(Some(account), change).await
    }

    pub(crate) async fn note_session(
        &self,
        of: AccountId,
        used: SessionUse,
        earliest: Earliest,
    ) -> Result<(), Error> {
        self.writer
            .write_noticed(Some(of), move |db| {
                let SessionUse { session, network, now } = used;
                let update = "update sessions set used_at = ?2, network = ?3
                    where id = ?1 and used_at >= ?4 and created_at >= ?5";
                let values = (session.0, now.as_millisecond(), network, earliest.used, earliest.started);
                let noted = db.prepare_cached(update)?.execute(values)? > 0;
                if noted {
                    db.prepare_cached("update accounts set seen_at = ?2 where id = ?1")?
                        .execute((of.0, now.as_millisecond()))?;
                    Ok(Committed::notice(Notice::SessionProlonged(session)))
                } else {
                    Err(Error::SessionEnded)
                }
            })
            .await
    }

    pub(crate) async fn end_sessions(&self, ended: EndedSessions) -> Result<usize, Error> {
        let account = ended.account;
        let end = move |db: &rusqlite::Connection| {
            let EndedSessions { account, by, proof, which } = ended;
            require_session(db, account, by)?;
            require_proof(db, account, &proof)?;
            let gone = match which {
                Which::Others => delete_others(db, account, by)?,
                Which::These(ids) => {
                    let mut delete =
                        db.prepare_cached("delete from sessions where id = ?1 and account_id = ?2")?;
                    let mut gone = Vec::new();
                    for id in ids {
                        if delete.execute((id.0, account.0))? > 0 {
                            gone.push(id);
                        }
                    }
                    gone
                }
            };
            let value = gone.len();
            Ok(Committed { value, notices: gone.into_iter().map(Notice::SessionEnded).collect() })
        };
        self.writer.write_noticed(Some(account), end).await
    }

    pub(crate) async fn end_expired_sessions(&self, earliest: Earliest) -> Result<(), Error> {
        let end = move |db: &rusqlite::Connection| {
            Ok(Committed::notices(delete_expired(db, earliest)?.into_iter().map(Notice::SessionEnded).collect()))
        };
        self.writer.write_noticed(None, end).await
    }

    pub(crate) async fn delete_session(&self, id: SessionId, account: AccountId) -> Result<(), Error> {
        self.writer
            .write_noticed(Some(account), move |db| {
                db.prepare_cached("delete from sessions where id = ?1")?.execute([id.0])?;
                Ok(Committed::notice(Notice::SessionEnded(id)))
            })
            .await
    }
}

/// Reads the session of a row.
pub(crate) fn session(row: &rusqlite::Row<'_>) -> rusqlite::Result<Session> {
    let (created_at, used_at) = (timestamp(row, "created_at")?, timestamp(row, "used_at")?);
    Ok(Session { id: SessionId(row.get("session_id")?), created_at, used_at })
}

/// Deletes all sessions of an account but one, and returns their ids.
pub(crate) fn delete_others(
    db: &rusqlite::Connection,
    account: AccountId,
    stays: SessionId,
) -> rusqlite::Result<Vec<SessionId>> {
    let delete = "delete from sessions where account_id = ?1 and id <> ?2 returning id";
    let mut delete = db.prepare_cached(delete)?;
    let gone = delete.query_map((account.0, stays.0), |row| row.get(0).map(SessionId))?;
    gone.collect()
}

/// Deletes all sessions of an account, and returns their ids.
pub(crate) fn delete_all(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<Vec<SessionId>> {
    let mut delete = db.prepare_cached("delete from sessions where account_id = ?1 returning id")?;
    let gone = delete.query_map([account.0], |row| row.get(0).map(SessionId))?;
    let mut gone: Vec<SessionId> = gone.collect::<Result<_, _>>()?;
    // A guest has one session, elsewhere.
    let end = "update guests set ended_at = cast(unixepoch('subsec') * 1000 as integer)
        where account_id = ?1 and ended_at is null returning session_id";
    let mut end = db.prepare_cached(end)?;
    for guest in end.query_map([account.0], |row| row.get(0).map(SessionId))? {
        gone.push(guest?);
    }
    Ok(gone)
}

/// Deletes the sessions that have expired, and returns their ids.
fn delete_expired(db: &rusqlite::Connection, earliest: Earliest) -> rusqlite::Result<Vec<SessionId>> {
    let delete = "delete from sessions where used_at < ?1 or created_at < ?2 returning id";
    let mut delete = db.prepare_cached(delete)?;
    let gone = delete.query_map((earliest.used, earliest.started), |row| row.get(0).map(SessionId))?;
    gone.collect()
}
