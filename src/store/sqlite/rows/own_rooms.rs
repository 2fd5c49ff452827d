//! The rooms of an account.

use std::collections::HashMap;

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::{OptionalExtension as _, Row};

use crate::model::alerts::{Alerts, WaitingGuests};
use crate::model::sidebar::{Face, Placement, RoomOrder, SectionName};
use crate::model::{AccountId, ChangeNumber, Due, MessageId, NotificationLevel, OwnRoom, RoomId, RoomKind, Slug};
use crate::store::commands::memberships::{StoredRoom, StoredRooms};
use crate::store::commands::newest::Newest;
use crate::store::sqlite::rows::people::{COLUMNS, OTHERS, OTHERS_SHOWN, from_row};
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};

/// Reads the rooms of an account, with its read marks and the newest change of each.
pub(crate) fn read_own_rooms(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<StoredRooms> {
    let query = format!(
        "select r.id, r.slug, r.kind, r.change, r.posted_change, r.archived_at is not null as archived,
            m.involvement, m.read_change, m.starred, m.section,
            exists (select 1 from drafts d where d.account_id = m.account_id and d.room_id = m.room_id) as has_draft,
            (select coalesce(max(id), 0) from messages where room_id = r.id) as newest_message,
            (select count(*) from mentions n where n.account_id = m.account_id and n.room_id = m.room_id
                and n.created_change > m.read_change) as mentions,
            iif(r.kind = 'direct', {OTHERS_SHOWN}, r.name) as shown_name,
            iif(r.kind = 'direct', {OTHERS}, null) as others,
            (select count(*) from due_work d where d.account_id = m.account_id and d.room_id = m.room_id
                and d.kind = 'message') as scheduled
        from memberships m join rooms r on r.id = m.room_id
        where m.account_id = ?1 order by r.kind = 'direct', r.name_key, shown_name"
    );
    let mut rooms =
        db.prepare_cached(&query)?.query_map([account.0], stored_room)?.collect::<Result<Vec<_>, _>>()?;
    read_faces(db, account, &mut rooms)?;
    let query = "select f.slug, f.room_id from memberships m join former_slugs f on f.room_id = m.room_id
        where m.account_id = ?1 and f.open = 0";
    let former = |row: &Row<'_>| Ok((slug_of(row)?, RoomId(row.get("room_id")?)));
    let former = db.prepare_cached(query)?.query_map([account.0], former)?.collect::<Result<_, _>>()?;
    let query = "select room_order from accounts where id = ?1";
    let order: Option<String> = db.prepare_cached(query)?.query_row([account.0], |row| row.get(0)).optional()?;
    let order = order.and_then(|name| RoomOrder::parse(&name)).unwrap_or_default();
    let query = "select count(*) filter (where kind = 'reminder') as reminders, count(*) filter (where kind = 'message') as unsent
        from due_work where account_id = ?1 and ended_at is not null";
    let due = |row: &Row<'_>| Ok(Due { reminders: row.get("reminders")?, unsent: row.get("unsent")? });
    let due = db.prepare_cached(query)?.query_row([account.0], due)?;
    Ok(StoredRooms { rooms, order, former, alerts: read_alerts(db, account)?, due })
}

/// Reads who is in the direct conversations.
fn read_faces(db: &rusqlite::Connection, account: AccountId, rooms: &mut [StoredRoom]) -> rusqlite::Result<()> {
    if rooms.iter().all(|stored| stored.room.kind != RoomKind::Direct) {
        return Ok(());
    }
    let query = format!(
        "select m.room_id, a.id, {COLUMNS} from memberships m join rooms r on r.id = m.room_id
        join conversation_members p on p.room_id = m.room_id join accounts a on a.id = p.account_id
        where m.account_id = ?1 and r.kind = 'direct'"
    );
    let member = |row: &Row<'_>| {
        Ok((RoomId(row.get(0)?), Face { account: AccountId(row.get(1)?), person: from_row(row, 2)? }))
    };
    let mut members: HashMap<RoomId, Vec<Face>> = HashMap::new();
    for one in db.prepare_cached(&query)?.query_map([account.0], member)? {
        let (room, face) = one?;
        members.entry(room).or_default().push(face);
    }
    for stored in rooms {
        let mut faces = members.remove(&stored.room.id).unwrap_or_default();
        if faces.len() > 1 {
            faces.retain(|face| face.account != account);
        }
        stored.room.others = u32::try_from(faces.len()).unwrap_or(u32::MAX);
        stored.room.face = if faces.len() == 1 { faces.pop() } else { None };
    }
    Ok(())
}

/// Reads what the pages of an account point out.
fn read_alerts(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<Alerts> {
    let query = "select count(*) from warnings where account_id = ?1 and read_at is null";
    let warnings = db.prepare_cached(query)?.query_row([account.0], |row| row.get(0))?;
    let query = "select r.id, count(*) as guests
        from memberships m join rooms r on r.id = m.room_id join accounts a on a.id = m.account_id
        join guests g on g.room_id = r.id and g.ended_at is null and g.admitted_at is null
        where m.account_id = ?1 and r.kind <> 'direct' and (r.created_by = a.id or a.role = 'administrator')
        group by r.id order by r.name_key, r.id";
    let waiting = |row: &Row<'_>| Ok(WaitingGuests { room: RoomId(row.get("id")?), guests: row.get("guests")? });
    let waiting = db.prepare_cached(query)?.query_map([account.0], waiting)?.collect::<Result<_, _>>()?;
    Ok(Alerts { warnings, waiting })
}

fn stored_room(row: &Row<'_>) -> rusqlite::Result<StoredRoom> {
    Ok(StoredRoom {
        room: own_room(row)?,
        read: ChangeNumber(row.get("read_change")?),
        mentions: row.get("mentions")?,
        newest: Newest {
            change: ChangeNumber(row.get("change")?),
            posted: ChangeNumber(row.get("posted_change")?),
            message: MessageId(row.get("newest_message")?),
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
        archived: row.get("archived")?,
        placement: Placement {
            starred: row.get("starred")?,
            section: row.get::<_, Option<String>>("section")?.map(SectionName::from_store),
        },
        has_draft: row.get("has_draft")?,
        face: None,
        others: 0,
        scheduled: row.get("scheduled")?,
    })
}
