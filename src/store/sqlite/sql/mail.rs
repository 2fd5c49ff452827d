//! Queues e-mails, in the transaction of what they are about.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::mail::outgoing::MailKind;
use crate::model::{AccountId, Language};

/// Maximum number of e-mails that wait.
const MAX_WAITING: u32 = 10_000;

/// Maximum number of those to people who have lost a password, which anybody can ask for.
const MAX_WAITING_RECOVERIES: u32 = 2_000;

/// Maximum number of those of one account.
const MAX_WAITING_OF_ACCOUNT: u32 = 10;

/// An e-mail for the queue.
pub(crate) struct Queued {
    pub(crate) kind: MailKind,
    /// The account that it is about; none where that is looked up by the recipient.
    pub(crate) account: Option<AccountId>,
    /// The recipient; none: the account's address.
    pub(crate) recipient: Option<String>,
    /// The language, where the account has not chosen one.
    pub(crate) language: Language,
}

/// Queues an e-mail, and returns whether there was room for it.
pub(crate) fn queue(db: &rusqlite::Connection, mail: &Queued, now: Timestamp) -> rusqlite::Result<bool> {
    let Queued { kind, account, recipient, language } = mail;
    let insert = "insert into outgoing_mails (kind, account_id, recipient, language, expires_at, due_at)
        select ?1, ?2, ?3, ?4, ?5, ?6
        where (select count(*) from outgoing_mails) < ?7
            and (select count(*) from outgoing_mails where account_id = ?2) < ?8";
    let most = if *kind == MailKind::Recovery { MAX_WAITING_RECOVERIES } else { MAX_WAITING };
    let (now, lifetime) = (now.as_millisecond(), kind.lifetime().as_millis());
    let expires_at = now.saturating_add(i64::try_from(lifetime).unwrap_or(i64::MAX));
    let account = account.map(|account| account.0);
    let values = (kind.name(), account, recipient, language.tag(), expires_at, now, most, MAX_WAITING_OF_ACCOUNT);
    Ok(db.prepare_cached(insert)?.execute(values)? > 0)
}

/// Queues a notice to the verified address of an account, if it has one. Where the queue is full, the notice is left out
/// instead of the change that it is about.
pub(crate) fn queue_notice(db: &rusqlite::Connection, account: AccountId, kind: MailKind) -> rusqlite::Result<()> {
    let verified = "select language from email_addresses where account_id = ?1 and is_pending = 0";
    let mut verified = db.prepare_cached(verified)?;
    let mut rows = verified.query([account.0])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let language = language_of(row.get_ref(0)?.as_str()?);
    let mail = Queued { kind, account: Some(account), recipient: None, language };
    queue(db, &mail, Timestamp::now()).map(drop)
}

/// Queues a notice to the former address of an account, given with its language.
pub(crate) fn queue_to_former(
    db: &rusqlite::Connection,
    account: AccountId,
    kind: MailKind,
    (address, language): (String, String),
    now: Timestamp,
) -> rusqlite::Result<()> {
    let language = language_of(&language);
    queue(db, &Queued { kind, account: Some(account), recipient: Some(address), language }, now).map(drop)
}

/// Removes the waiting e-mails of a kind.
pub(crate) fn delete_queued(
    db: &rusqlite::Connection,
    account: AccountId,
    kind: MailKind,
) -> rusqlite::Result<()> {
    db.prepare_cached("delete from outgoing_mails where account_id = ?1 and kind = ?2")?
        .execute((account.0, kind.name()))
        .map(drop)
}

/// The language with this tag; English where this version doesn't know it.
pub(crate) fn language_of(tag: &str) -> Language {
    Language::parse(tag).unwrap_or(Language::English)
}
