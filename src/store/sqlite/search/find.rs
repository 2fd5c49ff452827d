//! Runs a search in one snapshot, within a bounded time.

use std::time::{Duration, Instant};

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::search::{Query, SearchPage};
use crate::model::{AccountId, MessageId, Username};
use crate::store::error::Error;
use crate::store::sqlite::conn::open;
use crate::store::sqlite::handle::SqliteReads;
use crate::store::sqlite::search::rooms::Rooms;
use crate::store::sqlite::search::walk::{End, Walk};

/// How long a search takes at most, and how much of that the index has for going through all of it at once.
const IN_ALL: Duration = Duration::from_millis(250);
const INDEX: Duration = Duration::from_millis(120);

impl SqliteReads {
    pub(crate) async fn search(
        &self,
        account: AccountId,
        query: Query,
        before: Option<MessageId>,
        size: usize,
    ) -> Result<SearchPage, Error> {
        let open = || open::reading(&self.searches.path);
        let connection = self.searches.connection.get_or_try_init(open).await?;
        connection.call(move |db| search(db, account, &query, before, size)).await
    }
}

fn search(
    db: &rusqlite::Connection,
    account: AccountId,
    query: &Query,
    before: Option<MessageId>,
    size: usize,
) -> Result<SearchPage, Error> {
    let deadline = Instant::now() + IN_ALL;
    let snapshot = db.unchecked_transaction()?;
    let rooms = match Rooms::sought(&snapshot, account, query)? {
        Ok(rooms) => rooms,
        Err(unknown) => return Ok(SearchPage { unknown_room: Some(unknown), ..SearchPage::default() }),
    };
    let authors = match authors(&snapshot, query)? {
        Ok(authors) => authors,
        Err(unknown) => return Ok(SearchPage { unknown_author: Some(unknown), ..SearchPage::default() }),
    };
    // One more than asked for tells whether there are more.
    let mut walk = Walk::new(&snapshot, query, rooms, authors, before, size.saturating_add(1))?;
    let end = walk.run(deadline, INDEX);
    db.progress_handler(0, None::<fn() -> bool>)?;
    let end = end?;
    let Walk { mut hits, position, indexed, .. } = walk;
    hits.truncate(size);
    let more = match end {
        End::Complete => None,
        End::Enough => hits.last().map(|hit| hit.id),
        End::CutShort => Some(MessageId(position)),
    };
    Ok(SearchPage {
        hits,
        more,
        cut_short: end == End::CutShort,
        indexing: end == End::CutShort && position > indexed.0.saturating_add(1),
        ..SearchPage::default()
    })
}

/// Who is sought, or the name that nobody has.
fn authors(db: &rusqlite::Connection, query: &Query) -> rusqlite::Result<Result<Vec<i64>, String>> {
    let find = "select id from accounts where username_key = ?1";
    let mut authors = Vec::new();
    for name in &query.authors {
        let known = match Username::parse(name) {
            Ok(name) => db.prepare_cached(find)?.query_row([name.key()], |row| row.get(0)).optional()?,
            Err(_) => None,
        };
        let Some(known) = known else { return Ok(Err(name.clone())) };
        authors.push(known);
    }
    Ok(Ok(authors))
}
