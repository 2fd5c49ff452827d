//! Rooms.

use tokio_rusqlite::rusqlite;

use crate::model::{AccountId, ChangeNumber, Room, RoomId, RoomName, RoomSummary, Slug};
use crate::store::commands::newest::Newest;
use crate::store::commands::rooms::NewRoom;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::addresses::are_named;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::people::{OTHERS, OTHERS_SHOWN};
use crate::store::sqlite::rows::rooms::{COLUMNS, from_row, slug_of, summary};
use crate::store::sqlite::sql::access::is_administrator;
use crate::store::sqlite::sql::addresses::{open_room_at, take_slug};
use crate::store::sqlite::sql::changes;
use crate::store::sqlite::sql::memberships::add_member;
use crate::store::sqlite::sql::rooms::read_room;

impl SqliteReads {
    /// A room and its newest changes.
    pub(crate) async fn room(&self, id: RoomId) -> Result<(Room, Newest), Error> {
        self.read(move |db| Ok(read_room(db, id)?)).await
    }

    /// The open room that has this address, or had it before.
    pub(crate) async fn open_room_at(&self, slug: Slug) -> Result<RoomId, Error> {
        self.read(move |db| open_room_at(db, &slug)?.ok_or(Error::NotFound)).await
    }

    pub(crate) async fn newest_change(&self, room: RoomId) -> Result<ChangeNumber, Error> {
        self.read(move |db| Ok(changes::room_change(db, room)?)).await
    }

    pub(crate) async fn first_room(&self, account: AccountId) -> Result<Slug, Error> {
        self.read(move |db| {
            let query = "select r.slug from rooms r
                left join memberships m on m.room_id = r.id and m.account_id = ?1
                where r.deleted_at is null and (m.room_id is not null or r.kind = 'open')
                order by m.room_id is null, r.archived_at is not null, r.id limit 1";
            Ok(db.prepare_cached(query)?.query_row([account.0], slug_of)?)
        })
        .await
    }

    /// The rooms, without their distinctions.
    pub(crate) async fn rooms(&self, account: AccountId) -> Result<Vec<RoomSummary>, Error> {
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
            Ok(statement.query_map([account.0], summary)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn room_named(&self, name: &RoomName) -> Result<Room, Error> {
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

impl Sqlite {
    pub(crate) async fn create_room(&self, new: NewRoom) -> Result<Room, Error> {
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
            return Err(Error::Forbidden);
        }
        limit_made(db, by, false, new.max_per_maker)?;
    }
    let insert = "insert into rooms (slug, name, name_key, kind, description, created_by, created_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let slug = if are_named(new.kind) {
        take_slug(db, &new.slug, new.by, None, new.created_at)?
    } else {
        new.slug.clone()
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
