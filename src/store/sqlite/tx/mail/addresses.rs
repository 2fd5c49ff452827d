//! Addresses of accounts.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::administration::one_time_links::LinkId;
use crate::model::mail::addresses::OwnAddresses;
use crate::model::mail::outgoing::MailKind;
use crate::model::{AccountId, EmailAddress, SessionId, Username};
use crate::store::commands::mail::NewAddress;
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::sql::access::{require_proof, require_session};
use crate::store::sqlite::sql::mail::{Queued, delete_queued, queue, queue_to_former};
use crate::store::sqlite::tx::administration::one_time_links::{EMAIL, PASSWORD, delete_links, take};

impl SqliteReads {
    pub(crate) async fn own_addresses(&self, account: AccountId) -> Result<OwnAddresses, Error> {
        self.read(move |db| {
            let query = "select address, is_pending, since from email_addresses where account_id = ?1";
            let mut query = db.prepare_cached(query)?;
            let mut rows = query.query([account.0])?;
            let mut own = OwnAddresses::default();
            while let Some(row) = rows.next()? {
                let address = (EmailAddress::from_store(row.get("address")?), timestamp(row, "since")?);
                *if row.get("is_pending")? { &mut own.pending } else { &mut own.verified } = Some(address);
            }
            Ok(own)
        })
        .await
    }

    pub(crate) async fn address_of_link(
        &self,
        id: LinkId,
        now: Timestamp,
    ) -> Result<(EmailAddress, Username), Error> {
        self.read(move |db| {
            let query = "select e.address, a.username
                from one_time_links l join accounts a on a.id = l.account_id and a.deactivated_at is null
                join email_addresses e on e.account_id = a.id and e.is_pending = 1
                where l.id = ?1 and l.purpose = ?2 and l.expires_at > ?3";
            let found = db.prepare_cached(query)?.query_row((id.0, EMAIL, now.as_millisecond()), |row| {
                Ok((EmailAddress::from_store(row.get(0)?), Username::from_store(row.get(1)?)))
            });
            found.optional()?.ok_or(Error::BadLink)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn ask_for_address(&self, new: NewAddress) -> Result<(), Error> {
        let account = new.account;
        let ask = move |db: &rusqlite::Connection| {
            let NewAddress { account, session, proof, address, language, now } = new;
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            let verified =
                "select 1 from email_addresses where account_id = ?1 and is_pending = 0 and address = ?2";
            if db.prepare_cached(verified)?.exists((account.0, address.as_str()))? {
                return Err(Error::Taken);
            }
            // A link that was sent to another address must not verify this one.
            delete_links(db, account, EMAIL)?;
            delete_queued(db, account, MailKind::Verification)?;
            let upsert =
                "insert into email_addresses (account_id, is_pending, address, address_key, language, since)
                values (?1, 1, ?2, ?3, ?4, ?5) on conflict (account_id, is_pending) do update
                set address = excluded.address, address_key = excluded.address_key, language = excluded.language,
                    since = excluded.since";
            let values = (account.0, address.as_str(), address.key(), language.tag(), now.as_millisecond());
            db.prepare_cached(upsert)?.execute(values)?;
            let mail = Queued { kind: MailKind::Verification, account: Some(account), recipient: None, language };
            if queue(db, &mail, now)? { Ok(()) } else { Err(Error::LimitReached) }
        };
        self.writer.write(Some(account), ask).await
    }

    pub(crate) async fn verify_address(&self, id: LinkId, now: Timestamp) -> Result<EmailAddress, Error> {
        let verify = move |db: &rusqlite::Connection| {
            let account = take(db, id, EMAIL, now)?.ok_or(Error::BadLink)?;
            let pending = "select e.address from email_addresses e
                join accounts a on a.id = e.account_id and a.deactivated_at is null
                where e.account_id = ?1 and e.is_pending = 1 and not exists (select 1 from email_addresses other
                    where other.address_key = e.address_key and other.is_pending = 0 and other.account_id <> ?1)";
            let address = db.prepare_cached(pending)?.query_row([account.0], |row| row.get::<_, String>(0));
            let address = EmailAddress::from_store(address.optional()?.ok_or(Error::BadLink)?);
            let former = delete_address(db, account)?;
            db.prepare_cached("update email_addresses set is_pending = 0, since = ?2 where account_id = ?1")?
                .execute((account.0, now.as_millisecond()))?;
            delete_links(db, account, EMAIL)?;
            // They were sent to the former address, or to somebody who administers the server.
            delete_links(db, account, PASSWORD)?;
            delete_queued(db, account, MailKind::Verification)?;
            if let Some(former) = former.filter(|former| former.0 != address.as_str()) {
                queue_to_former(db, account, MailKind::AddressChanged, former, now)?;
            }
            Ok(address)
        };
        self.writer.write(None, verify).await
    }

    pub(crate) async fn remove_addresses(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        pending_only: bool,
    ) -> Result<(), Error> {
        let remove = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            let former = if pending_only { None } else { delete_address(db, account)? };
            db.prepare_cached("delete from email_addresses where account_id = ?1 and is_pending = 1")?
                .execute([account.0])?;
            delete_links(db, account, EMAIL)?;
            delete_queued(db, account, MailKind::Verification)?;
            if let Some(former) = former {
                delete_links(db, account, PASSWORD)?;
                queue_to_former(db, account, MailKind::AddressRemoved, former, Timestamp::now())?;
            }
            Ok(())
        };
        self.writer.write(Some(account), remove).await
    }
}

/// Deletes the verified address of an account, and returns it and its language.
fn delete_address(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<Option<(String, String)>> {
    let delete =
        "delete from email_addresses where account_id = ?1 and is_pending = 0 returning address, language";
    db.prepare_cached(delete)?.query_row([account.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}
