//! The rooms of an account.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::{AccountId, ChangeNumber, NotificationLevel, OwnRoom, RoomId, Slug};
use crate::store::cache::newest::Newest;
use crate::store::cache::own_rooms::{CachedRooms, Reading};
use crate::store::sqlite::rows::people::{OTHERS, OTHERS_SHOWN};
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};

/// Reads the rooms of an account with its read marks, and the newest change of each.
pub(crate) fn read_own_rooms(
    db: &rusqlite::Connection,
    account: AccountId,
) -> rusqlite::Result<(CachedRooms, Vec<(RoomId, Newest)>)> {
    let query = format!(
        "select r.id, r.slug, r.kind, r.change, r.posted_change, m.involvement, m.read_change,
            (select count(*) from mentions n where n.account_id = m.account_id and n.room_id = m.room_id
                and n.created_change > m.read_change) as mentions,
            iif(r.kind = 'direct', {OTHERS_SHOWN}, r.name) as shown_name,
            iif(r.kind = 'direct', {OTHERS}, null) as others
        from memberships m join rooms r on r.id = m.room_id
        where m.account_id = ?1 order by r.kind = 'direct', r.name_key, shown_name"
    );
    let (mut rooms, mut newest) = (Vec::new(), Vec::new());
    let mut statement = db.prepare_cached(&query)?;
    let mut rows = statement.query([account.0])?;
    while let Some(row) = rows.next()? {
        let (own, one, upto) = (own_room(row)?, reading_of(row)?, newest_of(row)?);
        newest.push((own.id, upto));
        rooms.push((own, one, row.get::<_, Option<String>>("others")?.unwrap_or_default()));
    }
    let query = "select f.slug, f.room_id from memberships m join former_slugs f on f.room_id = m.room_id
        where m.account_id = ?1 and f.open = 0";
    let former = |row: &Row<'_>| Ok((slug_of(row)?, RoomId(row.get("room_id")?)));
    let former = db.prepare_cached(query)?.query_map([account.0], former)?.collect::<Result<_, _>>()?;
    Ok((CachedRooms::new(rooms, former), newest))
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
    })
}

fn reading_of(row: &Row<'_>) -> rusqlite::Result<Reading> {
    Ok(Reading::new(row.get("read_change")?, row.get("mentions")?, newest_of(row)?.posted))
}

fn newest_of(row: &Row<'_>) -> rusqlite::Result<Newest> {
    Ok(Newest { change: ChangeNumber(row.get("change")?), posted: ChangeNumber(row.get("posted_change")?) })
}
