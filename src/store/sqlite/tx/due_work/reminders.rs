//! Reminders of messages.

use std::collections::HashMap;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::due_work::{DueWorkId, DueWorkKind, RemindedMessage, Reminder};
use crate::model::{AccountId, MessageId, MessageState};
use crate::store::commands::due_work::NewReminder;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::messages::{COLUMNS, complete, from_row, read_message};
use crate::store::sqlite::rows::rooms::slug_of;
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::tx::due_work::queue::{READABLE, require_fewer, require_one};

impl SqliteReads {
    pub(crate) async fn reminders(&self, account: AccountId) -> Result<Vec<Reminder>, Error> {
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            let query = format!(
                "select {COLUMNS}, r.slug, r.name from due_work d join messages m on m.id = d.message_id
                join accounts a on a.id = m.author_id join rooms r on r.id = m.room_id
                left join memberships p on p.room_id = r.id and p.account_id = d.account_id
                where d.account_id = ?1 and d.kind = 'reminder' and m.deleted_at is null and {READABLE}"
            );
            let mut statement = snapshot.prepare_cached(&query)?;
            let rows = statement.query_map([account.0], |row| {
                Ok((from_row(row)?, (slug_of(row)?, row.get::<_, String>("name")?)))
            })?;
            let (found, rooms): (Vec<_>, Vec<_>) = rows.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            let messages = complete(&snapshot, found)?.into_iter().zip(rooms);
            let mut about: HashMap<MessageId, RemindedMessage> = messages
                .map(|(message, (slug, room))| (message.id, RemindedMessage { message, slug, room }))
                .collect();
            let query = "select id, message_id, due_at, ended_at is not null as is_due from due_work
                where account_id = ?1 and kind = 'reminder' order by due_at, id";
            let mut statement = snapshot.prepare_cached(query)?;
            let reminders = statement.query_map([account.0], |row| {
                Ok(Reminder {
                    id: DueWorkId(row.get("id")?),
                    due_at: timestamp(row, "due_at")?,
                    is_due: row.get("is_due")?,
                    about: row.get("message_id").map(|id| about.remove(&MessageId(id)))?,
                })
            })?;
            Ok(reminders.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn set_reminder(&self, new: NewReminder) -> Result<(), Error> {
        let NewReminder { account, room, message, due_at, max } = new;
        let set = move |db: &rusqlite::Connection| {
            access_of(db, account, room)?;
            if read_message(db, room, message)?.state == MessageState::Deleted {
                return Err(Error::NotFound);
            }
            let replace = "update due_work set due_at = ?3, lease_until = null, attempts = 0, ended_at = null
                where account_id = ?1 and message_id = ?2 and kind = 'reminder'";
            let replaced = db.prepare_cached(replace)?.execute((account.0, message.0, due_at.as_millisecond()))?;
            if replaced == 0 {
                require_fewer(db, account, DueWorkKind::Reminder, max)?;
                let insert = "insert into due_work (kind, account_id, room_id, message_id, due_at)
                    values ('reminder', ?1, ?2, ?3, ?4)";
                let values = (account.0, room.0, message.0, due_at.as_millisecond());
                db.prepare_cached(insert)?.execute(values)?;
            }
            Ok(Committed::notice(Notice::DueWorkChanged(account)))
        };
        self.writer.write_noticed(Some(account), set).await
    }

    pub(crate) async fn move_reminder(
        &self,
        account: AccountId,
        id: DueWorkId,
        due_at: Timestamp,
    ) -> Result<(), Error> {
        let change = move |db: &rusqlite::Connection| {
            let update = "update due_work set due_at = ?3, lease_until = null, attempts = 0, ended_at = null
                where id = ?1 and account_id = ?2 and kind = 'reminder'";
            require_one(db.prepare_cached(update)?.execute((id.0, account.0, due_at.as_millisecond()))?)?;
            Ok(Committed::notice(Notice::DueWorkChanged(account)))
        };
        self.writer.write_noticed(Some(account), change).await
    }

    pub(crate) async fn remove_reminder(&self, account: AccountId, id: DueWorkId) -> Result<(), Error> {
        self.remove_due_work(account, id, DueWorkKind::Reminder).await
    }

    pub(crate) async fn end_reminder(&self, id: DueWorkId, now: Timestamp) -> Result<(), Error> {
        let end = move |db: &rusqlite::Connection| {
            let update = "update due_work set ended_at = ?2, lease_until = null
                where id = ?1 and kind = 'reminder' and ended_at is null and due_at <= ?2 returning account_id";
            let account = db.prepare_cached(update)?.query_row((id.0, now.as_millisecond()), |row| row.get(0));
            let account = account.optional()?.map(AccountId);
            Ok(Committed::notices(account.map(Notice::DueWorkChanged).into_iter().collect()))
        };
        self.writer.write_noticed(None, end).await
    }
}
