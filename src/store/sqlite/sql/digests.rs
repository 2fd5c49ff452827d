//! The content of a digest, and its link.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::AccountId;
use crate::model::administration::one_time_links::LinkId;
use crate::model::notifications::digests::DigestEntry;
use crate::store::sqlite::rows::people::OTHERS_CALLED;

/// Maximum number of an account's links that end digests: the oldest stop working. Three months of daily ones.
const MAX_LINKS: u32 = 100;

/// Maximum number of rooms in a digest.
const MAX_ROOMS: u32 = 20;

/// The unread messages of an account that wants digests: the rooms with most messages first.
pub(crate) fn entries(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<Vec<DigestEntry>> {
    let query = format!(
        "select iif(r.kind = 'direct', {OTHERS_CALLED}, r.name) as name, r.kind = 'direct' as is_direct, count(*) as count
        from digests d join memberships ms on ms.account_id = d.account_id
        join mentions n on n.account_id = ms.account_id and n.room_id = ms.room_id and n.created_change > ms.read_change
        join rooms r on r.id = ms.room_id and r.deleted_at is null
        where d.account_id = ?1 and ms.involvement in ('everything', 'mentions')
        group by r.id order by count(*) desc, r.id limit ?2"
    );
    let mut query = db.prepare_cached(&query)?;
    let entries = query.query_map((account.0, MAX_ROOMS), |row| {
        Ok(DigestEntry {
            name: row.get::<_, Option<String>>("name")?.unwrap_or_default(),
            is_direct: row.get("is_direct")?,
            count: row.get("count")?,
        })
    })?;
    entries.collect()
}

/// Stores a link that ends an account's digests.
pub(crate) fn add_link(
    db: &rusqlite::Connection,
    id: LinkId,
    account: AccountId,
    now: Timestamp,
) -> rusqlite::Result<()> {
    db.prepare_cached("insert into digest_links (id, account_id, created_at) values (?1, ?2, ?3)")?.execute((
        id.0,
        account.0,
        now.as_millisecond(),
    ))?;
    let delete = "delete from digest_links where id in (select id from digest_links where account_id = ?1
        order by created_at desc limit -1 offset ?2)";
    db.prepare_cached(delete)?.execute((account.0, MAX_LINKS)).map(drop)
}

/// Deletes the link of an e-mail that was not sent.
pub(crate) fn delete_link(db: &rusqlite::Connection, id: [u8; 32]) -> rusqlite::Result<()> {
    db.prepare_cached("delete from digest_links where id = ?1")?.execute([id]).map(drop)
}
