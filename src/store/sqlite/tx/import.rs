//! Storing what other chats kept.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::{OptionalExtension as _, Row};

use crate::model::{Account, AccountId, Username};
use crate::store::commands::accounts::ImportedAccount;
use crate::store::commands::messages::ImportedMessage;
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::from_row;
use crate::store::sqlite::sql::changes::room_change;
use crate::store::sqlite::sql::memberships::add_member;
use crate::store::sqlite::sql::skeletons::claim_username;
use crate::store::sqlite::tx::accounts::{join_first_room, role_of_next};
use crate::store::sqlite::tx::posts;
use crate::store::sqlite::tx::posts::Extras;

impl SqliteReads {
    pub(crate) async fn imported_account(&self, origin: String) -> Result<Option<Account>, Error> {
        self.read(move |db| Ok(by_origin(db, &origin)?)).await
    }

    pub(crate) async fn imported_hashes(&self) -> Result<HashMap<String, String>, Error> {
        self.read(|db| {
            let query = "select password_hash, origin from accounts
                where origin is not null and password_hash is not null";
            let mut statement = db.prepare_cached(query)?;
            let hashes = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(hashes.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn namesake(
        &self,
        name: &Username,
        source: String,
    ) -> Result<Option<(Account, bool)>, Error> {
        let key = name.key();
        self.read(move |db| {
            // The origins that begin with the source and a colon.
            let query = "select id, username, role, display_name, name_shared, picture_change,
                    exists (select 1 from messages
                        where author_id = accounts.id and nonce >= ?2 || ':' and nonce < ?2 || ';') as has_messages
                from accounts
                where username_key = ?1 and (origin is null or origin not between ?2 || ':' and ?2 || ';')";
            let namesake = |row: &Row<'_>| Ok((from_row(row)?, row.get("has_messages")?));
            Ok(db.prepare_cached(query)?.query_row((key, source), namesake).optional()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn import_account(&self, new: ImportedAccount) -> Result<Account, Error> {
        self.writer
            .write(None, move |db| {
                // Another import may run at the same time.
                if let Some(known) = by_origin(db, &new.origin)? {
                    return Ok(known);
                }
                let insert = "insert into accounts
                    (username, username_key, password_hash, role, created_at, origin)
                    values (?1, ?2, ?3, ?4, ?5, ?6) returning id, username, role, display_name, name_shared, picture_change";
                let values = (
                    new.username.as_str(),
                    new.username.key(),
                    &new.password_hash,
                    role_of_next(db, new.password_hash.is_some())?.as_str(),
                    new.created_at.as_millisecond(),
                    &new.origin,
                );
                let account = db.prepare_cached(insert)?.query_row(values, from_row)?;
                claim_username(db, account.id, &new.username)?;
                join_first_room(db, account.id, new.created_at)?;
                Ok(account)
            })
            .await
    }

    pub(crate) async fn set_imported_hash(&self, id: AccountId, hash: String) -> Result<Account, Error> {
        self.writer
            .write(None, move |db| {
                let role = role_of_next(db, true)?;
                let update = "update accounts set password_hash = ?2, role = iif(?3 = 'administrator', ?3, role)
                    where id = ?1 and password_hash is null and origin is not null";
                db.prepare_cached(update)?.execute((id.0, hash, role.as_str()))?;
                let query = "select id, username, role, display_name, name_shared, picture_change from accounts
                    where id = ?1";
                Ok(db.prepare_cached(query)?.query_row([id.0], from_row)?)
            })
            .await
    }

    pub(crate) async fn import_messages(&self, new: Vec<ImportedMessage>) -> Result<usize, Error> {
        self.writer
            .write(None, move |db| {
                let mut added = 0;
                let mut ends = BTreeMap::new();
                for message in &new {
                    let ImportedMessage { room, author, body, origin, posted_at } = message;
                    if let Entry::Vacant(end) = ends.entry(*room) {
                        end.insert(room_change(db, *room)?);
                    }
                    let end = posts::end_of(db, *room, *author)?;
                    if posts::insert(db, end, body, Some(origin), *posted_at, &Extras::default())?.is_some() {
                        add_member(db, *room, *author, *posted_at)?;
                        added += 1;
                    }
                }
                let update = "update memberships set read_change = (select change from rooms where id = ?1)
                    where room_id = ?1 and read_change >= ?2";
                for (room, end) in ends {
                    db.prepare_cached(update)?.execute((room.0, end.0))?;
                }
                Ok(added)
            })
            .await
    }
}

fn by_origin(db: &rusqlite::Connection, origin: &str) -> rusqlite::Result<Option<Account>> {
    let query =
        "select id, username, role, display_name, name_shared, picture_change from accounts where origin = ?1";
    db.prepare_cached(query)?.query_row([origin], from_row).optional()
}
