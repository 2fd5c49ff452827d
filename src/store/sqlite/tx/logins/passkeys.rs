//! Passkeys.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::logins::passkeys::{MAX_PASSKEYS, OwnPasskey, PasskeyId, PasskeyName};
use crate::model::{Account, AccountId, SessionId};
use crate::store::commands::passkeys::NewPasskey;
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::from_row;
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::access::{require_other_login, require_proof, require_session};

impl SqliteReads {
    pub(crate) async fn passkeys(&self, account: AccountId) -> Result<Vec<OwnPasskey>, Error> {
        self.read(move |db| {
            let query = "select id, credential_id, name, created_at, used_at from passkeys
                where account_id = ?1 order by id";
            let mut query = db.prepare_cached(query)?;
            let passkeys = query.query_map([account.0], |row| {
                Ok(OwnPasskey {
                    id: PasskeyId(row.get("id")?),
                    credential_id: row.get("credential_id")?,
                    name: PasskeyName::from_store(row.get("name")?),
                    created_at: timestamp(row, "created_at")?,
                    used_at: row.get::<_, Option<i64>>("used_at")?.map(from_millisecond).transpose()?,
                })
            })?;
            Ok(passkeys.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn credential(&self, credential_id: &[u8]) -> Result<Option<(Account, String)>, Error> {
        let credential_id = credential_id.to_owned();
        self.read(move |db| {
            let query = "select a.id, username, role, display_name, name_shared, picture_change, credential
                from passkeys p join accounts a on a.id = p.account_id where credential_id = ?1";
            let found = db
                .prepare_cached(query)?
                .query_row([credential_id], |row| Ok((from_row(row)?, row.get("credential")?)));
            Ok(found.optional()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn add_passkey(&self, new: NewPasskey) -> Result<(), Error> {
        let account = new.account;
        let add = move |db: &rusqlite::Connection| {
            let NewPasskey { account, session, proof, credential_id, name, credential, now } = new;
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            let count = "select count(*) from passkeys where account_id = ?1";
            if db.prepare_cached(count)?.query_row([account.0], |row| row.get::<_, u32>(0))? >= MAX_PASSKEYS {
                return Err(Error::LimitReached);
            }
            let insert = "insert into passkeys (account_id, credential_id, name, credential, counter, created_at)
                values (?1, ?2, ?3, ?4, 0, ?5) on conflict (credential_id) do nothing";
            let values = (account.0, credential_id, name.as_str(), credential, now.as_millisecond());
            let added = db.prepare_cached(insert)?.execute(values)? > 0;
            if added { Ok(Committed::notice(Notice::AccountChanged(account))) } else { Err(Error::Taken) }
        };
        self.writer.write_noticed(Some(account), add).await
    }

    pub(crate) async fn remove_passkey(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        id: PasskeyId,
        passwords: bool,
    ) -> Result<(), Error> {
        let remove = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            let delete = "delete from passkeys where id = ?1 and account_id = ?2";
            if db.prepare_cached(delete)?.execute((id.0, account.0))? == 0 {
                return Err(Error::NotFound);
            }
            require_other_login(db, account, passwords)?;
            Ok(Committed::notices(vec![Notice::AccountChanged(account), Notice::AccessChanged]))
        };
        self.writer.write_noticed(Some(account), remove).await
    }
}

/// A login with a passkey: notes its use and its counter.
///
/// # Errors
/// [`Error::Changed`] when it was removed, or used with this counter or a later one.
pub(crate) fn use_passkey(
    db: &rusqlite::Connection,
    account: AccountId,
    credential_id: &[u8],
    credential: &str,
    counter: u32,
    now: Timestamp,
) -> Result<(), Error> {
    let update = "update passkeys set credential = ?3, counter = ?4, used_at = ?5
        where account_id = ?1 and credential_id = ?2 and (counter < ?4 or counter = 0 and ?4 = 0)";
    let values = (account.0, credential_id, credential, counter, now.as_millisecond());
    if db.prepare_cached(update)?.execute(values)? > 0 { Ok(()) } else { Err(Error::Changed) }
}
