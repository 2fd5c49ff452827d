//! Which words stand in which messages: kept beside the messages, and never in the way of a post.
//!
//! A post only stores its message. What was posted since is indexed many at a time, since the index takes one flush for
//! each savepoint that touches it: as much as a post costs. Whoever searches reads what isn't indexed yet itself, so
//! nothing has to wait for it to be found; that is also how a history from before there was an index gets into it.
//! Edits and deletions are few: they change the index in their own transaction, so that what is gone is gone from the
//! file, too.
//!
//! Texts are read where nobody waits for it, and never on the writer's thread: a write gets the words that were made
//! of a text, and makes sure that the text is still that. A message that can't be read is skipped, and marked as
//! such.

use std::time::{Duration, Instant};

use tokio_rusqlite::rusqlite::{self, Row};

use crate::model::files::searched;
use crate::model::search::Has;
use crate::model::{MessageId, search, text};
use crate::store::error::Error;
use crate::store::sqlite::handle::Sqlite;
use crate::store::sqlite::rows::files::SEARCHED;
use crate::tasks;

/// How long a transaction indexes: others wait no longer than this. As long are texts read before it.
const AT_ONCE: Duration = Duration::from_millis(5);

/// How many messages one takes at least, where there are as many, and at most.
const LEAST_AT_ONCE: usize = 50;
const MAX_AT_ONCE: usize = 2_000;

/// No more texts than these are in memory at once, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// How many ids share a span, as a power of two.
pub(crate) const SPAN_BITS: u32 = 16;

/// What makes the words of a text: tests have others.
type ReadText = fn(&str) -> String;

impl Sqlite {
    pub(crate) async fn index_some(&self) -> Result<bool, Error> {
        self.index_with(words_of).await
    }

    async fn index_with(&self, read: ReadText) -> Result<bool, Error> {
        let (after, sources) = self.read(|db| Ok((indexed(db)?, unindexed(db)?))).await?;
        if sources.is_empty() {
            return Ok(false);
        }
        let entries = tokio::task::spawn_blocking(move || entries(sources, read));
        let entries = entries.await.map_err(|e| Error::Failed(format!("indexing failed: {e}")))?;
        self.writer.write(None, move |db| Ok(index(db, after, &entries)?)).await?;
        Ok(true)
    }
}

/// Up to which id messages are indexed.
pub(crate) fn indexed(db: &rusqlite::Connection) -> rusqlite::Result<MessageId> {
    db.prepare_cached("select indexed from search_progress")?.query_row((), |row| row.get(0).map(MessageId))
}

/// The next messages to be indexed.
fn unindexed(db: &rusqlite::Connection) -> rusqlite::Result<Vec<Source>> {
    let query = format!(
        "select {SOURCE}, {SEARCHED} from messages m where m.id > (select indexed from search_progress) order by m.id limit ?1"
    );
    let mut statement = db.prepare_cached(&query)?;
    let mut rows = statement.query([MAX_AT_ONCE.cast_signed()])?;
    let (mut sources, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()?
        && bytes < MAX_BYTES
    {
        let source = Source::of(row)?;
        bytes += source.body.len();
        sources.push(source);
    }
    Ok(sources)
}

/// Reads the texts of some messages, for some time; of those that are deleted there is nothing to read.
fn entries(sources: Vec<Source>, read: ReadText) -> Vec<Entry> {
    let start = Instant::now();
    let mut entries = Vec::new();
    for source in sources {
        if entries.len() >= LEAST_AT_ONCE && start.elapsed() > AT_ONCE {
            break;
        }
        entries.push(Entry::of(source, read));
    }
    entries
}

/// Puts messages into the index, up to the first that has changed since its text was read.
fn index(db: &rusqlite::Connection, after: MessageId, entries: &[Entry]) -> rusqlite::Result<()> {
    // Another process may have indexed them.
    if indexed(db)? != after {
        return Ok(());
    }
    let start = Instant::now();
    let mut span: Option<Span> = None;
    let mut last = None;
    for (count, entry) in entries.iter().enumerate() {
        if count >= LEAST_AT_ONCE && start.elapsed() > AT_ONCE || !entry.is_current(db)? {
            break;
        }
        let Source { id, posted_at, deleted, .. } = entry.source;
        last = Some(id);
        if deleted {
            continue;
        }
        entry.add(db)?;
        match &mut span {
            Some(span) if span.number == id >> SPAN_BITS => span.note(posted_at),
            other => {
                let begun = Span { number: id >> SPAN_BITS, first: posted_at, last: posted_at };
                if let Some(done) = other.replace(begun) {
                    done.keep(db)?;
                }
            }
        }
    }
    if let Some(span) = span {
        span.keep(db)?;
    }
    if let Some(last) = last {
        db.prepare_cached("update search_progress set indexed = ?1")?.execute([last])?;
    }
    Ok(())
}

/// The columns of a message, for [`Source::of`], to which [`SEARCHED`] is added.
pub(crate) const SOURCE: &str = "m.id, m.room_id, m.author_id, m.body, m.deleted_at is not null, m.posted_at";

/// What an entry is made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source {
    pub(crate) id: i64,
    pub(crate) room: i64,
    pub(crate) author: i64,
    pub(crate) body: String,
    pub(crate) deleted: bool,
    pub(crate) posted_at: i64,
    /// Its files.
    pub(crate) files: String,
}

impl Source {
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            room: row.get(1)?,
            author: row.get(2)?,
            body: row.get(3)?,
            deleted: row.get(4)?,
            posted_at: row.get(5)?,
            files: row.get(6)?,
        })
    }
}

/// What stands in the index for a message.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) source: Source,
    /// None where its text can't be read.
    pub(crate) words: Option<String>,
}

impl Entry {
    /// Reads a message's text; where that panics, it is one without words.
    pub(crate) fn of(source: Source, read: ReadText) -> Self {
        let Source { id, room, author, ref body, ref files, .. } = source;
        let words = tasks::catch("reading a message for the index", || read(body) + &words_of_files(files));
        if words.is_none() {
            tracing::error!(id, "a message cannot be indexed, and is not found by searching");
        }
        let kinds = tokens_of_files(files);
        let words = words.map(|words| format!("/{room} @{author} ~{}{kinds}{words}", id >> SPAN_BITS));
        Self { source, words }
    }

    /// Whether the message is still what the entry was made of.
    pub(crate) fn is_current(&self, db: &rusqlite::Connection) -> rusqlite::Result<bool> {
        let Source { id, room, author, body, deleted, files, .. } = &self.source;
        let query = format!(
            "select 1 from messages m where m.id = ?1 and m.room_id = ?2 and m.author_id = ?3 and m.body = ?4
                and (m.deleted_at is not null) = ?5 and {SEARCHED} = ?6"
        );
        db.prepare_cached(&query)?.exists((id, room, author, body, deleted, files))
    }

    pub(crate) fn add(&self, db: &rusqlite::Connection) -> rusqlite::Result<()> {
        let Some(words) = &self.words else {
            let skip = "insert into search_skipped (message_id) values (?1) on conflict do nothing";
            return db.prepare_cached(skip)?.execute([self.source.id]).map(drop);
        };
        let insert = "insert into search (rowid, words) values (?1, ?2)";
        db.prepare_cached(insert)?.execute((self.source.id, words)).map(drop)
    }

    /// The words have to be those that were added: the index holds no texts that it could look them up in.
    pub(crate) fn remove(&self, db: &rusqlite::Connection) -> rusqlite::Result<()> {
        let skipped = "delete from search_skipped where message_id = ?1";
        if db.prepare_cached(skipped)?.execute([self.source.id])? > 0 {
            return Ok(());
        }
        let Some(words) = &self.words else { return forget_all(db) };
        let delete = "insert into search (search, rowid, words) values ('delete', ?1, ?2)";
        db.prepare_cached(delete)?.execute((self.source.id, words)).map(drop)
    }
}

/// Empties the index, which then fills by and by. That a text could be read once and now can't be is for a Snug that
/// reads otherwise than the one before; its words must go all the same.
pub(crate) fn forget_all(db: &rusqlite::Connection) -> rusqlite::Result<()> {
    tracing::warn!("the search index is made anew");
    db.execute_batch(
        "insert into search (search) values ('delete-all');
        delete from search_skipped;
        delete from search_spans;
        update search_progress set indexed = 0",
    )
}

/// A text's words, with a space before each.
pub(crate) fn words_of(body: &str) -> String {
    words_of_plain(&text::whole(body))
}

/// The words of files' names and alternative texts.
fn words_of_files(files: &str) -> String {
    if files.is_empty() { String::new() } else { words_of_plain(&searched::names(files)) }
}

fn words_of_plain(text: &str) -> String {
    let mut words = String::new();
    for word in search::tokenize(text) {
        words.push(' ');
        words.push_str(&word.key);
    }
    words
}

/// The tokens of the kinds of files, with a space before each: no word is one of them.
fn tokens_of_files(files: &str) -> String {
    if files.is_empty() {
        return String::new();
    }
    let mut tokens = format!(" ~{}", Has::File.name());
    for kind in searched::kinds(files) {
        tokens.push_str(" ~");
        tokens.push_str(kind.name());
    }
    tokens
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
