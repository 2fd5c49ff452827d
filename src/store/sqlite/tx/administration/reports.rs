//! Reports of messages.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::administration::audit::Act;
use crate::model::administration::reports::{CONTEXT, Report, ReportId, ReportReason};
use crate::model::{AccountId, Message, MessageId, RoomId, RoomKind};
use crate::store::commands::reports::NewReport;
use crate::store::error::Error;
use crate::store::permission::{Actor, Moderator};
use crate::store::policy::reports::MAX_OPEN_REPORTS;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::messages::{COLUMNS, complete, from_row, read_message};
use crate::store::sqlite::rows::people;
use crate::store::sqlite::rows::rooms::kind_of;
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::access::{access_of, require_moderator, require_session};
use crate::store::sqlite::sql::audit::{Subject, record};

impl SqliteReads {
    pub(crate) async fn reports(
        &self,
        open: bool,
        before: Option<ReportId>,
        most: u32,
    ) -> Result<Vec<Report>, Error> {
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            let state = if open { "resolved_at is null" } else { "resolved_at is not null" };
            let query = format!(
                "select r.id, r.message_id, r.reason, r.reported_at, r.resolved_at, m.room_id, o.name, o.kind,
                    a.username, a.display_name, a.name_shared, a.picture_change,
                    b.username, b.display_name, b.name_shared, b.picture_change
                from reports r join messages m on m.id = r.message_id join rooms o on o.id = m.room_id
                join accounts a on a.id = r.reported_by left join accounts b on b.id = r.resolved_by
                where r.{state} and r.id < ?1 order by r.id desc limit ?2"
            );
            let mut statement = snapshot.prepare_cached(&query)?;
            let mut rows = statement.query((before.map_or(i64::MAX, |id| id.0), most))?;
            let mut reports = Vec::new();
            while let Some(row) = rows.next()? {
                let (message, room) = (MessageId(row.get("message_id")?), RoomId(row.get("room_id")?));
                let resolved = match row.get::<_, Option<i64>>("resolved_at")? {
                    Some(at) => {
                        let by =
                            row.get::<_, Option<String>>(12)?.map(|_| people::from_row(row, 12)).transpose()?;
                        Some((from_millisecond(at)?, by))
                    }
                    None => None,
                };
                let kind = kind_of(row)?;
                let name = if kind == RoomKind::Direct { String::new() } else { row.get("name")? };
                reports.push(Report {
                    id: ReportId(row.get("id")?),
                    reason: ReportReason::from_store(row.get("reason")?),
                    by: people::from_row(row, 8)?,
                    at: timestamp(row, "reported_at")?,
                    resolved,
                    room: name,
                    room_kind: kind,
                    message: read_message(&snapshot, room, message)?,
                    before: beside(&snapshot, room, message, "m.id < ?2 order by m.id desc")?,
                    after: beside(&snapshot, room, message, "m.id > ?2 order by m.id")?,
                });
            }
            for report in &mut reports {
                report.before.reverse();
            }
            Ok(reports)
        })
        .await
    }
}

impl SqliteReads {
    pub(crate) async fn reported_author(&self, id: ReportId) -> Result<AccountId, Error> {
        let query = "select m.author_id from reports r join messages m on m.id = r.message_id where r.id = ?1";
        self.read(move |db| Ok(db.prepare_cached(query)?.query_row([id.0], |row| row.get(0).map(AccountId))?))
            .await
    }
}

/// The messages beside one that aren't deleted.
fn beside(
    db: &rusqlite::Connection,
    room: RoomId,
    message: MessageId,
    side: &str,
) -> rusqlite::Result<Vec<Message>> {
    let query = format!(
        "select {COLUMNS} from messages m join accounts a on a.id = m.author_id
        where m.room_id = ?1 and m.deleted_at is null and {side} limit ?3"
    );
    let mut query = db.prepare_cached(&query)?;
    let found = query.query_map((room.0, message.0, CONTEXT), from_row)?.collect::<Result<Vec<_>, _>>()?;
    complete(db, found)
}

impl Sqlite {
    pub(crate) async fn report(&self, new: NewReport) -> Result<(), Error> {
        let by = new.by;
        let store = move |db: &rusqlite::Connection| {
            let NewReport { room, message, by, session, reason, now } = new;
            require_session(db, by, session)?;
            access_of(db, by, room)?;
            let open = "select count(*) from reports where reported_by = ?1 and resolved_at is null";
            let open: u32 = db.prepare_cached(open)?.query_row([by.0], |row| row.get(0))?;
            if open >= MAX_OPEN_REPORTS {
                return Err(Error::LimitReached);
            }
            let insert = "insert into reports (message_id, reported_by, reason, reported_at)
                select id, ?3, ?4, ?5 from messages where room_id = ?1 and id = ?2 and deleted_at is null
                on conflict do nothing";
            let values = (room.0, message.0, by.0, reason.as_str(), now.as_millisecond());
            let stored = db.prepare_cached(insert)?.execute(values)? > 0;
            let known = "select 1 from reports where message_id = ?1 and reported_by = ?2";
            if stored || db.prepare_cached(known)?.exists((message.0, by.0))? {
                Ok(())
            } else {
                Err(Error::NotFound)
            }
        };
        self.writer.write(Some(by), store).await
    }

    pub(crate) async fn resolve_report(
        &self,
        by: &Moderator,
        id: ReportId,
        delete: bool,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let place = move |db: &rusqlite::Connection| {
            let query =
                "select m.room_id, m.id from reports r join messages m on m.id = r.message_id where r.id = ?1";
            Ok(db
                .prepare_cached(query)?
                .query_row([id.0], |row| Ok((RoomId(row.get(0)?), MessageId(row.get(1)?))))?)
        };
        let (room, message) = self.read(place).await?;
        let account = by.account();
        if !delete {
            let dismiss = move |db: &rusqlite::Connection| {
                require_moderator(db, &by)?;
                let message = read_message(db, room, message)?;
                Ok(resolve(db, &by, &message, now)?)
            };
            return self.writer.write(account, dismiss).await;
        }
        // The report is the permission for this message, also in a room that the moderator isn't in.
        let check = move |db: &rusqlite::Connection, message: &Message| {
            require_moderator(db, &by)?;
            let query = "select kind from rooms where id = ?1";
            let kind = db.prepare_cached(query)?.query_row([message.room.0], kind_of)?;
            resolve(db, &by, message, now)?;
            let (author, number) = (Subject::Account(message.author_id), format!("#{}", message.id.0));
            record(db, &by, now, Act::MessageDeleted, &author, &number)?;
            Ok(kind)
        };
        self.remove_message(room, message, account, now, check).await
    }
}

/// Marks the reports of a message as resolved.
fn resolve(db: &rusqlite::Connection, by: &Actor, message: &Message, now: Timestamp) -> rusqlite::Result<()> {
    let update =
        "update reports set resolved_at = ?2, resolved_by = ?3 where message_id = ?1 and resolved_at is null
        returning id";
    let values = (message.id.0, now.as_millisecond(), by.account().map(|by| by.0));
    let resolved: Option<i64> = {
        let mut update = db.prepare_cached(update)?;
        let mut resolved = update.query_map(values, |row| row.get(0))?;
        let first = resolved.next().transpose()?;
        for another in resolved {
            another?;
        }
        first
    };
    if resolved.is_some() {
        let (author, number) = (Subject::Account(message.author_id), format!("#{}", message.id.0));
        record(db, by, now, Act::ReportResolved, &author, &number)?;
    }
    Ok(())
}
