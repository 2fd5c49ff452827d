//! The search index, compared with the messages in one snapshot.
//!
//! The index has no texts, but the place of each word in each message. For each message, the hashes of its words and places
//! are added up, once as they are in the index and once as the message has them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use tokio_rusqlite::rusqlite;

use crate::store::commands::inspections::Finding;
use crate::store::sqlite::rows::files::SEARCHED;
use crate::store::sqlite::search::index::{Entry, SOURCE, SPAN_BITS, Source, forget_all, indexed, words_of};

/// Messages that the index has wrongly, and places of time in it that leave messages out.
pub(super) fn finding(db: &mut rusqlite::Connection) -> rusqlite::Result<Option<Finding>> {
    let snapshot = db.transaction()?;
    let mut finding =
        Finding::new("search-index", "messages that searching does not find by their words, or by others", true);
    snapshot.execute_batch("create virtual table temp.indexed_words using fts5vocab (main, search, instance)")?;
    let found = compare(&snapshot, &mut finding).and_then(|()| compare_times(&snapshot, &mut finding));
    // The table is gone with the transaction.
    drop(snapshot);
    match found {
        Ok(()) => Ok(finding.if_any()),
        // SQLite's code for a malformed index is the one for a malformed file, whose check finds faults of the rest.
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
            finding.note(|| "the index is malformed".to_owned());
            Ok(finding.if_any())
        }
        Err(error) => Err(error),
    }
}

/// Empties the index.
pub(super) fn empty(db: &rusqlite::Connection) -> rusqlite::Result<()> {
    forget_all(db)
}

fn compare(db: &rusqlite::Connection, finding: &mut Finding) -> rusqlite::Result<()> {
    let mut sums: HashMap<i64, u64> = HashMap::new();
    let mut words = db.prepare("select term, doc, \"offset\" from temp.indexed_words")?;
    let mut rows = words.query(())?;
    while let Some(row) = rows.next()? {
        let sum = sums.entry(row.get(1)?).or_default();
        *sum = sum.wrapping_add(hash(row.get_ref(0)?.as_bytes()?, row.get(2)?));
    }
    let query = format!(
        "select {SOURCE}, {SEARCHED}, s.message_id is not null from messages m
        left join search_skipped s on s.message_id = m.id
        where m.id <= ?1 and m.deleted_at is null order by m.id"
    );
    let mut messages = db.prepare(&query)?;
    let mut rows = messages.query([indexed(db)?.0])?;
    while let Some(row) = rows.next()? {
        let (source, is_skipped): (_, bool) = (Source::of(row)?, row.get(7)?);
        let id = source.id;
        let expected = Entry::of(source, words_of).words.filter(|_| !is_skipped).map(|words| sum_of(&words));
        if sums.remove(&id) != expected && !(is_skipped && expected.is_none()) {
            finding.note(|| format!("message {id}"));
        }
    }
    let mut left: Vec<_> = sums.into_keys().collect();
    left.sort_unstable();
    for id in left {
        finding.note(|| format!("message {id}, which is gone"));
    }
    Ok(())
}

/// Spans of messages whose times the index has too narrow: searches in a time leave them out.
fn compare_times(db: &rusqlite::Connection, finding: &mut Finding) -> rusqlite::Result<()> {
    let query = "select m.span from
            (select id >> ?2 as span, min(posted_at) as first, max(posted_at) as last from messages
                where id <= ?1 and deleted_at is null
                    and id not in (select message_id from search_skipped) group by 1) m
            left join search_spans s on s.span = m.span
        where s.span is null or s.first_posted_at > m.first or s.last_posted_at < m.last";
    let mut query = db.prepare(query)?;
    let mut rows = query.query((indexed(db)?.0, SPAN_BITS))?;
    while let Some(row) = rows.next()? {
        let first = row.get::<_, i64>(0)? << SPAN_BITS;
        finding.note(|| format!("messages from {first} on, by their time"));
    }
    Ok(())
}

fn sum_of(words: &str) -> u64 {
    let is_separator = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !"/@~+#".contains(c);
    let words = words.split(is_separator).filter(|word| !word.is_empty());
    let hashes = (0_i64..).zip(words).map(|(place, word)| hash(word.to_ascii_lowercase().as_bytes(), place));
    hashes.fold(0, u64::wrapping_add)
}

fn hash(word: &[u8], place: i64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (word, place).hash(&mut hasher);
    hasher.finish()
}
