//! Sessions.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::sessions::oldest_valid_use;
use crate::model::{AccountId, Locale, Network, Session, SessionId, Slug, Viewer};
use crate::store::commands::sessions::{NewPassword, NewSession};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts;
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::sql::access::require_session;

impl SqliteReads {
    /// The viewer of a session that was last used at `used_since`, in milliseconds since 1970, or later.
    pub(crate) async fn viewer(&self, id: SessionId, used_since: i64) -> Result<Viewer, Error> {
        self.read(move |db| {
            let query = "select a.id, a.username, a.role, a.display_name, a.name_shared, a.picture_change, a.language, a.time_zone, s.used_at, r.slug as last_room
                from sessions s
                join accounts a on a.id = s.account_id
                left join rooms r on r.id = a.last_room_id
                where s.id = ?1 and s.used_at >= ?2";
            let viewer = db.prepare_cached(query)?.query_row((id.0, used_since), |row| {
                let chosen = accounts::locale_from_row(row)?;
                Ok(Viewer {
                    account: accounts::from_row(row)?,
                    session: Session { id, used_at: timestamp(row, "used_at")? },
                    last_room: row.get::<_, Option<String>>("last_room")?.map(|slug| Slug::parse(&slug)),
                    locale: chosen.or(&Locale::default()),
                    chosen,
                    network: Network::NONE,
                })
            })?;
            Ok(viewer)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn create_session(&self, new: NewSession, most: u32) -> Result<(), Error> {
        let NewSession { id, account, opened_by, device, now } = new;
        let start = move |db: &rusqlite::Connection| {
            if let Some(hash) = opened_by {
                require_hash(db, account, &hash)?;
            }
            db.prepare_cached("delete from sessions where used_at < ?1")?.execute([oldest_valid_use(now)])?;
            let delete = "delete from sessions where id in (select id from sessions where account_id = ?1
                order by used_at desc, created_at desc limit -1 offset ?2) returning id";
            let mut delete = db.prepare_cached(delete)?;
            let gone = delete.query_map((account.0, most.saturating_sub(1)), |row| row.get(0).map(SessionId))?;
            let gone = gone.collect::<Result<Vec<_>, _>>()?;
            let insert = "insert into sessions (id, account_id, device, created_at, used_at)
                values (?1, ?2, ?3, ?4, ?4)";
            db.prepare_cached(insert)?.execute((id.0, account.0, device, now.as_millisecond()))?;
            Ok(Committed::notices(gone.into_iter().map(Notice::SessionEnded).collect()))
        };
        self.writer.write_noticed(Some(account), start).await
    }

    pub(crate) async fn change_password(&self, new: NewPassword) -> Result<(), Error> {
        let account = new.account;
        let change = move |db: &rusqlite::Connection| {
            let NewPassword { account, session, old, new } = new;
            require_session(db, account, session)?;
            require_hash(db, account, &old)?;
            db.prepare_cached("update accounts set password_hash = ?2 where id = ?1")?
                .execute((account.0, new))?;
            let delete = "delete from sessions where account_id = ?1 and id <> ?2 returning id";
            let mut delete = db.prepare_cached(delete)?;
            let gone = delete.query_map((account.0, session.0), |row| row.get(0).map(SessionId))?;
            let gone = gone.collect::<Result<Vec<_>, _>>()?;
            Ok(Committed::notices(gone.into_iter().map(Notice::SessionEnded).collect()))
        };
        self.writer.write_noticed(Some(account), change).await
    }

    pub(crate) async fn note_session(
        &self,
        id: SessionId,
        account: AccountId,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.writer
            .write_noticed(Some(account), move |db| {
                let update = "update sessions set used_at = ?2 where id = ?1";
                let noted = db.prepare_cached(update)?.execute((id.0, now.as_millisecond()))? > 0;
                if noted { Ok(Committed::notice(Notice::SessionProlonged(id))) } else { Err(Error::SessionEnded) }
            })
            .await
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

/// Makes sure that an account's password has this hash still.
fn require_hash(db: &rusqlite::Connection, account: AccountId, hash: &str) -> Result<(), Error> {
    let query = "select 1 from accounts where id = ?1 and password_hash = ?2";
    if db.prepare_cached(query)?.exists((account.0, hash))? { Ok(()) } else { Err(Error::Changed) }
}
