//! The way of a search, from the newest message back.
//!
//! - It begins by reading messages themselves: all that are not indexed yet, and some more, since what is common is
//!   found there at once.
//! - Then the index is asked for all the rest. That is over in milliseconds for what is rare.
//! - Where it isn't (some common words that seldom meet), the index is asked span by span, each of which ends soon,
//!   and   where it can't be asked like that (the beginning of a word), messages are read again: so the place that
//!   was reached   is always known, and the person can go on from there.

use std::time::{Duration, Instant};

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::files::searched;
use crate::model::search::{Hit, Query, Term, find};
use crate::model::{MessageId, Timestamp, text};
use crate::store::sqlite::rows::files::SEARCHED;
use crate::store::sqlite::rows::people;
use crate::store::sqlite::rows::timestamps::from_millisecond;
use crate::store::sqlite::search::index::{SPAN_BITS, indexed};
use crate::store::sqlite::search::rooms::Rooms;
use crate::tasks;

/// How many messages are read before the index is asked, and for how long at most.
const READ_FIRST: u32 = 1_000;
const READ_FIRST_FOR: Duration = Duration::from_millis(15);

/// How many steps of SQLite's machine there are between looks at the clock: some microseconds.
const STEPS: i32 = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// There is no more.
    Complete,
    /// There are as many as asked for; perhaps there are more.
    Enough,
    /// It took too long.
    CutShort,
}

pub(crate) struct Walk<'a> {
    db: &'a rusqlite::Connection,
    query: &'a Query,
    rooms: Rooms,
    authors: Vec<i64>,
    size: usize,
    /// What was found.
    pub(crate) hits: Vec<Hit>,
    /// Everything from this message on has been looked at.
    pub(crate) position: i64,
    /// Up to where the index can be asked.
    pub(crate) indexed: MessageId,
}

/// Whether a walk is over, and if not, that the index is asked next.
enum Reading {
    Over(End),
    Unfinished,
}

/// A message's columns, for [`Walk::look`], to which [`SEARCHED`] is added.
const COLUMNS: &str = "m.id, m.room_id, m.author_id, m.posted_at, m.deleted_at is not null, a.username,
    a.display_name, a.name_shared, a.picture_change, m.body";

impl<'a> Walk<'a> {
    pub(crate) fn new(
        db: &'a rusqlite::Connection,
        query: &'a Query,
        rooms: Rooms,
        authors: Vec<i64>,
        before: Option<MessageId>,
        size: usize,
    ) -> rusqlite::Result<Self> {
        let position = before.map_or(i64::MAX, |before| before.0);
        Ok(Self { db, query, rooms, authors, size, hits: Vec::new(), position, indexed: indexed(db)? })
    }

    /// Walks back until there are enough, nothing is left, or the time is over.
    pub(crate) fn run(&mut self, deadline: Instant, for_index: Duration) -> rusqlite::Result<End> {
        if self.rooms.is_empty() || self.query.is_empty() {
            return Ok(End::Complete);
        }
        let (newest, oldest) = self.spans_in_time()?;
        self.limit(deadline)?;
        let first = if newest < self.indexed.0 { 0 } else { READ_FIRST };
        if let Reading::Over(end) = self.read(Some(first), oldest)? {
            return Ok(end);
        }
        self.position = self.position.min(self.indexed.0.saturating_add(1)).min(newest.saturating_add(1));
        let Some(all) = self.expression(&self.query.terms.iter().collect::<Vec<_>>()) else {
            return self.read_all(oldest);
        };
        self.limit(deadline.min(Instant::now() + for_index))?;
        let end = self.ask(&all, oldest)?;
        if end != End::CutShort {
            return Ok(end);
        }
        self.limit(deadline)?;
        // The beginning of a word makes the index gather all words that begin so, in every span anew.
        let terms: Vec<&Term> = self.query.terms.iter().filter(|term| !term.prefix).collect();
        match self.expression(&terms) {
            Some(expression) if !terms.is_empty() || !self.query.has.is_empty() => {
                self.ask_by_span(&expression, oldest)
            }
            _ => self.read_all(oldest),
        }
    }

    fn ask_by_span(&mut self, expression: &str, oldest: i64) -> rusqlite::Result<End> {
        while self.position > oldest {
            let span = self.position.saturating_sub(1) >> SPAN_BITS;
            let start = span << SPAN_BITS;
            let end = self.ask(&format!("{expression} AND \"~{span}\""), start.max(oldest))?;
            if end != End::Complete {
                return Ok(end);
            }
            self.position = start;
        }
        Ok(End::Complete)
    }

    fn read_all(&mut self, oldest: i64) -> rusqlite::Result<End> {
        match self.read(None, oldest)? {
            Reading::Over(end) => Ok(end),
            Reading::Unfinished => Ok(End::Complete),
        }
    }

    /// Reads messages themselves, down to `oldest`; `first` is how many of those that are indexed, where not all.
    fn read(&mut self, first: Option<u32>, oldest: i64) -> rusqlite::Result<Reading> {
        let one = self.rooms.only();
        let condition = if one.is_some() { "m.room_id = ?3 and" } else { "?3 is null and" };
        let select = format!(
            "select {COLUMNS}, {SEARCHED} from messages m join accounts a on a.id = m.author_id
            where {condition} m.id < ?1 and m.id >= ?2 order by m.id desc"
        );
        let mut statement = self.db.prepare_cached(&select)?;
        let mut rows = statement.query((self.position, oldest, one))?;
        let start = Instant::now();
        let mut count = 0;
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(Reading::Over(End::Complete)),
                Err(error) => return interrupted(error).map(Reading::Over),
            };
            if let Some(first) = first
                && row.get::<_, i64>(0)? <= self.indexed.0
            {
                count += 1;
                if count > first || start.elapsed() > READ_FIRST_FOR {
                    return Ok(Reading::Unfinished);
                }
            }
            if let Some(end) = self.look(row)? {
                return Ok(Reading::Over(end));
            }
        }
    }

    /// Reads the messages that the index names, down to `oldest`.
    fn ask(&mut self, expression: &str, oldest: i64) -> rusqlite::Result<End> {
        let select = format!(
            "select {COLUMNS}, {SEARCHED} from search s cross join messages m on m.id = s.rowid join accounts a on a.id = m.author_id
            where s.words match ?1 and s.rowid < ?2 and s.rowid >= ?3 order by s.rowid desc"
        );
        let mut statement = self.db.prepare_cached(&select)?;
        let mut rows = statement.query((expression, self.position, oldest))?;
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    if let Some(end) = self.look(row)? {
                        return Ok(end);
                    }
                }
                Ok(None) => return Ok(End::Complete),
                Err(error) => return interrupted(error),
            }
        }
    }

    /// Looks at a message, which may be what is sought.
    fn look(&mut self, row: &Row<'_>) -> rusqlite::Result<Option<End>> {
        self.position = row.get(0)?;
        let Some(shown) = self.rooms.get(row.get(1)?) else { return Ok(None) };
        let (author, posted_at, gone): (i64, i64, bool) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let posted_at = from_millisecond(posted_at)?;
        if gone || !(self.authors.is_empty() || self.authors.contains(&author)) || !self.is_in_time(posted_at) {
            return Ok(None);
        }
        let body = row.get_ref(9)?.as_str()?;
        let files = row.get_ref(10)?.as_str()?;
        if !searched::have(files, &self.query.has) {
            return Ok(None);
        }
        // One that can't be read is not found, and hides no other.
        let found = || find(&searched::with_files(text::whole(body), files), &self.query.terms);
        if let Some(snippet) = tasks::catch("searching a message", found).flatten() {
            self.hits.push(Hit {
                slug: shown.slug.clone(),
                room: shown.name.clone(),
                id: MessageId(self.position),
                author: people::from_row(row, 5)?,
                posted_at,
                snippet,
            });
        }
        Ok((self.hits.len() == self.size).then_some(End::Enough))
    }

    fn is_in_time(&self, at: Timestamp) -> bool {
        self.query.from.is_none_or(|from| at >= from) && self.query.until.is_none_or(|until| at < until)
    }

    /// What the index is asked for; none where that would be everything.
    fn expression(&self, terms: &[&Term]) -> Option<String> {
        let mut all: Vec<String> = terms.iter().map(|term| quoted(term)).collect();
        let either = |names: Vec<String>| (!names.is_empty()).then(|| format!("({})", names.join(" OR ")));
        all.extend(either(self.rooms.named().map(|room| format!("\"/{room}\"")).collect()));
        all.extend(either(self.authors.iter().map(|author| format!("\"@{author}\"")).collect()));
        all.extend(self.query.has.iter().map(|has| format!("\"~{}\"", has.name())));
        (!all.is_empty()).then(|| all.join(" AND "))
    }

    /// The newest id of the newest span that isn't too new as a whole, and the oldest of the oldest one that isn't too
    /// old. What isn't indexed yet stands in no span, and is newer.
    fn spans_in_time(&self) -> rusqlite::Result<(i64, i64)> {
        let Query { from, until, .. } = self.query;
        if from.is_none() && until.is_none() {
            return Ok((i64::MAX - 1, 0));
        }
        let select = "select max(span) filter (where first_posted_at < ?1),
                min(span) filter (where last_posted_at >= ?2) from search_spans";
        let until = until.map_or(i64::MAX, Timestamp::as_millisecond);
        let from = from.map_or(i64::MIN, Timestamp::as_millisecond);
        let (newest, oldest): (Option<i64>, Option<i64>) =
            self.db.prepare_cached(select)?.query_row((until, from), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let after_indexed = self.indexed.0.saturating_add(1);
        let newest = newest.map_or(0, |span| (span << SPAN_BITS) | ((1 << SPAN_BITS) - 1));
        Ok((newest, oldest.map_or(after_indexed, |span| (span << SPAN_BITS).min(after_indexed))))
    }

    fn limit(&self, deadline: Instant) -> rusqlite::Result<()> {
        self.db.progress_handler(STEPS, Some(move || Instant::now() >= deadline))
    }
}

/// A term in the index's language. Its words are letters, digits and a few signs: none of them means anything there
/// between quotation marks.
fn quoted(term: &Term) -> String {
    format!("\"{}\"{}", term.words.join(" ").replace('"', ""), if term.prefix { " *" } else { "" })
}

/// What is to be made of an error: that the time is over is none.
fn interrupted(error: rusqlite::Error) -> rusqlite::Result<End> {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::OperationInterrupted) => Ok(End::CutShort),
        _ => Err(error),
    }
}
