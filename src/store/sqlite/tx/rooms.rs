//! Rooms.

use tokio_rusqlite::rusqlite;

use crate::model::rooms::distinctions;
use crate::model::{AccountId, ChangeNumber, Room, RoomId, RoomKind, RoomName, RoomSummary, Slug};
use crate::store::cache::all::Cache;
use crate::store::commands::rooms::NewRoom;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{ReadStore, Store};
use crate::store::sqlite::rows::people::{OTHERS, OTHERS_SHOWN};
use crate::store::sqlite::rows::rooms::{COLUMNS, from_row, slug_of, summary};
use crate::store::sqlite::sql::access::is_administrator;
use crate::store::sqlite::sql::addresses::{open_room_at, take_slug};
use crate::store::sqlite::sql::changes;
use crate::store::sqlite::sql::memberships::add_member;
use crate::store::sqlite::sql::rooms::read_room;

impl ReadStore {
    /// A room. Whether somebody may know of it is for [`Store::enter_room`] to say.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub(crate) async fn room(&self, id: RoomId) -> Result<Room, Error> {
        let Cache { rooms, newest, .. } = &*self.cache;
        let kept = rooms.get(&id).map(|room| (newest.get(&id), room));
        let (unchanged, same) = match kept {
            Ok((Ok(newest), room)) => return Ok(Room { change: newest.change, ..room }),
            Ok((Err(since), _)) => (since, None),
            Err(since) => (newest.now(), Some(since)),
        };
        let (room, upto) = self.read(move |db| Ok(read_room(db, id)?)).await?;
        newest.keep(unchanged, id, upto);
        if let Some(since) = same {
            rooms.keep(since, id, room.clone());
        }
        Ok(room)
    }

    /// The room that is open to everybody at this address, or was there before it was renamed. What others keep in memory
    /// of rooms that aren't open has no part in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, after the same work whether a room that isn't open has the address.
    pub(crate) async fn open_room(&self, slug: Slug) -> Result<Room, Error> {
        let id = match self.cache.open_rooms.get(&slug) {
            Ok(id) => id,
            Err(since) => {
                let asked = slug.clone();
                let id = self.read(move |db| open_room_at(db, &slug)?.ok_or(Error::NotFound)).await?;
                self.cache.open_rooms.keep(since, asked, id);
                id
            }
        };
        self.room(id).await
    }

    /// A room's newest change.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone.
    pub async fn newest_change(&self, room: RoomId) -> Result<ChangeNumber, Error> {
        self.read(move |db| Ok(changes::room_change(db, room)?)).await
    }

    /// The room made first of those that a person is in, else of those open to everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such room at all.
    pub async fn first_room(&self, account: AccountId) -> Result<Slug, Error> {
        self.read(move |db| {
            let query = "select r.slug from rooms r
                left join memberships m on m.room_id = r.id and m.account_id = ?1
                where r.deleted_at is null and (m.room_id is not null or r.kind = 'open')
                order by m.room_id is null, r.archived_at is not null, r.id limit 1";
            Ok(db.prepare_cached(query)?.query_row([account.0], slug_of)?)
        })
        .await
    }

    /// Every room that a person may know of, by name, with who spoke last in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rooms(&self, account: AccountId) -> Result<Vec<RoomSummary>, Error> {
        self.read(move |db| {
            let query = format!(
                "select r.slug, r.kind, r.description, r.archived_at,
                    o.room_id is not null as joined,
                    (select count(*) from memberships where room_id = r.id) as members,
                    iif(r.kind = 'direct', {OTHERS_SHOWN}, r.name) as shown_name,
                    iif(r.kind = 'direct', {OTHERS}, null) as others,
                    a.username, a.display_name, a.name_shared, a.picture_change, m.posted_at
                from rooms r
                left join memberships o on o.room_id = r.id and o.account_id = ?1
                left join messages m on m.id = (select max(id) from messages where room_id = r.id)
                left join accounts a on a.id = m.author_id
                where r.deleted_at is null and (o.room_id is not null or r.kind = 'open')
                order by r.kind = 'direct', r.name_key, shown_name"
            );
            let mut statement = db.prepare_cached(&query)?;
            let mut rooms = statement.query_map([account.0], summary)?.collect::<Result<Vec<_>, _>>()?;
            let distinctions = distinctions(&rooms, |room| (room.kind, &room.name, &room.slug, &room.others));
            for (room, distinction) in rooms.iter_mut().zip(distinctions) {
                room.distinction = distinction;
            }
            Ok(rooms)
        })
        .await
    }

    /// The room of this name that is open to everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn room_named(&self, name: &RoomName) -> Result<Room, Error> {
        let key = name.key();
        self.read(move |db| {
            let query = format!(
                "select {COLUMNS} from rooms r where r.name_key = ?1 and r.kind = 'open' and r.deleted_at is null"
            );
            Ok(db.prepare_cached(&query)?.query_row([key], from_row)?.0)
        })
        .await
    }
}

impl Store {
    /// Makes a room, with its maker in it.
    ///
    /// # Errors
    /// [`Error::Taken`] when another room has this name; [`Error::NotYours`] for those who may not make it;
    /// [`Error::LimitReached`] when its maker has made as many as may be; [`Error::NotFound`] when the maker's account is gone.
    pub async fn create_room(&self, new: NewRoom) -> Result<Room, Error> {
        let by = new.by;
        let write = move |db: &rusqlite::Connection| {
            let room = create_room(db, &new)?;
            let notice = Notice::RoomCreated { slug: room.slug.clone(), by: new.by };
            Ok(Committed { value: room, notices: vec![notice] })
        };
        self.writer.write_noticed(by, write).await
    }
}

fn create_room(db: &rusqlite::Connection, new: &NewRoom) -> Result<Room, Error> {
    if let Some(by) = new.by
        && !is_administrator(db, by)?
    {
        if new.only_administrators {
            return Err(Error::NotYours);
        }
        limit_made(db, by, false, new.max_per_maker)?;
    }
    let insert = "insert into rooms (slug, name, name_key, kind, description, created_by, created_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let slug = match new.kind {
        RoomKind::Open => take_slug(db, &new.slug, new.by, None, new.created_at)?,
        RoomKind::Closed | RoomKind::Direct => new.slug.clone(),
    };
    db.prepare_cached(insert)?.execute((
        slug.as_str(),
        new.name.as_str(),
        new.name.key(),
        new.kind.as_str(),
        new.description.as_str(),
        new.by.map(|by| by.0),
        new.created_at.as_millisecond(),
    ))?;
    let (room, _) = read_room(db, RoomId(db.last_insert_rowid()))?;
    if let Some(by) = new.by {
        add_member(db, room.id, by, new.created_at)?;
    }
    Ok(room)
}

/// Whether somebody may make another room, or begin another conversation.
pub(crate) fn limit_made(db: &rusqlite::Connection, by: AccountId, direct: bool, most: u32) -> Result<(), Error> {
    let query =
        "select count(*) from rooms where created_by = ?1 and deleted_at is null and (kind = 'direct') = ?2";
    let made: u32 = db.prepare_cached(query)?.query_row((by.0, direct), |row| row.get(0))?;
    if made < most { Ok(()) } else { Err(Error::LimitReached) }
}
