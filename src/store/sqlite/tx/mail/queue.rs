//! The queue of e-mails that are to be sent.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::administration::one_time_links::LinkId;
use crate::model::mail::outgoing::{MailKind, OutgoingMail};
use crate::model::{AccountId, EmailAddress, Language, Username};
use crate::store::commands::mail::{NewRecovery, NextMail};
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::sql::access::require_unblocked;
use crate::store::sqlite::sql::digests;
use crate::store::sqlite::sql::mail::{Queued, language_of, queue};
use crate::store::sqlite::tx::administration::one_time_links::{EMAIL, PASSWORD, count_links, insert};

/// Maximum number of links for a new password of one account that work at the same time, and so of e-mails with such
/// links in the lifetime of one. Further ones are not sent: the last few work still.
const MAX_PASSWORD_LINKS: u32 = 3;

impl SqliteReads {
    pub(crate) async fn mail_is_due(&self, now: Timestamp) -> Result<bool, Error> {
        self.read(move |db| {
            let query = "select 1 from outgoing_mails where due_at <= ?1 and expires_at > ?1";
            Ok(db.prepare_cached(query)?.exists([now.as_millisecond()])?)
        })
        .await
    }

    pub(crate) async fn waiting_mails(&self) -> Result<u32, Error> {
        let query = "select count(*) from outgoing_mails";
        self.read(move |db| Ok(db.prepare_cached(query)?.query_row((), |row| row.get(0))?)).await
    }
}

impl Sqlite {
    pub(crate) async fn queue_recovery(&self, new: NewRecovery) -> Result<(), Error> {
        let request = move |db: &rusqlite::Connection| {
            let NewRecovery { typed, language, network, now } = new;
            require_unblocked(db, &network)?;
            let mail = Queued { kind: MailKind::Recovery, account: None, recipient: Some(typed), language };
            if queue(db, &mail, now)? { Ok(()) } else { Err(Error::LimitReached) }
        };
        self.writer.write(None, request).await
    }

    pub(crate) async fn next_mail(
        &self,
        link: LinkId,
        lease_until: Timestamp,
        now: Timestamp,
    ) -> Result<NextMail, Error> {
        let next = move |db: &rusqlite::Connection| {
            let update = "update outgoing_mails set due_at = ?2, attempts = attempts + 1
                where id = (select id from outgoing_mails where due_at <= ?1 and expires_at > ?1 order by due_at, id limit 1)
                returning id, kind, account_id, recipient, language, attempts, expires_at, link_id";
            let mut update = db.prepare_cached(update)?;
            let leased = update.query_row((now.as_millisecond(), lease_until.as_millisecond()), Leased::from_row);
            let Some(leased) = leased.optional()? else { return Ok(NextMail::None) };
            let id = leased.id;
            if let Some(mail) = address(db, leased, link, now)? {
                return Ok(NextMail::Mail(Box::new(mail)));
            }
            remove(db, id, true)?;
            Ok(NextMail::Dropped)
        };
        self.writer.write(None, next).await
    }

    pub(crate) async fn remove_mail(&self, id: i64, with_link: bool) -> Result<(), Error> {
        self.writer.write(None, move |db| Ok(remove(db, id, with_link)?)).await
    }

    pub(crate) async fn postpone_mail(&self, id: i64, due_at: Timestamp) -> Result<(), Error> {
        let postpone = move |db: &rusqlite::Connection| {
            let update = "update outgoing_mails set due_at = ?2 where id = ?1";
            db.prepare_cached(update)?.execute((id, due_at.as_millisecond()))?;
            Ok(())
        };
        self.writer.write(None, postpone).await
    }

    pub(crate) async fn release_mails(&self, now: Timestamp) -> Result<(), Error> {
        let release = move |db: &rusqlite::Connection| {
            db.prepare_cached("update outgoing_mails set due_at = ?1 where due_at > ?1")?
                .execute([now.as_millisecond()])?;
            Ok(())
        };
        self.writer.write(None, release).await
    }

    pub(crate) async fn give_up_expired_mails(&self, now: Timestamp) -> Result<usize, Error> {
        let delete = "delete from outgoing_mails where expires_at <= ?1";
        self.writer.write(None, move |db| Ok(db.prepare_cached(delete)?.execute([now.as_millisecond()])?)).await
    }
}

/// A row that was taken from the queue.
struct Leased {
    id: i64,
    kind: Option<MailKind>,
    account: Option<AccountId>,
    recipient: Option<String>,
    language: Language,
    attempts: u32,
    expires_at: Timestamp,
    link: Option<[u8; 32]>,
}

impl Leased {
    fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            // None: a newer version has queued it.
            kind: MailKind::parse(row.get_ref("kind")?.as_str()?),
            account: row.get::<_, Option<i64>>("account_id")?.map(AccountId),
            recipient: row.get("recipient")?,
            language: language_of(row.get_ref("language")?.as_str()?),
            attempts: row.get("attempts")?,
            expires_at: timestamp(row, "expires_at")?,
            link: row.get("link_id")?,
        })
    }
}

/// Addresses an e-mail, and stores its link; none where nobody gets it.
fn address(
    db: &rusqlite::Connection,
    leased: Leased,
    link: LinkId,
    now: Timestamp,
) -> Result<Option<OutgoingMail>, Error> {
    let Leased { id, kind: Some(mut kind), attempts, expires_at, .. } = leased else { return Ok(None) };
    if let Some(former) = leased.link {
        db.prepare_cached("delete from one_time_links where id = ?1")?.execute([former])?;
        digests::delete_link(db, former)?;
    }
    let account = match (leased.account, &leased.recipient) {
        (Some(account), _) => account,
        (None, Some(typed)) => {
            let Some(account) = find(db, typed)? else { return Ok(None) };
            account
        }
        (None, None) => return Ok(None),
    };
    let query = "select username, language from accounts where id = ?1 and deactivated_at is null";
    let found = db.prepare_cached(query)?.query_row([account.0], |row| {
        let language = row.get::<_, Option<String>>("language")?;
        let language = language.and_then(|tag| Language::parse(&tag)).unwrap_or(leased.language);
        Ok((Username::from_store(row.get("username")?), language))
    });
    let Some((username, language)) = found.optional()? else { return Ok(None) };
    let is_to_former = matches!(kind, MailKind::AddressChanged | MailKind::AddressRemoved);
    let to = if is_to_former {
        leased.recipient
    } else {
        let query = "select address from email_addresses where account_id = ?1 and is_pending = ?2";
        let values = (account.0, kind == MailKind::Verification);
        db.prepare_cached(query)?.query_row(values, |row| row.get(0)).optional()?
    };
    let Some(to) = to.map(EmailAddress::from_store) else { return Ok(None) };
    if kind == MailKind::Verification && is_of_another(db, account, &to)? {
        kind = MailKind::AddressTaken;
    }
    let purpose = match kind {
        MailKind::Recovery if count_links(db, account, PASSWORD, now)? >= MAX_PASSWORD_LINKS => return Ok(None),
        MailKind::Recovery => Some(PASSWORD),
        MailKind::Verification => Some(EMAIL),
        _ => None,
    };
    let digest = if kind == MailKind::Digest { digests::entries(db, account)? } else { Vec::new() };
    if kind == MailKind::Digest {
        if digest.is_empty() {
            return Ok(None);
        }
        digests::add_link(db, link, account, now)?;
        db.prepare_cached("update outgoing_mails set link_id = ?2 where id = ?1")?.execute((id, link.0))?;
    }
    if let Some(purpose) = purpose {
        insert(db, link, purpose, Some(account), now, expires_at)?;
        db.prepare_cached("update outgoing_mails set link_id = ?2 where id = ?1")?.execute((id, link.0))?;
    }
    Ok(Some(OutgoingMail { id, kind, username, language, to, digest, attempts, expires_at }))
}

/// The account with a name or a verified address as typed.
fn find(db: &rusqlite::Connection, typed: &str) -> rusqlite::Result<Option<AccountId>> {
    let id = |row: &rusqlite::Row<'_>| row.get(0).map(AccountId);
    if let Ok(address) = EmailAddress::parse(typed) {
        let query = "select account_id from email_addresses where address_key = ?1 and is_pending = 0";
        return db.prepare_cached(query)?.query_row([address.key()], id).optional();
    }
    let Ok(name) = Username::parse(typed) else { return Ok(None) };
    let query = "select id from accounts where username_key in (?1, ?2) order by username_key = ?2 desc limit 1";
    db.prepare_cached(query)?.query_row((name.key(), name.pointed_key()), id).optional()
}

fn is_of_another(db: &rusqlite::Connection, account: AccountId, to: &EmailAddress) -> rusqlite::Result<bool> {
    let query = "select 1 from email_addresses where address_key = ?1 and is_pending = 0 and account_id <> ?2";
    db.prepare_cached(query)?.exists((to.key(), account.0))
}

fn remove(db: &rusqlite::Connection, id: i64, with_link: bool) -> rusqlite::Result<()> {
    let delete = "delete from outgoing_mails where id = ?1 returning link_id";
    let link = db.prepare_cached(delete)?.query_row([id], |row| row.get::<_, Option<[u8; 32]>>(0)).optional()?;
    if let Some(link) = link.flatten().filter(|_| with_link) {
        db.prepare_cached("delete from one_time_links where id = ?1")?.execute([link])?;
        digests::delete_link(db, link)?;
    }
    Ok(())
}
