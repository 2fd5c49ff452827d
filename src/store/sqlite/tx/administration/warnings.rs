//! Warnings.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::AccountId;
use crate::model::administration::audit::Act;
use crate::model::administration::warnings::{Warning, WarningText};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::permission::{Actor, Moderator};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::role_of;
use crate::store::sqlite::rows::people::from_named;
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::access::require_moderator;
use crate::store::sqlite::sql::audit::{Subject, record};

impl SqliteReads {
    pub(crate) async fn warnings(&self, account: AccountId) -> Result<Vec<Warning>, Error> {
        self.read(move |db| {
            let query = "select w.id, w.body, w.warned_at, w.read_at,
                    a.username, a.display_name, a.name_shared, a.picture_change
                from warnings w left join accounts a on a.id = w.warned_by
                where w.account_id = ?1 order by w.id desc limit 100";
            let warning = |row: &rusqlite::Row<'_>| {
                let is_known = row.get::<_, Option<String>>("username")?.is_some();
                Ok(Warning {
                    id: row.get("id")?,
                    text: row.get("body")?,
                    by: if is_known { Some(from_named(row)?) } else { None },
                    at: timestamp(row, "warned_at")?,
                    read_at: row.get::<_, Option<i64>>("read_at")?.map(from_millisecond).transpose()?,
                })
            };
            Ok(db.prepare_cached(query)?.query_map([account.0], warning)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn warn(
        &self,
        by: &Moderator,
        account: AccountId,
        text: WarningText,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let writer = by.account();
        let warn = move |db: &rusqlite::Connection| {
            let own = require_moderator(db, &by)?;
            let query = "select role from accounts where id = ?1";
            let role = db.prepare_cached(query)?.query_row([account.0], role_of)?;
            if own.is_some_and(|own| role >= own) {
                return Err(Error::Forbidden);
            }
            insert_warning(db, &by, account, &text, now)?;
            record(db, &by, now, Act::Warned, &Subject::Account(account), "")?;
            Ok(Committed::notice(Notice::AlertsChanged(account)))
        };
        self.writer.write_noticed(writer, warn).await
    }

    pub(crate) async fn confirm_warnings(
        &self,
        account: AccountId,
        newest: i64,
        now: Timestamp,
    ) -> Result<(), Error> {
        let confirm = move |db: &rusqlite::Connection| {
            let update = "update warnings set read_at = ?3 where account_id = ?1 and id <= ?2 and read_at is null";
            db.prepare_cached(update)?.execute((account.0, newest, now.as_millisecond()))?;
            Ok(Committed::notice(Notice::AlertsChanged(account)))
        };
        self.writer.write_noticed(Some(account), confirm).await
    }
}

/// Stores a warning.
pub(crate) fn insert_warning(
    db: &rusqlite::Connection,
    by: &Actor,
    account: AccountId,
    text: &WarningText,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let insert = "insert into warnings (account_id, warned_by, body, warned_at) values (?1, ?2, ?3, ?4)";
    let values = (account.0, by.account().map(|by| by.0), text.as_str(), now.as_millisecond());
    db.prepare_cached(insert)?.execute(values)?;
    Ok(())
}
