//! Links that work once.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::administration::audit::Act;
use crate::model::administration::one_time_links::{LinkId, PASSWORD_LINK_LIFETIME, SETUP_LINK_LIFETIME};
use crate::model::mail::outgoing::MailKind;
use crate::model::{Account, AccountId};
use crate::store::commands::accounts::LinkPurpose;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::permission::Administrator;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::from_row;
use crate::store::sqlite::sql::access::{has_administrator, require_administrator};
use crate::store::sqlite::sql::audit::{Subject, record, record_of};
use crate::store::sqlite::sql::mail::{delete_queued, queue_notice};
use crate::store::sqlite::tx::logins::sessions::delete_all;

const SETUP: &str = "setup";
/// The purpose of links for a new password.
pub(crate) const PASSWORD: &str = "password";
/// The purpose of links that verify an e-mail address.
pub(crate) const EMAIL: &str = "email";

impl SqliteReads {
    pub(crate) async fn link_purpose(&self, id: LinkId, now: Timestamp) -> Result<LinkPurpose, Error> {
        self.read(move |db| {
            let query = "select purpose, a.id, username, role, display_name, name_shared, picture_change
                from one_time_links l left join accounts a on a.id = l.account_id
                where l.id = ?1 and expires_at > ?2";
            let purpose = db.prepare_cached(query)?.query_row((id.0, now.as_millisecond()), |row| {
                Ok(match row.get_ref("purpose")?.as_str()? {
                    SETUP => Some(LinkPurpose::Setup),
                    PASSWORD => Some(LinkPurpose::Password(from_row(row)?)),
                    _ => None,
                })
            });
            purpose.optional()?.flatten().ok_or(Error::BadLink)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn create_setup_link(
        &self,
        by: &Administrator,
        id: LinkId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let create = move |db: &rusqlite::Connection| {
            require_administrator(db, &by)?;
            if has_administrator(db)? {
                return Err(Error::Forbidden);
            }
            db.prepare_cached("delete from one_time_links where purpose = ?1")?.execute([SETUP])?;
            let expires_at = now.saturating_add(SETUP_LINK_LIFETIME).map_err(|e| Error::Failed(e.to_string()))?;
            insert(db, id, SETUP, None, now, expires_at)?;
            record(db, &by, now, Act::SetupLinkCreated, &Subject::Named(""), "")?;
            Ok(())
        };
        self.writer.write(None, create).await
    }

    pub(crate) async fn use_password_link(
        &self,
        id: LinkId,
        password_hash: String,
        network: String,
        now: Timestamp,
    ) -> Result<Account, Error> {
        let set = move |db: &rusqlite::Connection| {
            let account = take(db, id, PASSWORD, now)?.ok_or(Error::BadLink)?;
            db.prepare_cached("delete from one_time_links where account_id = ?1")?.execute([account.0])?;
            let update = "update accounts set password_hash = ?2 where id = ?1
                returning id, username, role, display_name, name_shared, picture_change";
            let value = db.prepare_cached(update)?.query_row((account.0, password_hash), from_row)?;
            // A thief of the password may have asked for the address.
            db.prepare_cached("delete from email_addresses where account_id = ?1 and is_pending = 1")?
                .execute([account.0])?;
            delete_queued(db, account, MailKind::Verification)?;
            queue_notice(db, account, MailKind::PasswordChanged)?;
            let subject = Subject::Account(account);
            record_of(db, Some(account), &network, now, Act::PasswordLinkUsed, &subject, "")?;
            let notices = delete_all(db, account)?.into_iter().map(Notice::SessionEnded).collect();
            Ok(Committed { value, notices })
        };
        self.writer.write_noticed(None, set).await
    }
}

/// Stores a link to set an account's password, and deletes those that have expired.
pub(crate) fn create_password_link(
    db: &rusqlite::Connection,
    id: LinkId,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    db.prepare_cached("delete from one_time_links where expires_at <= ?1 or (account_id = ?2 and purpose = ?3)")?
        .execute((now.as_millisecond(), account.0, PASSWORD))?;
    let expires_at = now.saturating_add(PASSWORD_LINK_LIFETIME).map_err(|e| Error::Failed(e.to_string()))?;
    Ok(insert(db, id, PASSWORD, Some(account), now, expires_at)?)
}

/// Uses up a link to make the first account.
///
/// # Errors
/// [`Error::BadLink`].
pub(crate) fn take_setup_link(db: &rusqlite::Connection, id: LinkId, now: Timestamp) -> Result<(), Error> {
    take(db, id, SETUP, now).map(|_| ())
}

/// The number of an account's links for a purpose. Those of everybody that have expired are deleted.
pub(crate) fn count_links(
    db: &rusqlite::Connection,
    account: AccountId,
    purpose: &str,
    now: Timestamp,
) -> rusqlite::Result<u32> {
    db.prepare_cached("delete from one_time_links where expires_at <= ?1")?.execute([now.as_millisecond()])?;
    let query = "select count(*) from one_time_links where account_id = ?1 and purpose = ?2";
    db.prepare_cached(query)?.query_row((account.0, purpose), |row| row.get(0))
}

/// Deletes an account's links for a purpose.
pub(crate) fn delete_links(db: &rusqlite::Connection, account: AccountId, purpose: &str) -> rusqlite::Result<()> {
    let delete = "delete from one_time_links where account_id = ?1 and purpose = ?2";
    db.prepare_cached(delete)?.execute((account.0, purpose)).map(drop)
}

/// Uses up a link, and returns its account.
pub(crate) fn take(
    db: &rusqlite::Connection,
    id: LinkId,
    purpose: &str,
    now: Timestamp,
) -> Result<Option<AccountId>, Error> {
    let delete =
        "delete from one_time_links where id = ?1 and purpose = ?2 and expires_at > ?3 returning account_id";
    let mut delete = db.prepare_cached(delete)?;
    let taken = delete.query_row((id.0, purpose, now.as_millisecond()), |row| row.get::<_, Option<i64>>(0));
    taken.optional()?.map(|account| account.map(AccountId)).ok_or(Error::BadLink)
}

/// Stores a link.
pub(crate) fn insert(
    db: &rusqlite::Connection,
    id: LinkId,
    purpose: &str,
    account: Option<AccountId>,
    now: Timestamp,
    expires_at: Timestamp,
) -> rusqlite::Result<()> {
    let insert = "insert into one_time_links (id, purpose, account_id, created_at, expires_at)
        values (?1, ?2, ?3, ?4, ?5)";
    let values =
        (id.0, purpose, account.map(|account| account.0), now.as_millisecond(), expires_at.as_millisecond());
    db.prepare_cached(insert)?.execute(values).map(|_| ())
}
