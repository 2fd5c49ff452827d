//! The queue of due work: leases for the job, and the conditions that all kinds of work share.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::AccountId;
use crate::model::due_work::{DueWork, DueWorkId, DueWorkKind};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::timestamps::from_millisecond;

/// Whether the account of a `due_work d` may read the room `r` now; `p` is its membership.
pub(super) const READABLE: &str = "r.deleted_at is null and (p.room_id is not null or r.kind = 'open')";

impl SqliteReads {
    pub(crate) async fn next_due_work(&self) -> Result<Option<Timestamp>, Error> {
        self.read(move |db| {
            let query =
                "select min(max(due_at, coalesce(lease_until, due_at))) from due_work where ended_at is null";
            let next = db.prepare_cached(query)?.query_row((), |row| row.get::<_, Option<i64>>(0))?;
            Ok(next.map(from_millisecond).transpose()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn lease_due_work(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        count: u32,
    ) -> Result<Vec<DueWork>, Error> {
        let lease = move |db: &rusqlite::Connection| {
            // A lease that ends later than a new one would is of before the clock was set back.
            let update = "update due_work set lease_until = ?2, attempts = attempts + 1
                where id in (select id from due_work where ended_at is null and due_at <= ?1
                    and (lease_until is null or lease_until <= ?1 or lease_until > ?2) order by due_at, id limit ?3)
                returning id, kind, account_id, attempts";
            let mut statement = db.prepare_cached(update)?;
            let values = (now.as_millisecond(), lease_until.as_millisecond(), count);
            let leased = statement.query_map(values, |row| {
                Ok(DueWork {
                    id: DueWorkId(row.get("id")?),
                    kind: DueWorkKind::parse(row.get_ref("kind")?.as_str()?).unwrap_or(DueWorkKind::Reminder),
                    account: AccountId(row.get("account_id")?),
                    attempts: row.get("attempts")?,
                })
            })?;
            Ok(leased.collect::<Result<_, _>>()?)
        };
        self.writer.write(None, lease).await
    }

    pub(crate) async fn release_due_work(&self) -> Result<(), Error> {
        let update = "update due_work set lease_until = null where lease_until is not null";
        self.writer.write(None, move |db| Ok(db.prepare_cached(update)?.execute(()).map(drop)?)).await
    }

    pub(crate) async fn postpone_due_work(
        &self,
        id: DueWorkId,
        due_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), Error> {
        let postpone = move |db: &rusqlite::Connection| {
            let update = "update due_work set due_at = ?2, lease_until = null
                where id = ?1 and ended_at is null and due_at <= ?3";
            let values = (id.0, due_at.as_millisecond(), now.as_millisecond());
            db.prepare_cached(update)?.execute(values)?;
            Ok(())
        };
        self.writer.write(None, postpone).await
    }

    pub(super) async fn remove_due_work(
        &self,
        account: AccountId,
        id: DueWorkId,
        kind: DueWorkKind,
    ) -> Result<(), Error> {
        let remove = move |db: &rusqlite::Connection| {
            let delete = "delete from due_work where id = ?1 and account_id = ?2 and kind = ?3";
            require_one(db.prepare_cached(delete)?.execute((id.0, account.0, kind.name()))?)?;
            // With the files of a scheduled message.
            Ok(Committed::notices(vec![Notice::DueWorkChanged(account), Notice::ObjectsRemoved]))
        };
        self.writer.write_noticed(Some(account), remove).await
    }
}

pub(super) fn require_one(changed: usize) -> Result<(), Error> {
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Requires an account that has less than `max` of a kind of work.
pub(super) fn require_fewer(
    db: &rusqlite::Connection,
    account: AccountId,
    kind: DueWorkKind,
    max: u32,
) -> Result<(), Error> {
    let query = "select count(*) from due_work where account_id = ?1 and kind = ?2";
    let count: u32 = db.prepare_cached(query)?.query_row((account.0, kind.name()), |row| row.get(0))?;
    if count >= max { Err(Error::LimitReached) } else { Ok(()) }
}
