//! The cached rooms of each account: unread marks are known without asking the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::rooms::distinctions;
use crate::model::{AccountId, ChangeNumber, Involvement, Mark, OwnRoom, OwnRooms, RoomId, Slug};
use crate::store::sqlite::cache::entries::Entries;
use crate::store::sqlite::cache::newest::Newest;
use crate::store::sqlite::rows::people::{OTHERS, OTHERS_SHOWN};
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};

/// The rooms of one account.
#[derive(Debug)]
pub(crate) struct CachedRooms {
    rooms: Arc<Vec<OwnRoom>>,
    /// The addresses that those had that aren't open; others find the way from those of open ones, too.
    former: Vec<(Slug, RoomId)>,
    /// Read marks, changed in place since they change most.
    reading: Vec<Reading>,
}

#[derive(Debug)]
pub(crate) struct Reading {
    /// The change up to which the person has read.
    pub(crate) read: AtomicI64,
    /// How many messages after it name the person.
    pub(crate) mentions: AtomicU32,
    /// The newest message's, when this was read.
    posted: ChangeNumber,
}

impl CachedRooms {
    /// A room of these.
    pub(crate) fn of(&self, room: RoomId) -> Option<(&OwnRoom, &Reading)> {
        let at = self.rooms.iter().position(|own| own.id == room)?;
        Some((&self.rooms[at], &self.reading[at]))
    }

    /// The room of these at an address, or at this address before.
    pub(crate) fn at(&self, slug: &Slug) -> Option<(&OwnRoom, &Reading)> {
        if let Some(at) = self.rooms.iter().position(|own| own.slug == *slug) {
            return Some((&self.rooms[at], &self.reading[at]));
        }
        let (_, room) = self.former.iter().find(|(former, _)| former == slug)?;
        self.of(*room)
    }

    /// Whether a room of these was at an address before.
    pub(crate) fn were_at(&self, slug: &Slug) -> bool {
        self.former.iter().any(|(former, _)| former == slug)
    }

    /// The rooms with their unread marks.
    pub(crate) fn as_of(&self, newest: &Entries<RoomId, Newest>) -> OwnRooms {
        let mark = |(own, reading): (&OwnRoom, &Reading)| {
            let posted = newest.get(&own.id).map_or(reading.posted, |newest| newest.posted);
            let unread = posted > reading.read();
            let mentions = if unread { reading.mentions.load(Ordering::Relaxed) } else { 0 };
            match own.involvement {
                Involvement::Everything => Mark { unread, mentions },
                Involvement::Mentions => Mark { unread: mentions > 0, mentions },
                Involvement::Nothing | Involvement::Hidden => Mark::default(),
            }
        };
        let marks = self.rooms.iter().zip(&self.reading).map(mark).collect();
        OwnRooms { rooms: Arc::clone(&self.rooms), marks }
    }
}

impl Reading {
    /// The change up to which the person has read.
    pub(crate) fn read(&self) -> ChangeNumber {
        ChangeNumber(self.read.load(Ordering::Relaxed))
    }
}

/// Reads the rooms of a person, and how far each has come.
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
    let (mut rooms, mut reading, mut newest) = (Vec::new(), Vec::new(), Vec::new());
    let mut others: Vec<String> = Vec::new();
    let mut statement = db.prepare_cached(&query)?;
    let mut rows = statement.query([account.0])?;
    while let Some(row) = rows.next()? {
        let (own, one, upto) = (own_room(row)?, reading_of(row)?, newest_of(row)?);
        newest.push((own.id, upto));
        others.push(row.get::<_, Option<String>>("others")?.unwrap_or_default());
        rooms.push(own);
        reading.push(one);
    }
    let with_others: Vec<_> = rooms.iter().zip(&others).collect();
    let distinctions = distinctions(&with_others, |(own, others)| (own.kind, &own.name, &own.slug, others));
    for (own, distinction) in rooms.iter_mut().zip(distinctions) {
        own.distinction = distinction;
    }
    let query = "select f.slug, f.room_id from memberships m join former_slugs f on f.room_id = m.room_id
        where m.account_id = ?1 and f.open = 0";
    let former = |row: &Row<'_>| Ok((slug_of(row)?, RoomId(row.get("room_id")?)));
    let former = db.prepare_cached(query)?.query_map([account.0], former)?.collect::<Result<_, _>>()?;
    Ok((CachedRooms { rooms: Arc::new(rooms), former, reading }, newest))
}

fn own_room(row: &Row<'_>) -> rusqlite::Result<OwnRoom> {
    Ok(OwnRoom {
        id: RoomId(row.get("id")?),
        slug: Slug::parse(row.get_ref("slug")?.as_str()?),
        // A direct conversation is named by the others in it, if there are others.
        name: row.get::<_, Option<String>>("shown_name")?.unwrap_or_default(),
        distinction: None,
        kind: kind_of(row)?,
        involvement: Involvement::parse(row.get_ref("involvement")?.as_str()?).unwrap_or_default(),
    })
}

fn reading_of(row: &Row<'_>) -> rusqlite::Result<Reading> {
    Ok(Reading {
        read: AtomicI64::new(row.get("read_change")?),
        mentions: AtomicU32::new(row.get("mentions")?),
        posted: newest_of(row)?.posted,
    })
}

fn newest_of(row: &Row<'_>) -> rusqlite::Result<Newest> {
    Ok(Newest { change: ChangeNumber(row.get("change")?), posted: ChangeNumber(row.get("posted_change")?) })
}
