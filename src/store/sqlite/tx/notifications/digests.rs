//! E-mails about what is unread.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::administration::one_time_links::LinkId;
use crate::model::mail::outgoing::MailKind;
use crate::model::notifications::digests::DigestPeriod;
use crate::model::{AccountId, Zone};
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::sql::mail::queue_notice;

/// Digests that are queued in one transaction.
const PORTION: u32 = 20;

impl SqliteReads {
    pub(crate) async fn digest_period(&self, account: AccountId) -> Result<Option<DigestPeriod>, Error> {
        self.read(move |db| {
            let query = "select period from digests where account_id = ?1";
            let period = db.prepare_cached(query)?.query_row([account.0], |row| row.get::<_, String>(0));
            Ok(period.optional()?.and_then(|name| DigestPeriod::parse(&name)))
        })
        .await
    }

    pub(crate) async fn require_digest_link(&self, id: LinkId) -> Result<(), Error> {
        self.read(move |db| {
            let exists = db.prepare_cached("select 1 from digest_links where id = ?1")?.exists([id.0])?;
            if exists { Ok(()) } else { Err(Error::BadLink) }
        })
        .await
    }

    pub(crate) async fn digest_is_due(&self, now: Timestamp) -> Result<bool, Error> {
        let query = "select 1 from digests where due_at <= ?1";
        self.read(move |db| Ok(db.prepare_cached(query)?.exists([now.as_millisecond()])?)).await
    }
}

impl Sqlite {
    pub(crate) async fn set_digest(
        &self,
        account: AccountId,
        next: Option<(DigestPeriod, Timestamp)>,
    ) -> Result<(), Error> {
        let set = move |db: &rusqlite::Connection| {
            let Some((period, due_at)) = next else {
                db.prepare_cached("delete from digests where account_id = ?1")?.execute([account.0])?;
                return Ok(());
            };
            let upsert = "insert into digests (account_id, period, due_at) values (?1, ?2, ?3)
                on conflict (account_id) do update set period = excluded.period, due_at = excluded.due_at";
            db.prepare_cached(upsert)?.execute((account.0, period.name(), due_at.as_millisecond()))?;
            Ok(())
        };
        self.writer.write(Some(account), set).await
    }

    pub(crate) async fn queue_digests(&self, now: Timestamp) -> Result<usize, Error> {
        let queue = move |db: &rusqlite::Connection| {
            let query = "select d.account_id, d.period, d.last_message_id, coalesce(a.time_zone, s.time_zone) as zone,
                    (select max(n.message_id) from memberships ms
                        join mentions n on n.account_id = ms.account_id and n.room_id = ms.room_id
                            and n.created_change > ms.read_change
                        where ms.account_id = d.account_id and ms.involvement in ('everything', 'mentions')) as newest
                from digests d join accounts a on a.id = d.account_id
                left join notification_settings s on s.account_id = d.account_id
                where d.due_at <= ?1 order by d.due_at limit ?2";
            let mut query = db.prepare_cached(query)?;
            let mut rows = query.query((now.as_millisecond(), PORTION))?;
            let mut due = Vec::new();
            while let Some(row) = rows.next()? {
                let zone = row.get::<_, Option<String>>("zone")?.and_then(|name| Zone::parse(&name));
                let period = DigestPeriod::parse(&row.get::<_, String>("period")?);
                let account = AccountId(row.get("account_id")?);
                let last: i64 = row.get("last_message_id")?;
                due.push((account, period, zone.unwrap_or_default(), last, row.get::<_, Option<i64>>("newest")?));
            }
            for (account, period, zone, last, newest) in &due {
                let newest = newest.filter(|newest| newest > last);
                if newest.is_some() {
                    queue_notice(db, *account, MailKind::Digest)?;
                }
                let due_at = period.map_or(Timestamp::MAX, |period| period.next(now, zone));
                let update = "update digests set due_at = ?2, last_message_id = coalesce(?3, last_message_id)
                    where account_id = ?1";
                db.prepare_cached(update)?.execute((account.0, due_at.as_millisecond(), newest))?;
            }
            Ok(due.len())
        };
        self.writer.write(None, queue).await
    }

    pub(crate) async fn end_digests(&self, id: LinkId) -> Result<(), Error> {
        let end = move |db: &rusqlite::Connection| {
            let query = "select account_id from digest_links where id = ?1";
            let account: Option<i64> = db.prepare_cached(query)?.query_row([id.0], |row| row.get(0)).optional()?;
            let account = account.ok_or(Error::BadLink)?;
            db.prepare_cached("delete from digests where account_id = ?1")?.execute([account])?;
            db.prepare_cached("delete from outgoing_mails where account_id = ?1 and kind = ?2")?
                .execute((account, MailKind::Digest.name()))?;
            Ok(())
        };
        self.writer.write(None, end).await
    }
}
