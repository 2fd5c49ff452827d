//! Columns that could be derived from others, and are stored for speed.

use tokio_rusqlite::rusqlite;

use crate::store::commands::inspections::Finding;
use crate::store::sqlite::sql::skeletons::is_shared;

/// Columns that are derived from others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counter {
    kind: &'static str,
    /// The rows where they differ.
    says: &'static str,
    /// One such row.
    row: &'static str,
    /// Selects the numbers of these rows, as `id`.
    wrong: &'static str,
    /// Derives them again in the rows whose numbers are in the JSON list `?1`.
    repair: &'static str,
}

/// Whether the rows of a table exist that a mark of a message stands for.
macro_rules! mark {
    ($kind:literal, $says:literal, $column:literal, $table:literal) => {
        Counter {
            kind: $kind,
            says: $says,
            row: "message",
            wrong: concat!(
                "select m.id from messages m where m.",
                $column,
                " <> exists (select 1 from ",
                $table,
                " o where o.message_id = m.id)"
            ),
            repair: concat!(
                "update messages set ",
                $column,
                " = exists (select 1 from ",
                $table,
                " o where o.message_id = messages.id) where id in (select value from json_each(?1))"
            ),
        }
    };
}

impl Counter {
    /// The rows that are wrong, of those with a number above `last`.
    pub(super) fn wrong_after(
        &self,
        db: &rusqlite::Connection,
        last: i64,
        most: u32,
    ) -> rusqlite::Result<Vec<i64>> {
        let query = format!("select id from ({}) where id > ?1 order by id limit ?2", self.wrong);
        db.prepare_cached(&query)?.query_map((last, most), |row| row.get(0))?.collect()
    }

    /// Derives these rows anew.
    pub(super) fn repair(&self, db: &rusqlite::Connection, ids: &[i64]) -> rusqlite::Result<()> {
        let list = ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        db.prepare_cached(self.repair)?.execute([format!("[{list}]")]).map(drop)
    }

    fn finding(&self, db: &rusqlite::Connection) -> rusqlite::Result<Option<Finding>> {
        let mut finding = Finding::new(self.kind, self.says, true);
        let mut query = db.prepare(&format!("select id from ({}) order by id", self.wrong))?;
        let mut rows = query.query(())?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            finding.note(|| format!("{} {id}", self.row));
        }
        Ok(finding.if_any())
    }
}

/// What all of these columns are, compared with what they are derived from.
pub(super) fn findings(db: &rusqlite::Connection) -> rusqlite::Result<Vec<Finding>> {
    COUNTERS.iter().filter_map(|counter| counter.finding(db).transpose()).collect()
}

/// The columns, in the order in which they are repaired.
pub(super) const COUNTERS: [Counter; 13] = [
    mark!("reaction-marks", "messages whose mark of reactions is wrong", "reacted", "reactions"),
    mark!("pin-marks", "messages whose mark of being pinned is wrong", "pinned", "pins"),
    mark!("poll-marks", "messages whose mark of being a poll is wrong", "polled", "polls"),
    mark!("forward-marks", "messages whose mark of being forwarded is wrong", "forwarded", "forwards"),
    mark!("file-marks", "messages whose mark of having files is wrong", "attached", "files"),
    Counter {
        kind: "change-numbers",
        says: "rooms whose number of changes is less than that of a message",
        row: "room",
        wrong: "select r.id from rooms r left join
                (select room_id, max(latest_change) as latest, max(created_change) as created
                    from messages group by room_id) m on m.room_id = r.id
            where r.change < max(r.posted_change, r.expired_change, coalesce(m.latest, 0))
                or r.posted_change < coalesce(m.created, 0)",
        repair: "update rooms set
                posted_change = max(posted_change,
                    (select coalesce(max(created_change), 0) from messages where room_id = rooms.id)),
                change = max(change, posted_change, expired_change,
                    (select coalesce(max(latest_change), 0) from messages where room_id = rooms.id))
            where id in (select value from json_each(?1))",
    },
    Counter {
        kind: "read-marks",
        says: "rooms that somebody has read beyond the last change, so that nothing is unread",
        row: "room",
        wrong: "select distinct r.id from memberships p join rooms r on r.id = p.room_id
            where p.read_change > r.change",
        repair: "update memberships set read_change = (select change from rooms where id = memberships.room_id)
            where room_id in (select value from json_each(?1))
                and read_change > (select change from rooms where id = memberships.room_id)",
    },
    Counter {
        kind: "mentions",
        says: "messages whose mentions count as unread at the wrong place",
        row: "message",
        wrong: "select distinct m.id from mentions n join messages m on m.id = n.message_id
            where n.room_id <> m.room_id or n.created_change <> m.created_change",
        repair: "update or replace mentions set
                room_id = (select room_id from messages where id = mentions.message_id),
                created_change = (select created_change from messages where id = mentions.message_id)
            where message_id in (select value from json_each(?1))",
    },
    Counter {
        kind: "rooms-of-files",
        says: "files whose room is not that of their message",
        row: "file",
        wrong: "select f.id from files f left join messages m on m.id = f.message_id
            where f.room_id is not m.room_id",
        repair: "update files set room_id = (select room_id from messages where id = files.message_id)
            where id in (select value from json_each(?1))",
    },
    Counter {
        kind: "sizes-of-files",
        says: "files whose size is not that of their parts",
        row: "file",
        wrong: "select f.id from files f where iif(f.media_type is null, f.received, f.size)
            <> (select coalesce(sum(s.value ->> 1), 0) from json_each(f.segments) s)",
        repair: "update files set
                received = iif(media_type is null,
                    (select coalesce(sum(s.value ->> 1), 0) from json_each(segments) s), received),
                size = iif(media_type is null, size,
                    (select coalesce(sum(s.value ->> 1), 0) from json_each(segments) s))
            where id in (select value from json_each(?1))",
    },
    Counter {
        kind: "storage-of-accounts",
        says: "accounts whose files take another number of bytes than is counted (0: all together)",
        row: "account",
        wrong: "select account_id as id from (
                select account_id, sum(size) as bytes, sum(message_id is null and due_work_id is null) as not_sent
                    from files group by account_id
                union all select 0, coalesce(sum(size), 0), coalesce(sum(message_id is null and due_work_id is null), 0)
                    from files) s
                full join file_totals t using (account_id)
            where coalesce(s.bytes, 0) <> coalesce(t.bytes, 0) or coalesce(s.not_sent, 0) <> coalesce(t.not_sent, 0)",
        repair: "insert or replace into file_totals (account_id, bytes, not_sent)
            select a.value, coalesce(sum(f.size), 0),
                coalesce(sum(f.id is not null and f.message_id is null and f.due_work_id is null), 0)
            from json_each(?1) a left join files f on a.value = 0 or f.account_id = a.value group by a.value",
    },
    Counter {
        kind: "picture-marks",
        says: "accounts whose mark of having a picture is wrong",
        row: "account",
        wrong: "select a.id from accounts a
            where (a.picture_change is not null) <> exists (select 1 from pictures p where p.account_id = a.id)",
        repair: "update accounts set picture_change =
                iif(exists (select 1 from pictures p where p.account_id = accounts.id), profile_change, null)
            where id in (select value from json_each(?1))",
    },
    Counter {
        kind: "shared-names",
        says: "accounts whose mark of a name like another's is wrong",
        row: "account",
        wrong: concat!("select accounts.id from accounts where accounts.name_shared <> ", is_shared!()),
        repair: concat!("update accounts set name_shared = ", is_shared!(),
            " where id in (select value from json_each(?1))"),
    },
];
