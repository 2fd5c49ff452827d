//! Accounts at the provider of single sign-on.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::logins::sign_on::Identity;
use crate::model::{Account, AccountId, SessionId};
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::from_row;
use crate::store::sqlite::sql::access::{require_identity, require_other_login, require_proof, require_session};
use crate::store::sqlite::tx::logins::sessions::delete_others;

impl SqliteReads {
    pub(crate) async fn account_of_identity(&self, issuer: &str, subject: &str) -> Result<Option<Account>, Error> {
        let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
        self.read(move |db| {
            let query = "select id, username, role, display_name, name_shared, picture_change
                from accounts a join identities i on i.account_id = a.id where issuer = ?1 and subject = ?2";
            Ok(db.prepare_cached(query)?.query_row((issuer, subject), from_row).optional()?)
        })
        .await
    }

    pub(crate) async fn identity(&self, account: AccountId) -> Result<Option<Identity>, Error> {
        self.read(move |db| {
            let query = "select issuer, subject, label from identities where account_id = ?1";
            let identity = db.prepare_cached(query)?.query_row([account.0], |row| {
                Ok(Identity { issuer: row.get("issuer")?, subject: row.get("subject")?, label: row.get("label")? })
            });
            Ok(identity.optional()?)
        })
        .await
    }

    pub(crate) async fn has_administrator_with_identity(&self) -> Result<bool, Error> {
        let query = "select 1 from accounts a join identities i on i.account_id = a.id
            where role = 'administrator' and deactivated_at is null and delete_at is null";
        self.read(|db| Ok(db.prepare_cached(query)?.exists(())?)).await
    }
}

impl Sqlite {
    pub(crate) async fn link_identity(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        identity: Identity,
        now: Timestamp,
    ) -> Result<(), Error> {
        let change = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            db.prepare_cached("delete from identities where account_id = ?1")?.execute([account.0])?;
            link(db, account, &identity, now)?;
            Ok(Committed::notice(Notice::AccountChanged(account)))
        };
        self.writer.write_noticed(Some(account), change).await
    }

    pub(crate) async fn unlink_identity(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        passwords: bool,
    ) -> Result<(), Error> {
        let change = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            db.prepare_cached("delete from identities where account_id = ?1")?.execute([account.0])?;
            require_other_login(db, account, passwords)?;
            let ended = delete_others(db, account, session)?.into_iter().map(Notice::SessionEnded);
            Ok(Committed::notices(ended.chain([Notice::AccountChanged(account)]).collect()))
        };
        self.writer.write_noticed(Some(account), change).await
    }

    pub(crate) async fn note_sign_on(
        &self,
        account: AccountId,
        session: SessionId,
        identity: Identity,
        at: Timestamp,
    ) -> Result<(), Error> {
        let note = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_identity(db, account, &identity.issuer, &identity.subject)?;
            let update = "update sessions set signed_on_at = ?2 where id = ?1";
            db.prepare_cached(update)?.execute((session.0, at.as_millisecond()))?;
            Ok(Committed::notice(Notice::SessionProlonged(session)))
        };
        self.writer.write_noticed(Some(account), note).await
    }
}

/// Links an account with one at the provider.
///
/// # Errors
/// [`Error::IdentityTaken`] when either is linked already.
pub(crate) fn link(
    db: &rusqlite::Connection,
    account: AccountId,
    identity: &Identity,
    now: Timestamp,
) -> Result<(), Error> {
    let Identity { issuer, subject, label } = identity;
    let insert =
        "insert into identities (account_id, issuer, subject, label, linked_at) values (?1, ?2, ?3, ?4, ?5)
        on conflict do nothing";
    let values = (account.0, issuer, subject, label, now.as_millisecond());
    if db.prepare_cached(insert)?.execute(values)? > 0 { Ok(()) } else { Err(Error::IdentityTaken) }
}
