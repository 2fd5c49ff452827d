//! Rooms.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite::{self, OptionalExtension as _, Row};

use super::{Store, timestamp};
use crate::model::{AccountId, ChangeNumber, Room, RoomId, RoomLink, RoomName, RoomSummary, Slug, Username};
use crate::store::Error;

impl Store {
    /// The room at this address.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn room(&self, slug: Slug) -> Result<Room, Error> {
        self.read(move |db| {
            let query = "select id, slug, name, change from rooms where slug = ?1";
            Ok(db.prepare_cached(query)?.query_row([slug.as_str()], from_row)?)
        })
        .await
    }

    /// The room at this address, for those whom its newest change doesn't matter: they may get an older one.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn place(&self, slug: Slug) -> Result<Room, Error> {
        let since = match self.memory.places.get(&slug) {
            Ok(room) => return Ok(room),
            Err(since) => since,
        };
        let room = self.room(slug.clone()).await?;
        self.memory.places.keep(since, slug, room.clone());
        Ok(room)
    }

    /// The room made first.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no room at all.
    pub async fn first_room(&self) -> Result<Room, Error> {
        self.read(|db| {
            let query = "select id, slug, name, change from rooms order by id limit 1";
            Ok(db.prepare_cached(query)?.query_row((), from_row)?)
        })
        .await
    }

    /// The way to every room, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn room_links(&self) -> Result<Arc<Vec<RoomLink>>, Error> {
        let since = match self.memory.rooms.get(&()) {
            Ok(rooms) => return Ok(rooms),
            Err(since) => since,
        };
        let rooms = self
            .read(|db| {
                let mut statement = db.prepare_cached("select slug, name from rooms order by name_key")?;
                let rooms = statement.query_map((), link)?.collect::<Result<Vec<_>, _>>()?;
                Ok(Arc::new(rooms))
            })
            .await?;
        self.memory.rooms.keep(since, (), Arc::clone(&rooms));
        Ok(rooms)
    }

    /// Every room, by name, with who spoke last in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rooms(&self) -> Result<Vec<RoomSummary>, Error> {
        self.read(|db| {
            let query = "select r.slug, r.name, a.username, m.posted_at
                from rooms r
                left join messages m on m.id = (select max(id) from messages where room_id = r.id)
                left join accounts a on a.id = m.author_id
                order by r.name_key";
            let mut statement = db.prepare_cached(query)?;
            let rooms = statement.query_map((), summary)?.collect::<Result<_, _>>()?;
            Ok(rooms)
        })
        .await
    }

    /// Makes a room at the first free address that its name gives.
    ///
    /// # Errors
    /// [`Error::Taken`] when another room has this name.
    pub async fn create_room(&self, name: RoomName, by: AccountId, now: Timestamp) -> Result<Room, Error> {
        let memory = Arc::clone(&self.memory);
        let made = move |_: &Room| memory.rooms.forget_one(&());
        self.writer.write_then(move |db| create_room(db, &name, by, now), made).await
    }

    /// The room of this name.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn room_named(&self, name: &RoomName) -> Result<Room, Error> {
        let key = name.key();
        self.read(move |db| {
            let query = "select id, slug, name, change from rooms where name_key = ?1";
            Ok(db.prepare_cached(query)?.query_row([key], from_row)?)
        })
        .await
    }
}

fn create_room(db: &rusqlite::Connection, name: &RoomName, by: AccountId, now: Timestamp) -> Result<Room, Error> {
    let insert = "insert into rooms (slug, name, name_key, created_by, created_at)
        values (?1, ?2, ?3, ?4, ?5) returning id, slug, name, change";
    let slug = free_slug(db, &Slug::from_name(name))?;
    let values = (slug.as_str(), name.as_str(), name.key(), by.0, now.as_millisecond());
    Ok(db.prepare_cached(insert)?.query_row(values, from_row)?)
}

/// The slug itself, or with the lowest number that no room has.
fn free_slug(db: &rusqlite::Connection, slug: &Slug) -> rusqlite::Result<Slug> {
    let mut taken = db.prepare_cached("select 1 from rooms where slug = ?1")?;
    let mut candidate = slug.clone();
    for number in 2.. {
        if taken.query_row([candidate.as_str()], |_| Ok(())).optional()?.is_none() {
            break;
        }
        candidate = slug.numbered(number);
    }
    Ok(candidate)
}

/// Takes the room's next change number, which locks the room until the transaction ends.
pub(super) fn take_change(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<ChangeNumber> {
    db.prepare_cached("update rooms set change = change + 1 where id = ?1 returning change")?
        .query_row([room.0], |row| Ok(ChangeNumber(row.get("change")?)))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Room> {
    Ok(Room {
        id: RoomId(row.get("id")?),
        slug: Slug::parse(row.get_ref("slug")?.as_str()?),
        name: RoomName::from_store(row.get("name")?),
        change: ChangeNumber(row.get("change")?),
    })
}

fn summary(row: &Row<'_>) -> rusqlite::Result<RoomSummary> {
    let last = match row.get::<_, Option<String>>("username")? {
        Some(author) => Some((Username::from_store(author), timestamp(row, "posted_at")?)),
        None => None,
    };
    Ok(RoomSummary { link: link(row)?, last })
}

fn link(row: &Row<'_>) -> rusqlite::Result<RoomLink> {
    Ok(RoomLink {
        slug: Slug::parse(row.get_ref("slug")?.as_str()?),
        name: RoomName::from_store(row.get("name")?),
    })
}
