//! Storing what other chats kept.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite::{self, OptionalExtension as _};

use super::accounts::{from_row, role_name, role_of_next};
use super::{Store, messages};
use crate::model::{Account, AccountId, RoomId, Username};
use crate::store::Error;

/// An account from another chat.
#[derive(Clone, Debug)]
pub struct ImportedAccount {
    /// Its name in Snug.
    pub username: Username,
    /// A hash that [`crate::chat`] can verify; none where it has no password.
    pub password_hash: Option<String>,
    /// Which account of which chat it was: unique.
    pub origin: String,
    /// Now.
    pub created_at: Timestamp,
}

/// A message from another chat.
#[derive(Clone, Debug)]
pub struct ImportedMessage {
    /// Where it was said.
    pub room: RoomId,
    /// Who said it.
    pub author: AccountId,
    /// The text, of any length.
    pub body: String,
    /// Which message of which chat it was: unique for its author.
    pub origin: String,
    /// When it was said at the latest.
    pub posted_at: Timestamp,
}

impl Store {
    /// The account that was imported from `origin`, if it was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn imported_account(&self, origin: String) -> Result<Option<Account>, Error> {
        self.read(move |db| {
            let query = "select id, username, role from accounts where origin = ?1";
            Ok(db.prepare_cached(query)?.query_row([origin], from_row).optional()?)
        })
        .await
    }

    /// Makes an account as it was elsewhere; in an empty database it becomes the administrator.
    ///
    /// # Errors
    /// [`Error::Taken`] when the name or the origin is another account's.
    pub async fn import_account(&self, new: ImportedAccount) -> Result<Account, Error> {
        self.writer
            .write(move |db| {
                let insert = "insert into accounts
                    (username, username_key, password_hash, role, created_at, origin)
                    values (?1, ?2, ?3, ?4, ?5, ?6) returning id, username, role";
                let values = (
                    new.username.as_str(),
                    new.username.key(),
                    &new.password_hash,
                    role_name(role_of_next(db)?),
                    new.created_at.as_millisecond(),
                    &new.origin,
                );
                Ok(db.prepare_cached(insert)?.query_row(values, from_row)?)
            })
            .await
    }

    /// Adds messages at the end of their rooms, in this order, except those that were imported before; gives the
    /// number of those added.
    ///
    /// # Errors
    /// When the database fails; none is added then.
    pub async fn import_messages(&self, new: Vec<ImportedMessage>) -> Result<usize, Error> {
        self.writer
            .write(move |db| {
                let mut added = 0;
                for message in &new {
                    if !is_imported(db, message)? {
                        let ImportedMessage { room, author, body, origin, posted_at } = message;
                        messages::insert(db, *room, *author, body, Some(origin), *posted_at)?;
                        added += 1;
                    }
                }
                Ok(added)
            })
            .await
    }
}

fn is_imported(db: &rusqlite::Connection, message: &ImportedMessage) -> rusqlite::Result<bool> {
    let query = "select 1 from messages where author_id = ?1 and nonce = ?2";
    let found = db.prepare_cached(query)?.query_row((message.author.0, &message.origin), |_| Ok(())).optional()?;
    Ok(found.is_some())
}
