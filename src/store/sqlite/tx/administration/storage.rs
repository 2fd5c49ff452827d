//! The storage that each account uses, for administrators: summed up once in a while, since messages are many.
//!
//! The sums are read in portions, each a short query of a reading connection, and only those that differ from the noted
//! ones are written, in small transactions. Posts neither wait for it nor do anything for it.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::AccountId;
use crate::model::administration::accounts::Storage;
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::timestamps::from_millisecond;

/// The number of rows that one query sums up.
const PORTION: u32 = 10_000;

/// The number of accounts that one transaction writes.
const WRITTEN_AT_ONCE: usize = 200;

/// The pause between two portions, in which others have the connections to themselves.
const REST: Duration = Duration::from_millis(15);

/// The pause while the queue of writes is full.
const PAUSE: Duration = Duration::from_secs(1);

/// Queries for the sums of the next `?2` rows after `?1`: each an account, its messages and bytes among them, and the last
/// row.
const SUMS: [&str; 3] = [
    "select author_id, count(*), sum(octet_length(body)), max(id) from
        (select id, author_id, body from messages where id > ?1 and deleted_at is null order by id limit ?2)
        group by author_id",
    "select m.author_id, 0, sum(octet_length(v.body)), max(v.id) from
        (select id, message_id, body from message_versions where id > ?1 order by id limit ?2) v
        join messages m on m.id = v.message_id group by m.author_id",
    "select account_id, 0, length(image), account_id from pictures where account_id > ?1 order by account_id limit ?2",
];

type Sums = HashMap<AccountId, Storage>;

impl SqliteReads {
    pub(crate) async fn storage_noted_at(&self) -> Result<Option<Timestamp>, Error> {
        self.read(|db| {
            let query = "select noted_at from storage_noted where id = 1";
            let noted: Option<i64> = db.prepare_cached(query)?.query_row((), |row| row.get(0)).optional()?;
            Ok(noted.map(from_millisecond).transpose()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn note_storage(&self, now: Timestamp) -> Result<(), Error> {
        let mut sums = Sums::new();
        for query in SUMS {
            let mut after = Some(0);
            while let Some(last) = after {
                let (portion, next) = self.read(move |db| Ok(sum(db, query, last)?)).await?;
                for (account, Storage { messages, bytes }) in portion {
                    let sum = sums.entry(account).or_default();
                    sum.messages += messages;
                    sum.bytes += bytes;
                }
                after = next;
                tokio::time::sleep(REST).await;
            }
        }
        // Accounts of which nothing is left have their sum set to 0.
        let noted = self.read(|db| Ok(noted(db)?)).await?;
        for account in noted.keys() {
            sums.entry(*account).or_default();
        }
        let differs = |(account, sum): &(AccountId, Storage)| noted.get(account) != Some(sum);
        let changed: Vec<_> = sums.into_iter().filter(differs).collect();
        for portion in changed.chunks(WRITTEN_AT_ONCE) {
            self.write_storage(portion.to_vec(), None).await?;
            tokio::time::sleep(REST).await;
        }
        self.write_storage(Vec::new(), Some(now)).await
    }

    async fn write_storage(&self, sums: Vec<(AccountId, Storage)>, now: Option<Timestamp>) -> Result<(), Error> {
        loop {
            let sums = sums.clone();
            match self.writer.write(None, move |db| Ok(write(db, &sums, now)?)).await {
                // People's writes come first.
                Err(Error::Busy) => tokio::time::sleep(PAUSE).await,
                written => return written,
            }
        }
    }
}

/// The sums of a portion of rows, and the row after which the next begins; none after the last.
fn sum(db: &rusqlite::Connection, query: &str, after: i64) -> rusqlite::Result<(Sums, Option<i64>)> {
    let (mut sums, mut last) = (Sums::new(), None);
    let mut query = db.prepare_cached(query)?;
    let mut rows = query.query((after, PORTION))?;
    while let Some(row) = rows.next()? {
        sums.insert(AccountId(row.get(0)?), Storage { messages: row.get(1)?, bytes: bytes(row, 2)? });
        last = last.max(Some(row.get(3)?));
    }
    Ok((sums, last))
}

fn bytes(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or_default())
}

fn noted(db: &rusqlite::Connection) -> rusqlite::Result<Sums> {
    let mut query = db.prepare_cached("select account_id, messages, bytes from storage")?;
    let noted = query.query_map((), |row| {
        Ok((AccountId(row.get(0)?), Storage { messages: row.get(1)?, bytes: bytes(row, 2)? }))
    })?;
    noted.collect()
}

fn write(
    db: &rusqlite::Connection,
    sums: &[(AccountId, Storage)],
    now: Option<Timestamp>,
) -> rusqlite::Result<()> {
    // Accounts may have gone since they were read.
    let write = "insert into storage (account_id, messages, bytes) select id, ?2, ?3 from accounts where id = ?1
        on conflict do update set messages = excluded.messages, bytes = excluded.bytes";
    let mut write = db.prepare_cached(write)?;
    for (account, Storage { messages, bytes }) in sums {
        write.execute((account.0, messages, i64::try_from(*bytes).unwrap_or(i64::MAX)))?;
    }
    if let Some(now) = now {
        let write = "insert into storage_noted (id, noted_at) values (1, ?1)
            on conflict do update set noted_at = excluded.noted_at";
        db.prepare_cached(write)?.execute([now.as_millisecond()])?;
    }
    Ok(())
}
