//! Rooms.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::rooms::distinctions;
use crate::model::{
    AccountId, ChangeNumber, Room, RoomDescription, RoomId, RoomKind, RoomName, RoomSummary, Slug,
};
use crate::store::cache::all::Cache;
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
use crate::store::sqlite::tx::room_settings::delete_room;

/// A room about to be made.
#[derive(Clone, Debug)]
pub struct NewRoom {
    /// Its name.
    pub name: RoomName,
    /// Its part of the address. That of an open room gets a number where it is taken.
    pub slug: Slug,
    /// Open to everybody, or to invited people.
    pub kind: RoomKind,
    /// What it is for.
    pub description: RoomDescription,
    /// Who makes it, and is in it; none where it comes from elsewhere.
    pub by: Option<AccountId>,
    /// Whether only administrators may make it.
    pub only_administrators: bool,
    /// How many rooms one person may have made.
    pub max_per_maker: u32,
    /// Now.
    pub created_at: Timestamp,
}

/// A direct conversation about to begin.
#[derive(Clone, Debug)]
pub struct NewConversation {
    /// Who begins it.
    pub by: AccountId,
    /// The members, `by` among them.
    pub people: Vec<AccountId>,
    /// The address of it, if it begins now.
    pub slug: Slug,
    /// How many conversations one person may have begun.
    pub max_per_maker: u32,
    /// How many of them may be such that nobody has written in; the oldest gives way.
    pub max_unwritten: u32,
    /// Now.
    pub begun_at: Timestamp,
}

/// A conversation that is there now, and those that gave way to it.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The conversation.
    pub room: Room,
    /// Conversations that nobody had written in, and that are gone.
    pub gave_way: Vec<RoomId>,
}

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

    /// The conversation of exactly these people, if `by` has it already.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, or none that anybody but others has begun.
    pub async fn conversation(&self, by: AccountId, people: &[AccountId]) -> Result<Room, Error> {
        let key = key_of(people);
        self.read(move |db| {
            let query = "select r.id from rooms r join memberships m on m.room_id = r.id and m.account_id = ?2
                where r.people = ?1";
            let id = db.prepare_cached(query)?.query_row((key, by.0), |row| row.get(0).map(RoomId))?;
            Ok(read_room(db, id)?.0)
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

    /// The conversation of exactly these people, which begins with this where there is none yet. The others are not told
    /// of it before somebody writes in it.
    ///
    /// # Errors
    /// [`Error::LimitReached`] when `by` has begun as many as may be; [`Error::NotFound`] when an account is gone.
    pub async fn direct_room(&self, new: NewConversation) -> Result<Begun, Error> {
        let by = new.by;
        let write = move |db: &rusqlite::Connection| {
            let begun = direct_room(db, &new)?;
            let mut notices = vec![Notice::MembershipGained(begun.room.id, by)];
            notices.extend(begun.gave_way.iter().map(|room| Notice::RoomDeleted { room: *room, only: Some(by) }));
            Ok(Committed { value: begun, notices })
        };
        self.writer.write_noticed(Some(by), write).await
    }
}

fn create_room(db: &rusqlite::Connection, new: &NewRoom) -> Result<Room, Error> {
    if let Some(by) = new.by
        && !is_administrator(db, by)?
        && new.only_administrators
    {
        return Err(Error::NotYours);
    }
    let insert = "insert into rooms (slug, name, name_key, kind, description, created_by, created_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    if let Some(by) = new.by {
        limit_made(db, by, false, new.max_per_maker)?;
    }
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
fn limit_made(db: &rusqlite::Connection, by: AccountId, direct: bool, most: u32) -> Result<(), Error> {
    let query =
        "select count(*) from rooms where created_by = ?1 and deleted_at is null and (kind = 'direct') = ?2";
    let made: u32 = db.prepare_cached(query)?.query_row((by.0, direct), |row| row.get(0))?;
    if made < most { Ok(()) } else { Err(Error::LimitReached) }
}

/// What a conversation is known by: who it is with, in order.
fn key_of(people: &[AccountId]) -> String {
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    let ids: Vec<String> = people.iter().map(|person| person.0.to_string()).collect();
    ids.join(",")
}

fn direct_room(db: &rusqlite::Connection, new: &NewConversation) -> Result<Begun, Error> {
    let key = key_of(&new.people);
    let find = "select id from rooms where people = ?1";
    let found = db.prepare_cached(find)?.query_row([&key], |row| row.get(0).map(RoomId)).optional()?;
    let mut gave_way = Vec::new();
    let id = if let Some(id) = found {
        id
    } else {
        gave_way = clear_unwritten(db, new)?;
        limit_made(db, new.by, true, new.max_per_maker)?;
        begin_direct(db, &key, new)?
    };
    let (room, _) = read_room(db, id)?;
    add_member(db, room.id, new.by, new.begun_at)?;
    Ok(Begun { room, gave_way })
}

/// Makes room among the conversations that somebody has begun and nobody has written in; gives those that are gone.
fn clear_unwritten(db: &rusqlite::Connection, new: &NewConversation) -> Result<Vec<RoomId>, Error> {
    let query = "select id from rooms
        where created_by = ?1 and kind = 'direct' and posted_change = 0 and deleted_at is null
            and not exists (select 1 from memberships where room_id = rooms.id and account_id <> ?1)
        order by id desc limit -1 offset ?2";
    let mut statement = db.prepare_cached(query)?;
    let most = new.max_unwritten.saturating_sub(1);
    let rooms =
        statement.query_map((new.by.0, most), |row| row.get(0).map(RoomId))?.collect::<Result<Vec<_>, _>>()?;
    for room in &rooms {
        delete_room(db, *room, new.begun_at)?;
    }
    Ok(rooms)
}

/// Brings everybody into a conversation that is about to get its first message: who comes.
pub(crate) fn open_conversation(
    db: &rusqlite::Connection,
    room: RoomId,
    now: Timestamp,
) -> rusqlite::Result<Vec<AccountId>> {
    let query = "select p.value from rooms r join json_each('[' || r.people || ']') p
        where r.id = ?1 and r.posted_change = 0";
    let mut statement = db.prepare_cached(query)?;
    let people: Vec<AccountId> =
        statement.query_map([room.0], |row| row.get(0).map(AccountId))?.collect::<Result<_, _>>()?;
    let mut come = Vec::new();
    for person in people {
        if add_member(db, room, person, now)? {
            come.push(person);
        }
    }
    Ok(come)
}

fn begin_direct(db: &rusqlite::Connection, people: &str, new: &NewConversation) -> rusqlite::Result<RoomId> {
    let insert = "insert into rooms (slug, name, name_key, kind, description, people, created_by, created_at)
        values (?1, '', '', 'direct', '', ?2, ?3, ?4)";
    db.prepare_cached(insert)?.execute((new.slug.as_str(), people, new.by.0, new.begun_at.as_millisecond()))?;
    Ok(RoomId(db.last_insert_rowid()))
}
