//! Scheduled messages.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::{OptionalExtension as _, Row};

use crate::model::due_work::{DueWorkId, DueWorkKind, ScheduledMessage, SendFailure};
use crate::model::text::candidates;
use crate::model::{AccountId, Draft, MessageId, Nonce, RoomId, RoomKind};
use crate::store::commands::due_work::{NewScheduledMessage, ScheduledChange, Sender};
use crate::store::commands::messages::{GroupMentions, NewMessage, Posted};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::access::{require_rules, require_unmuted};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::files::read_scheduled;
use crate::store::sqlite::rows::rooms::slug_of;
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::sql::access::{access_of, rules_for};
use crate::store::sqlite::sql::blocks::require_reachable;
use crate::store::sqlite::sql::memberships::admit;
use crate::store::sqlite::sql::replies::quote_in;
use crate::store::sqlite::tx::due_work::files::{schedule, unschedule};
use crate::store::sqlite::tx::due_work::queue::{READABLE, require_fewer, require_one};
use crate::store::sqlite::tx::posts::post_message;

impl SqliteReads {
    pub(crate) async fn scheduled_messages(&self, account: AccountId) -> Result<Vec<ScheduledMessage>, Error> {
        self.read(move |db| {
            let query = format!(
                "select d.id, d.room_id, d.body, d.message_id, d.due_at, d.failure, r.slug, r.name,
                    r.id is not null and {READABLE} as is_readable
                from due_work d left join rooms r on r.id = d.room_id
                left join memberships p on p.room_id = r.id and p.account_id = d.account_id
                where d.account_id = ?1 and d.kind = 'message' order by d.due_at, d.id"
            );
            let scheduled = |row: &Row<'_>| {
                let shown_room =
                    if row.get("is_readable")? { Some((slug_of(row)?, row.get("name")?)) } else { None };
                Ok(ScheduledMessage {
                    id: DueWorkId(row.get("id")?),
                    room: RoomId(row.get("room_id")?),
                    shown_room,
                    body: row.get("body")?,
                    files: Vec::new(),
                    reply_to: row.get::<_, Option<i64>>("message_id")?.map(MessageId),
                    due_at: timestamp(row, "due_at")?,
                    failure: row.get::<_, Option<String>>("failure")?.map(|name| SendFailure::parse(&name)),
                })
            };
            let mut all: Vec<ScheduledMessage> =
                db.prepare_cached(&query)?.query_map([account.0], scheduled)?.collect::<Result<_, _>>()?;
            let mut files = read_scheduled(db, account)?;
            for one in &mut all {
                one.files = files.remove(&one.id).unwrap_or_default();
            }
            Ok(all)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn schedule_message(&self, new: NewScheduledMessage) -> Result<DueWorkId, Error> {
        let account = new.account;
        let add = move |db: &rusqlite::Connection| {
            let NewScheduledMessage { account, room, draft, files, reply_to, due_at, now, max } = new;
            let access = access_of(db, account, room)?.require_writable()?;
            require_unmuted(access.muted_until, now)?;
            let (rules, is_exempt) = rules_for(db, room, &access)?;
            require_rules(rules, is_exempt, None, now)?;
            if access.kind == RoomKind::Direct {
                require_reachable(db, room, account)?;
            }
            if let Some(id) = reply_to {
                quote_in(db, room, id)?;
            }
            require_fewer(db, account, DueWorkKind::Message, max)?;
            let insert = "insert into due_work (kind, account_id, room_id, message_id, body, due_at)
                values ('message', ?1, ?2, ?3, ?4, ?5)";
            let reply_to = reply_to.map(|id| id.0);
            let values = (account.0, room.0, reply_to, draft.as_str(), due_at.as_millisecond());
            db.prepare_cached(insert)?.execute(values)?;
            let mut notices = vec![Notice::DueWorkChanged(account)];
            let id = DueWorkId(db.last_insert_rowid());
            schedule(db, id, account, &files)?;
            if access.kind == RoomKind::Open && admit(db, room, account, now)? {
                notices.push(Notice::MembershipGained(room, account));
            }
            Ok(Committed { value: id, notices })
        };
        self.writer.write_noticed(Some(account), add).await
    }

    pub(crate) async fn change_scheduled_message(&self, change: ScheduledChange) -> Result<(), Error> {
        let ScheduledChange { account, id, draft, due_at } = change;
        let change = move |db: &rusqlite::Connection| {
            let update = "update due_work set body = ?3, due_at = coalesce(?4, due_at), lease_until = null,
                    attempts = iif(?4 is null, attempts, 0), ended_at = iif(?4 is null, ended_at, null),
                    failure = iif(?4 is null, failure, null)
                where id = ?1 and account_id = ?2 and kind = 'message'";
            let values = (id.0, account.0, draft.as_str(), due_at.map(Timestamp::as_millisecond));
            require_one(db.prepare_cached(update)?.execute(values)?)?;
            Ok(Committed::notice(Notice::DueWorkChanged(account)))
        };
        self.writer.write_noticed(Some(account), change).await
    }

    pub(crate) async fn post_scheduled_message(
        &self,
        account: AccountId,
        id: DueWorkId,
        by: Sender,
        now: Timestamp,
    ) -> Result<Option<Posted>, Error> {
        let post = move |db: &rusqlite::Connection| {
            let query = "select room_id, message_id, body from due_work
                where id = ?1 and account_id = ?2 and kind = 'message'
                    and (?3 is null or (ended_at is null and due_at <= ?3))";
            let due_before = (by == Sender::Job).then(|| now.as_millisecond());
            let scheduled = db.prepare_cached(query)?.query_row((id.0, account.0, due_before), |row| {
                let reply_to: Option<i64> = row.get("message_id")?;
                Ok((RoomId(row.get("room_id")?), reply_to.map(MessageId), row.get::<_, String>("body")?))
            });
            let Some((room, reply_to, body)) = scheduled.optional()? else { return Ok(Committed::silent(None)) };
            // Before the row goes, which would take its files along.
            let files = unschedule(db, id)?;
            db.prepare_cached("delete from due_work where id = ?1")?.execute([id.0])?;
            // Posting would bring the author back into an open room that the author has left meanwhile.
            access_of(db, account, room)?.require_member().map_err(|_| Error::NotFound)?;
            let draft = Draft::from_store(body);
            let names = candidates(draft.as_str());
            // Deleting the row is what makes sending it exactly once; the nonce is that of a restored database, too.
            let nonce = Nonce::parse(&format!("scheduled-{}-{}", id.0, account.0));
            let new = NewMessage {
                files,
                room,
                author: account,
                draft,
                names,
                reply_to,
                nonce,
                groups: GroupMentions::default(),
                posted_at: now,
            };
            let Committed { value, mut notices } = post_message(db, new)?;
            notices.push(Notice::DueWorkChanged(account));
            Ok(Committed { value: Some(value), notices })
        };
        self.writer.write_noticed(Some(account), post).await
    }

    pub(crate) async fn give_up_scheduled_message(
        &self,
        id: DueWorkId,
        failure: SendFailure,
        now: Timestamp,
    ) -> Result<(), Error> {
        let give_up = move |db: &rusqlite::Connection| {
            let update = "update due_work set ended_at = ?3, failure = ?2, lease_until = null
                where id = ?1 and kind = 'message' and ended_at is null and due_at <= ?3 returning account_id";
            let values = (id.0, failure.name(), now.as_millisecond());
            let account = db.prepare_cached(update)?.query_row(values, |row| row.get(0));
            let account = account.optional()?.map(AccountId);
            Ok(Committed::notices(account.map(Notice::DueWorkChanged).into_iter().collect()))
        };
        self.writer.write_noticed(None, give_up).await
    }

    pub(crate) async fn remove_scheduled_message(&self, account: AccountId, id: DueWorkId) -> Result<(), Error> {
        self.remove_due_work(account, id, DueWorkKind::Message).await
    }
}
