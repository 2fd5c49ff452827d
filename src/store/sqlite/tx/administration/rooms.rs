//! Rooms, for administrators, who need not be members.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::administration::audit::{Act, AuditEntry};
use crate::model::administration::rooms::{RoomEntry, RoomFacts, RoomFilter};
use crate::model::text::candidates;
use crate::model::{AccountId, Draft, Room, RoomId, RoomKind, RoomName};
use crate::store::commands::administration::{AdministeredRoom, RoomChange};
use crate::store::commands::messages::{GroupMentions, NewMessage};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::permission::{Actor, Administrator};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::access::{require_administrator, require_proof};
use crate::store::sqlite::sql::audit::{Subject, record};
use crate::store::sqlite::sql::memberships::admit;
use crate::store::sqlite::sql::rooms::read_room;
use crate::store::sqlite::tx::administration::audit;
use crate::store::sqlite::tx::posts::post_message;
use crate::store::sqlite::tx::room_settings::delete_room;

/// The columns of a [`RoomEntry`], without those of its messages.
const COLUMNS: &str =
    "r.id, r.slug, r.name, r.kind, r.archived_at is not null as is_archived, r.created_at, r.retention_days,
    (select username from accounts where id = r.created_by) as creator,
    (select count(*) from memberships where room_id = r.id) as members,
    (select posted_at from messages where id = (select max(id) from messages where room_id = r.id)) as last_at";

impl SqliteReads {
    pub(crate) async fn room_entries(&self, filter: RoomFilter, most: u32) -> Result<Vec<RoomEntry>, Error> {
        self.read(move |db| {
            let RoomFilter { part, kind, archived, after } = filter;
            let query = format!(
                "select {COLUMNS} from rooms r where r.deleted_at is null and r.kind <> 'direct'
                    and (?1 is null or (r.name_key, r.id) > (select name_key, id from rooms where id = ?1))
                    and (?2 = '' or instr(r.name_key, ?2) > 0) and (?3 is null or r.kind = ?3)
                    and (?4 is null or (r.archived_at is not null) = ?4)
                order by r.name_key, r.id limit ?5"
            );
            let values = (after.map(|room| room.0), part, kind.map(RoomKind::as_str), archived, most);
            Ok(db.prepare_cached(&query)?.query_map(values, entry)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn room_facts(&self, room: RoomId, by: Option<AccountId>) -> Result<RoomFacts, Error> {
        self.read(move |db| {
            let query = format!(
                "select {COLUMNS} from rooms r where r.id = ?1 and r.deleted_at is null and r.kind <> 'direct'"
            );
            let entry = db.prepare_cached(&query)?.query_row([room.0], entry)?;
            let count = "select count(*) from messages where room_id = ?1";
            let messages = db.prepare_cached(count)?.query_row([room.0], |row| row.get(0))?;
            let member = "select 1 from memberships where room_id = ?1 and account_id = ?2";
            let is_member = db.prepare_cached(member)?.exists((room.0, by.map(|by| by.0)))?;
            Ok(RoomFacts { entry, messages, is_member })
        })
        .await
    }

    pub(crate) async fn room_acts(&self, room: RoomId, most: u32) -> Result<Vec<AuditEntry>, Error> {
        self.read(move |db| {
            let query = "select * from audit_log where room_id = ?1 order by id desc limit ?2";
            Ok(db.prepare_cached(query)?.query_map((room.0, most), audit::entry)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn administer_room(&self, by: &Administrator, what: AdministeredRoom) -> Result<(), Error> {
        let by = by.actor().clone();
        let account = by.account();
        self.writer.write_noticed(account, move |db| administer_room(db, &by, what)).await
    }
}

fn administer_room(db: &rusqlite::Connection, by: &Actor, what: AdministeredRoom) -> Result<Committed<()>, Error> {
    let AdministeredRoom { room, change, confirmed, now } = what;
    require_administrator(db, by)?;
    if let Some((administrator, proof)) = by.account().zip(confirmed) {
        require_proof(db, administrator, &proof)?;
    }
    let before = read_room(db, room)?.0;
    if before.kind == RoomKind::Direct {
        return Err(Error::NotFound);
    }
    let (act, detail) = match &change {
        RoomChange::Archive => (Act::RoomArchived, String::new()),
        RoomChange::Reopen => (Act::RoomReopened, String::new()),
        RoomChange::Delete => (Act::RoomDeleted, String::new()),
        RoomChange::Join(_) => (Act::RoomJoined, String::new()),
        RoomChange::Retention(days) => {
            (Act::RetentionChanged, days.map(|days| days.to_string()).unwrap_or_default())
        }
    };
    let changed = Notice::RoomChanged { room, slug: before.slug.clone() };
    let notices = match change {
        RoomChange::Archive | RoomChange::Reopen => {
            let archived_at = matches!(act, Act::RoomArchived).then(|| now.as_millisecond());
            db.prepare_cached("update rooms set archived_at = ?2 where id = ?1")?
                .execute((room.0, archived_at))?;
            vec![changed]
        }
        RoomChange::Delete => {
            delete_room(db, room, now)?;
            vec![Notice::RoomDeleted { room, only: None }]
        }
        RoomChange::Join(announcement) => match join(db, by, &before, announcement, now)? {
            Some(notices) => notices,
            None => return Ok(Committed::silent(())),
        },
        RoomChange::Retention(days) => {
            db.prepare_cached("update rooms set retention_days = ?2 where id = ?1")?.execute((room.0, days))?;
            vec![changed, Notice::RetentionChanged]
        }
    };
    record(db, by, now, act, &Subject::Room(room, before.name.as_str()), &detail)?;
    Ok(Committed::notices(notices))
}

/// Makes an administrator a member, and posts the announcement; none for one who is a member already.
fn join(
    db: &rusqlite::Connection,
    by: &Actor,
    room: &Room,
    announcement: Draft,
    now: Timestamp,
) -> Result<Option<Vec<Notice>>, Error> {
    let account = by.account().ok_or(Error::Forbidden)?;
    if !admit(db, room.id, account, now)? {
        return Ok(None);
    }
    let mut notices = vec![Notice::MembershipGained(room.id, account)];
    if !room.archived {
        let names = candidates(announcement.as_str());
        let message = NewMessage {
            files: Vec::new(),
            room: room.id,
            author: account,
            draft: announcement,
            names,
            reply_to: None,
            nonce: None,
            groups: GroupMentions::default(),
            posted_at: now,
        };
        notices.extend(post_message(db, message)?.notices);
    }
    Ok(Some(notices))
}

fn entry(row: &rusqlite::Row<'_>) -> rusqlite::Result<RoomEntry> {
    Ok(RoomEntry {
        id: RoomId(row.get("id")?),
        slug: slug_of(row)?,
        name: RoomName::from_store(row.get("name")?),
        kind: kind_of(row)?,
        archived: row.get("is_archived")?,
        created_by: row.get("creator")?,
        created_at: timestamp(row, "created_at")?,
        members: row.get("members")?,
        last_at: row.get::<_, Option<i64>>("last_at")?.map(from_millisecond).transpose()?,
        retention: row.get("retention_days")?,
    })
}
