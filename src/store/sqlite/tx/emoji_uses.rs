//! The emoji that accounts use.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::{AccountId, Emoji};
use crate::store::error::Error;
use crate::store::notices::Committed;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::sql::custom_emoji::is_known;
use crate::store::sqlite::sql::emoji_uses::count_use;

impl SqliteReads {
    pub(crate) async fn emoji_used(&self, account: AccountId) -> Result<Vec<Emoji>, Error> {
        self.read(move |db| {
            let query = "select emoji from emoji_uses where account_id = ?1 order by heat desc, emoji";
            let mut query = db.prepare_cached(query)?;
            let emoji = query.query_map([account.0], |row| row.get(0).map(Emoji::from_store))?;
            Ok(emoji.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn count_emoji(
        &self,
        account: AccountId,
        emoji: Vec<Emoji>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let count = move |db: &rusqlite::Connection| {
            for one in &emoji {
                if !is_known(db, one)? {
                    continue;
                }
                count_use(db, account, one, false, now)?;
            }
            Ok(Committed::silent(()))
        };
        self.writer.write_noticed(Some(account), count).await
    }
}
