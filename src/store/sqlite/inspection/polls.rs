//! Results of polls, compared with the votes.

use tokio_rusqlite::rusqlite::{self, OptionalExtension as _, Row};

use crate::model::MessageId;
use crate::model::polls::PollKind;
use crate::store::commands::inspections::Finding;
use crate::store::sqlite::rows::polls::json;
use crate::store::sqlite::tx::polls::{ResultColumns, result, store_result};

/// The columns of a poll, for [`Stored::of`].
const COLUMNS: &str = "message_id, kind, options, voters, counts, winners";

struct Stored {
    id: i64,
    kind: PollKind,
    options: Vec<String>,
    result: ResultColumns,
}

impl Stored {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("message_id")?,
            kind: PollKind::parse(row.get_ref("kind")?.as_str()?).unwrap_or_default(),
            options: json(row, "options")?,
            result: (row.get("voters")?, row.get("counts")?, row.get("winners")?),
        })
    }

    /// The result by the votes, if another is stored.
    fn other_result(&self, db: &rusqlite::Connection) -> rusqlite::Result<Option<ResultColumns>> {
        let result = result(db, MessageId(self.id), self.kind, self.options.len())?;
        Ok(Some(result).filter(|result| *result != self.result))
    }
}

/// Polls with another result than their votes give.
pub(super) fn finding(db: &rusqlite::Connection) -> rusqlite::Result<Option<Finding>> {
    let mut finding = Finding::new("poll-results", "polls whose stored result is not that of the votes", true);
    for id in wrong_after(db, i64::MIN, usize::MAX)? {
        finding.note(|| format!("message {id}"));
    }
    Ok(finding.if_any())
}

/// The first of these polls, of those with a number above `last`.
pub(super) fn wrong_after(db: &rusqlite::Connection, last: i64, most: usize) -> rusqlite::Result<Vec<i64>> {
    let mut query =
        db.prepare_cached(&format!("select {COLUMNS} from polls where message_id > ?1 order by message_id"))?;
    let mut rows = query.query([last])?;
    let mut wrong = Vec::new();
    while wrong.len() < most
        && let Some(row) = rows.next()?
    {
        let stored = Stored::of(row)?;
        if stored.other_result(db)?.is_some() {
            wrong.push(stored.id);
        }
    }
    Ok(wrong)
}

/// Stores the results of the votes.
pub(super) fn repair(db: &rusqlite::Connection, ids: &[i64]) -> rusqlite::Result<()> {
    let mut query = db.prepare_cached(&format!("select {COLUMNS} from polls where message_id = ?1"))?;
    for id in ids {
        // The poll may be deleted by now.
        let Some(stored) = query.query_row([id], Stored::of).optional()? else { continue };
        if let Some(result) = stored.other_result(db)? {
            store_result(db, MessageId(*id), result)?;
        }
    }
    Ok(())
}
