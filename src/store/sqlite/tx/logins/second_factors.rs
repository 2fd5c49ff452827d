//! Second factors of logins.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::logins::second_factors::SecondFactor;
use crate::model::mail::outgoing::MailKind;
use crate::model::{AccountId, SessionId};
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::sql::access::{require_proof, require_session};
use crate::store::sqlite::sql::mail::queue_notice;

impl SqliteReads {
    pub(crate) async fn second_factor(&self, account: AccountId) -> Result<Option<SecondFactor>, Error> {
        self.read(move |db| {
            let query = "select secret, confirmed_at is not null as is_on,
                    (select count(*) from recovery_codes where account_id = ?1) as recovery_codes
                from second_factors where account_id = ?1";
            let factor = db.prepare_cached(query)?.query_row([account.0], |row| {
                Ok(SecondFactor {
                    secret: row.get("secret")?,
                    is_on: row.get("is_on")?,
                    recovery_codes: row.get("recovery_codes")?,
                })
            });
            Ok(factor.optional()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn begin_second_factor(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        secret: Vec<u8>,
    ) -> Result<(), Error> {
        let begin = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            let upsert = "insert into second_factors (account_id, secret) values (?1, ?2)
                on conflict (account_id) do update set secret = excluded.secret where confirmed_at is null";
            let begun = db.prepare_cached(upsert)?.execute((account.0, secret))? > 0;
            if begun { Ok(()) } else { Err(Error::Taken) }
        };
        self.writer.write(Some(account), begin).await
    }

    pub(crate) async fn confirm_second_factor(
        &self,
        account: AccountId,
        session: SessionId,
        step: u64,
        recovery: Vec<Vec<u8>>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let confirm = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            let update = "update second_factors set confirmed_at = ?2, last_step = ?3
                where account_id = ?1 and confirmed_at is null";
            let step = i64::try_from(step).map_err(|_| Error::WrongCode)?;
            if db.prepare_cached(update)?.execute((account.0, now.as_millisecond(), step))? == 0 {
                return Err(Error::NotFound);
            }
            store_recovery_codes(db, account, recovery)?;
            queue_notice(db, account, MailKind::SecondFactorOn)?;
            Ok(Committed::notice(Notice::AccountChanged(account)))
        };
        self.writer.write_noticed(Some(account), confirm).await
    }

    pub(crate) async fn replace_recovery_codes(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        recovery: Vec<Vec<u8>>,
    ) -> Result<(), Error> {
        let replace = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            let is_on = "select 1 from second_factors where account_id = ?1 and confirmed_at is not null";
            if !db.prepare_cached(is_on)?.exists([account.0])? {
                return Err(Error::NotFound);
            }
            Ok(store_recovery_codes(db, account, recovery)?)
        };
        self.writer.write(Some(account), replace).await
    }

    pub(crate) async fn remove_second_factor(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
    ) -> Result<(), Error> {
        let remove = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            remove_factor(db, account)?;
            Ok(Committed::notices(vec![Notice::AccountChanged(account), Notice::AccessChanged]))
        };
        self.writer.write_noticed(Some(account), remove).await
    }
}

/// Removes the second factor of an account, and its recovery codes, and tells the owner.
pub(crate) fn remove_factor(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<()> {
    let delete = "delete from second_factors where account_id = ?1 returning confirmed_at is not null";
    let was_on = db.prepare_cached(delete)?.query_row([account.0], |row| row.get(0)).optional()?;
    if was_on == Some(true) {
        queue_notice(db, account, MailKind::SecondFactorOff)?;
    }
    db.prepare_cached("delete from recovery_codes where account_id = ?1")?.execute([account.0])?;
    Ok(())
}

fn store_recovery_codes(
    db: &rusqlite::Connection,
    account: AccountId,
    recovery: Vec<Vec<u8>>,
) -> rusqlite::Result<()> {
    db.prepare_cached("delete from recovery_codes where account_id = ?1")?.execute([account.0])?;
    let mut insert = db.prepare_cached("insert into recovery_codes (account_id, hash) values (?1, ?2)")?;
    for hash in recovery {
        insert.execute((account.0, hash))?;
    }
    Ok(())
}
