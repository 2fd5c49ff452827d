//! Which words stand in which messages: kept beside the messages, and never in the way of a post.
//!
//! A post only stores its message. What was posted since is indexed many at a time, since the index takes one flush for
//! each savepoint that touches it: as much as a post costs. Whoever searches reads what isn't indexed yet itself, so
//! nothing has to wait for it to be found; that is also how a history from before there was an index gets into it.
//! Edits and deletions are few: they change the index in their own transaction, so that what is gone is gone from the
//! file, too.

use std::time::{Duration, Instant};

use tokio_rusqlite::rusqlite::{self, OptionalExtension as _, Row};

use super::Store;
use crate::model::{Message, MessageId, search, text};
use crate::store::Error;

/// How long a transaction indexes: others wait no longer than this.
const AT_ONCE: Duration = Duration::from_millis(5);

/// How many messages one takes at least, where there are as many, and at most.
const LEAST_AT_ONCE: usize = 50;
const MOST_AT_ONCE: usize = 2_000;

/// How many ids share a span, as a power of two.
pub(super) const SPAN_BITS: u32 = 16;

impl Store {
    /// Indexes some of the messages that are not indexed yet; tells whether there may be more.
    ///
    /// # Errors
    /// When the database fails; what was not indexed is for another time.
    pub async fn index_some(&self) -> Result<bool, Error> {
        // Most of the time there is nothing, and that is known without a write.
        if self.read(|db| Ok(next(db)?.is_none())).await? {
            return Ok(false);
        }
        self.writer.write(|db| Ok(index_some(db)?)).await
    }
}

/// Up to which id messages are indexed.
pub(super) fn indexed(db: &rusqlite::Connection) -> rusqlite::Result<MessageId> {
    db.prepare_cached("select indexed from search_progress")?.query_row((), |row| row.get(0).map(MessageId))
}

/// The next message to be indexed.
fn next(db: &rusqlite::Connection) -> rusqlite::Result<Option<i64>> {
    let query = "select id from messages where id > (select indexed from search_progress) order by id limit 1";
    db.prepare_cached(query)?.query_row((), |row| row.get(0)).optional()
}

fn index_some(db: &rusqlite::Connection) -> rusqlite::Result<bool> {
    let start = Instant::now();
    let query = "select id, room_id, author_id, body, posted_at, deleted_at is not null from messages
        where id > (select indexed from search_progress) order by id limit ?1";
    let mut statement = db.prepare_cached(query)?;
    let mut rows = statement.query([MOST_AT_ONCE.cast_signed()])?;
    let mut span: Option<Span> = None;
    let mut last = None;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let (entry, posted_at, deleted) = (Entry::of(row)?, row.get(4)?, row.get::<_, bool>(5)?);
        last = Some(entry.id);
        count += 1;
        if !deleted {
            entry.add(db)?;
            match &mut span {
                Some(span) if span.number == entry.id >> SPAN_BITS => span.note(posted_at),
                other => {
                    let begun = Span { number: entry.id >> SPAN_BITS, first: posted_at, last: posted_at };
                    if let Some(done) = other.replace(begun) {
                        done.keep(db)?;
                    }
                }
            }
        }
        if count >= LEAST_AT_ONCE && start.elapsed() > AT_ONCE {
            break;
        }
    }
    if let Some(span) = span {
        span.keep(db)?;
    }
    if let Some(last) = last {
        db.prepare_cached("update search_progress set indexed = ?1")?.execute([last])?;
    }
    Ok(last.is_some())
}

/// Puts the words that a message has now in place of those it had; where that isn't indexed yet, it will be.
pub(super) fn replace(db: &rusqlite::Connection, before: &Message, body: &str) -> rusqlite::Result<()> {
    if before.id > indexed(db)? {
        return Ok(());
    }
    Entry::of_message(before, &before.body).remove(db)?;
    Entry::of_message(before, body).add(db)
}

/// Takes a message's words out of the index.
pub(super) fn remove(db: &rusqlite::Connection, message: &Message) -> rusqlite::Result<()> {
    if message.id > indexed(db)? {
        return Ok(());
    }
    Entry::of_message(message, &message.body).remove(db)
}

/// Takes the words of some messages of a room, which are about to go, out of the index.
pub(super) fn remove_some(db: &rusqlite::Connection, room: i64, count: u32) -> rusqlite::Result<()> {
    let indexed = indexed(db)?;
    let query = "select id, room_id, author_id, body, deleted_at is not null from messages
        where room_id = ?1 order by id limit ?2";
    let mut statement = db.prepare_cached(query)?;
    let mut rows = statement.query((room, count))?;
    while let Some(row) = rows.next()? {
        let entry = Entry::of(row)?;
        if entry.id <= indexed.0 && !row.get(4)? {
            entry.remove(db)?;
        }
    }
    Ok(())
}

/// After messages have gone for good, ids may be given anew: those are not indexed.
pub(super) fn note_gone(db: &rusqlite::Connection) -> rusqlite::Result<()> {
    let update = "update search_progress set indexed = (select coalesce(max(id), 0) from messages)
        where indexed > (select coalesce(max(id), 0) from messages)";
    db.prepare_cached(update)?.execute(()).map(drop)
}

/// What stands in the index for a message.
struct Entry {
    id: i64,
    words: String,
}

impl Entry {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let id = row.get(0)?;
        Ok(Self { id, words: indexed_words(id, row.get(1)?, row.get(2)?, row.get_ref(3)?.as_str()?) })
    }

    fn of_message(message: &Message, body: &str) -> Self {
        let id = message.id.0;
        Self { id, words: indexed_words(id, message.room.0, message.author_id.0, body) }
    }

    fn add(&self, db: &rusqlite::Connection) -> rusqlite::Result<()> {
        let insert = "insert into search (rowid, words) values (?1, ?2)";
        db.prepare_cached(insert)?.execute((self.id, &self.words)).map(drop)
    }

    /// The words have to be those that were added: the index holds no texts that it could look them up in.
    fn remove(&self, db: &rusqlite::Connection) -> rusqlite::Result<()> {
        let delete = "insert into search (search, rowid, words) values ('delete', ?1, ?2)";
        db.prepare_cached(delete)?.execute((self.id, &self.words)).map(drop)
    }
}

/// A message's words, and what else it is found by, with spaces between them.
fn indexed_words(id: i64, room: i64, author: i64, body: &str) -> String {
    let mut indexed = format!("/{room} @{author} ~{}", id >> SPAN_BITS);
    for word in search::words(&text::whole(body)) {
        indexed.push(' ');
        indexed.push_str(&word.key);
    }
    indexed
}

/// Between which times the messages of a span were posted.
struct Span {
    number: i64,
    first: i64,
    last: i64,
}

impl Span {
    fn note(&mut self, posted_at: i64) {
        self.first = self.first.min(posted_at);
        self.last = self.last.max(posted_at);
    }

    fn keep(&self, db: &rusqlite::Connection) -> rusqlite::Result<()> {
        let insert = "insert into search_spans (span, first_posted_at, last_posted_at) values (?1, ?2, ?3)
            on conflict (span) do update set
                first_posted_at = min(first_posted_at, excluded.first_posted_at),
                last_posted_at = max(last_posted_at, excluded.last_posted_at)";
        db.prepare_cached(insert)?.execute((self.number, self.first, self.last)).map(drop)
    }
}
