//! Polls: changes of the messages that they are.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::{OptionalExtension as _, Row};

use crate::model::due_work::DueWorkId;
use crate::model::new_polls::NewPoll;
use crate::model::polls::{OwnVote, Poll, PollKind, Tally, tally};
use crate::model::{AccountId, Change, Message, MessageId, RoomId};
use crate::store::commands::messages::{NewMessage, Posted};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::messages::read_message;
use crate::store::sqlite::rows::polls::json;
use crate::store::sqlite::rows::rooms::slug_of;
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::sql::changes::{Changed, touch};
use crate::store::sqlite::tx::posts::post_message;

impl SqliteReads {
    pub(crate) async fn own_vote(&self, poll: MessageId, account: AccountId) -> Result<Option<Vec<usize>>, Error> {
        self.read(move |db| {
            let query = "select choices from poll_votes where message_id = ?1 and account_id = ?2";
            let vote = db.prepare_cached(query)?.query_row((poll.0, account.0), |row| json(row, "choices"));
            Ok(vote.optional()?)
        })
        .await
    }

    pub(crate) async fn own_votes(&self, account: AccountId) -> Result<Vec<OwnVote>, Error> {
        self.read(move |db| {
            let query = "select v.message_id, v.choices, v.voted_at, p.options, r.slug
                from poll_votes v join polls p on p.message_id = v.message_id
                join messages m on m.id = v.message_id join rooms r on r.id = m.room_id
                where v.account_id = ?1 and r.deleted_at is null order by v.message_id";
            let vote = |row: &Row<'_>| {
                let (options, choices): (Vec<String>, Vec<usize>) = (json(row, "options")?, json(row, "choices")?);
                Ok(OwnVote {
                    room: slug_of(row)?,
                    message: MessageId(row.get("message_id")?),
                    choices: choices.into_iter().filter_map(|choice| options.get(choice).cloned()).collect(),
                    voted_at: timestamp(row, "voted_at")?,
                })
            };
            Ok(db.prepare_cached(query)?.query_map([account.0], vote)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn post_poll(&self, new: NewMessage, poll: NewPoll) -> Result<Posted, Error> {
        let author = new.author;
        let post = move |db: &rusqlite::Connection| {
            let room = new.room;
            let Committed { value, mut notices } = post_message(db, new)?;
            let Posted::New(change) = value else { return Ok(Committed { value, notices }) };
            let id = change.message.id;
            insert(db, id, &poll)?;
            if let Some(at) = poll.closes_at {
                let insert = "insert into due_work (kind, account_id, room_id, message_id, due_at)
                    values ('poll', ?1, ?2, ?3, ?4)";
                db.prepare_cached(insert)?.execute((author.0, room.0, id.0, at.as_millisecond()))?;
                notices.push(Notice::DueWorkChanged(author));
            }
            let change = Change { message: Arc::new(read_message(db, room, id)?), ..change };
            for notice in &mut notices {
                if let Notice::Changed(posted) = notice
                    && posted.number == change.number
                {
                    *posted = change.clone();
                }
            }
            Ok(Committed { value: Posted::New(change), notices })
        };
        self.writer.write_noticed(Some(author), post).await
    }

    pub(crate) async fn vote(
        &self,
        room: RoomId,
        id: MessageId,
        account: AccountId,
        choices: Vec<usize>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let vote = move |db: &rusqlite::Connection| {
            access_of(db, account, room)?.require_member()?.require_writable()?.require_unmuted(now)?;
            let message = read_message(db, room, id)?;
            let before = poll_of(&message)?;
            if before.is_closed || before.closes_at.is_some_and(|at| at <= now) {
                return Err(Error::PollClosed);
            }
            if choices.is_empty() {
                let delete = "delete from poll_votes where message_id = ?1 and account_id = ?2";
                db.prepare_cached(delete)?.execute((id.0, account.0))?;
            } else {
                let insert = "insert or replace into poll_votes (message_id, account_id, choices, voted_at)
                    values (?1, ?2, ?3, ?4)";
                let values = (id.0, account.0, list(&choices), now.as_millisecond());
                db.prepare_cached(insert)?.execute(values)?;
            }
            count(db, id, &before)?;
            // Of a secret vote, not even that it was changed is to be seen.
            let after = read_message(db, room, id)?;
            let is_same = after.poll.as_deref() == Some(&before);
            Ok(if is_same { Changed::default() } else { Changed::only(touch(db, room, id)?) })
        };
        self.change_message(Some(account), vote).await
    }

    pub(crate) async fn close_poll(
        &self,
        room: RoomId,
        id: MessageId,
        by: AccountId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let close = move |db: &rusqlite::Connection| {
            access_of(db, by, room)?.require_writable()?;
            let message = read_message(db, room, id)?;
            let poll = poll_of(&message)?;
            if message.author_id != by {
                return Err(Error::Forbidden);
            }
            if poll.is_closed { Ok(Changed::default()) } else { close(db, room, id, now) }
        };
        self.change_message(Some(by), close).await
    }

    pub(crate) async fn close_due_poll(&self, work: DueWorkId, now: Timestamp) -> Result<(), Error> {
        let close = move |db: &rusqlite::Connection| {
            let delete = "delete from due_work where id = ?1 and kind = 'poll' and due_at <= ?2
                returning room_id, message_id";
            let due = db.prepare_cached(delete)?.query_row((work.0, now.as_millisecond()), |row| {
                Ok((RoomId(row.get("room_id")?), MessageId(row.get("message_id")?)))
            });
            let Some((room, id)) = due.optional()? else { return Ok(Changed::default()) };
            let open = "select 1 from polls where message_id = ?1 and closed_at is null";
            if db.prepare_cached(open)?.exists([id.0])? {
                close(db, room, id, now)
            } else {
                Ok(Changed::default())
            }
        };
        self.change_message(None, close).await
    }
}

fn insert(db: &rusqlite::Connection, id: MessageId, poll: &NewPoll) -> Result<(), Error> {
    let insert = "insert into polls (message_id, kind, is_secret, options, closes_at, counts)
        values (?1, ?2, ?3, ?4, ?5, ?6)";
    let closes_at = poll.closes_at.map(Timestamp::as_millisecond);
    let counts = list(&vec![0_usize; poll.options.len()]);
    let options = serde_json::to_string(&poll.options).map_err(|error| Error::Failed(error.to_string()))?;
    db.prepare_cached(insert)?.execute((id.0, poll.kind.name(), poll.is_secret, options, closes_at, counts))?;
    db.prepare_cached("update messages set polled = 1 where id = ?1")?.execute([id.0])?;
    Ok(())
}

/// The poll that a message is.
fn poll_of(message: &Message) -> Result<Poll, Error> {
    message.poll.as_deref().cloned().ok_or(Error::NotFound)
}

/// Counts the votes anew.
fn count(db: &rusqlite::Connection, id: MessageId, poll: &Poll) -> rusqlite::Result<()> {
    let result = result(db, id, poll.kind, poll.options.len())?;
    store_result(db, id, result)
}

/// The columns `voters`, `counts` and `winners` of a poll.
pub(crate) type ResultColumns = (u32, String, String);

/// The result by the votes.
pub(crate) fn result(
    db: &rusqlite::Connection,
    id: MessageId,
    kind: PollKind,
    options: usize,
) -> rusqlite::Result<ResultColumns> {
    let query = "select choices from poll_votes where message_id = ?1";
    let votes: Vec<Vec<usize>> =
        db.prepare_cached(query)?.query_map([id.0], |row| json(row, "choices"))?.collect::<Result<_, _>>()?;
    let Tally { counts, winners } = tally(kind, options, &votes);
    let counts: Vec<usize> = counts.into_iter().map(|count| count as usize).collect();
    Ok((u32::try_from(votes.len()).unwrap_or(u32::MAX), list(&counts), list(&winners)))
}

pub(crate) fn store_result(
    db: &rusqlite::Connection,
    id: MessageId,
    (voters, counts, winners): ResultColumns,
) -> rusqlite::Result<()> {
    let update = "update polls set voters = ?2, counts = ?3, winners = ?4 where message_id = ?1";
    db.prepare_cached(update)?.execute((id.0, voters, counts, winners)).map(drop)
}

fn close(db: &rusqlite::Connection, room: RoomId, id: MessageId, now: Timestamp) -> Result<Changed, Error> {
    db.prepare_cached("update polls set closed_at = ?2 where message_id = ?1")?
        .execute((id.0, now.as_millisecond()))?;
    let delete = "delete from due_work where message_id = ?1 and kind = 'poll'";
    db.prepare_cached(delete)?.execute([id.0])?;
    Ok(Changed::only(touch(db, room, id)?))
}

/// A JSON list of numbers.
fn list(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    format!("[{}]", numbers.join(","))
}
