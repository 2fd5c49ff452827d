//! Blocking people for oneself.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::{AccountId, Person};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::people::from_named;

impl SqliteReads {
    pub(crate) async fn blocked_people(&self, account: AccountId) -> Result<Vec<Person>, Error> {
        self.read(move |db| {
            let query = "select a.username, a.display_name, a.name_shared, a.picture_change
                from blocks b join accounts a on a.id = b.blocked_id where b.account_id = ?1 order by a.username_key";
            Ok(db.prepare_cached(query)?.query_map([account.0], from_named)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn block(
        &self,
        by: AccountId,
        person: AccountId,
        most: u32,
        now: Timestamp,
    ) -> Result<(), Error> {
        let block = move |db: &rusqlite::Connection| {
            if by == person {
                return Err(Error::Forbidden);
            }
            let insert = "insert into blocks (account_id, blocked_id, blocked_at) values (?1, ?2, ?3)
                on conflict do nothing";
            if db.prepare_cached(insert)?.execute((by.0, person.0, now.as_millisecond()))? == 0 {
                return Ok(Committed::silent(()));
            }
            let count = "select count(*) from blocks where account_id = ?1";
            let blocked: u32 = db.prepare_cached(count)?.query_row([by.0], |row| row.get(0))?;
            if blocked > most {
                return Err(Error::LimitReached);
            }
            changed(db, by)
        };
        self.writer.write_noticed(Some(by), block).await
    }

    pub(crate) async fn unblock(&self, by: AccountId, person: AccountId) -> Result<(), Error> {
        let unblock = move |db: &rusqlite::Connection| {
            let delete = "delete from blocks where account_id = ?1 and blocked_id = ?2";
            let unblocked = db.prepare_cached(delete)?.execute((by.0, person.0))? > 0;
            if unblocked { changed(db, by) } else { Ok(Committed::silent(())) }
        };
        self.writer.write_noticed(Some(by), unblock).await
    }
}

fn changed(db: &rusqlite::Connection, account: AccountId) -> Result<Committed<()>, Error> {
    let update = "update accounts set blocks_version = blocks_version + 1 where id = ?1";
    db.prepare_cached(update)?.execute([account.0])?;
    Ok(Committed::notice(Notice::AccountChanged(account)))
}
