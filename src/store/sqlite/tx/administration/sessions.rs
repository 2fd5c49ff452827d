//! The sessions of all accounts, for administrators.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::administration::audit::Act;
use crate::model::logins::sessions::{Earliest, OwnSession, SessionEntry, SessionFilter};
use crate::model::{AccountId, SessionId};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::permission::Administrator;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::people::from_named;
use crate::store::sqlite::sql::access::require_administrator;
use crate::store::sqlite::sql::audit::{Subject, record};
use crate::store::sqlite::tx::logins::sessions::session;

impl SqliteReads {
    pub(crate) async fn session_entries(
        &self,
        filter: SessionFilter,
        most: u32,
        earliest: Earliest,
    ) -> Result<Vec<SessionEntry>, Error> {
        self.read(move |db| {
            let query = "select s.id as session_id, s.device, s.network, s.created_at, s.used_at,
                    a.username, a.display_name, a.name_shared, a.picture_change
                from sessions s join accounts a on a.id = s.account_id
                where s.used_at >= ?1 and s.created_at >= ?2 and (?3 is null or (s.used_at, s.id) < (?3, ?4))
                order by s.used_at desc, s.id desc limit ?5";
            let (used, id) = filter.after.map(|(used, id)| (used, id.0)).unzip();
            let mut query = db.prepare_cached(query)?;
            let entries = query.query_map((earliest.used, earliest.started, used, id, most), |row| {
                let own = OwnSession {
                    session: session(row)?,
                    device: row.get("device")?,
                    network: row.get("network")?,
                };
                Ok(SessionEntry { person: from_named(row)?, own })
            })?;
            Ok(entries.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn administer_session(
        &self,
        by: &Administrator,
        session: SessionId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let account = by.account();
        let end = move |db: &rusqlite::Connection| {
            require_administrator(db, &by)?;
            let delete = "delete from sessions where id = ?1 returning account_id";
            let owner = db.prepare_cached(delete)?.query_row([session.0], |row| row.get(0).map(AccountId));
            let Some(owner) = owner.optional()? else { return Ok(Committed::silent(())) };
            record(db, &by, now, Act::SessionEnded, &Subject::Account(owner), "")?;
            Ok(Committed::notice(Notice::SessionEnded(session)))
        };
        self.writer.write_noticed(account, end).await
    }
}
