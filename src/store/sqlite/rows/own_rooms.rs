//! The rooms of an account.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::{AccountId, ChangeNumber, Due, NotificationLevel, OwnRoom, RoomId, Slug};
use crate::store::commands::memberships::{StoredRoom, StoredRooms};
use crate::store::commands::newest::Newest;
use crate::store::sqlite::rows::people::{OTHERS, OTHERS_SHOWN};
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};

/// Reads the rooms of an account, with its read marks and the newest change of each.
pub(crate) fn read_own_rooms(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<StoredRooms> {
    let query = format!(
        "select r.id, r.slug, r.kind, r.change, r.posted_change, m.involvement, m.read_change,
            (select count(*) from mentions n where n.account_id = m.account_id and n.room_id = m.room_id
                and n.created_change > m.read_change) as mentions,
            iif(r.kind = 'direct', {OTHERS_SHOWN}, r.name) as shown_name,
            iif(r.kind = 'direct', {OTHERS}, null) as others,
            (select count(*) from due_work d where d.account_id = m.account_id and d.room_id = m.room_id
                and d.kind = 'message') as scheduled
        from memberships m join rooms r on r.id = m.room_id
        where m.account_id = ?1 order by r.kind = 'direct', r.name_key, shown_name"
    );
    let rooms = db.prepare_cached(&query)?.query_map([account.0], stored_room)?.collect::<Result<_, _>>()?;
    let query = "select f.slug, f.room_id from memberships m join former_slugs f on f.room_id = m.room_id
        where m.account_id = ?1 and f.open = 0";
    let former = |row: &Row<'_>| Ok((slug_of(row)?, RoomId(row.get("room_id")?)));
    let former = db.prepare_cached(query)?.query_map([account.0], former)?.collect::<Result<_, _>>()?;
    let query = "select count(*) filter (where kind = 'reminder') as reminders, count(*) filter (where kind = 'message') as unsent
        from due_work where account_id = ?1 and ended_at is not null";
    let due = |row: &Row<'_>| Ok(Due { reminders: row.get("reminders")?, unsent: row.get("unsent")? });
    let due = db.prepare_cached(query)?.query_row([account.0], due)?;
    Ok(StoredRooms { rooms, former, due })
}

fn stored_room(row: &Row<'_>) -> rusqlite::Result<StoredRoom> {
    Ok(StoredRoom {
        room: own_room(row)?,
        read: ChangeNumber(row.get("read_change")?),
        mentions: row.get("mentions")?,
        newest: Newest {
            change: ChangeNumber(row.get("change")?),
            posted: ChangeNumber(row.get("posted_change")?),
        },
        others: row.get::<_, Option<String>>("others")?.unwrap_or_default(),
    })
}

fn own_room(row: &Row<'_>) -> rusqlite::Result<OwnRoom> {
    Ok(OwnRoom {
        id: RoomId(row.get("id")?),
        slug: Slug::parse(row.get_ref("slug")?.as_str()?),
        // A direct conversation is named by the others in it, if there are others.
        name: row.get::<_, Option<String>>("shown_name")?.unwrap_or_default(),
        distinction: None,
        kind: kind_of(row)?,
        notification_level: NotificationLevel::parse(row.get_ref("involvement")?.as_str()?).unwrap_or_default(),
        scheduled: row.get("scheduled")?,
    })
}
