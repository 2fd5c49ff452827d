//! Direct conversations: one for each set of people.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::{AccountId, Room, RoomId};
use crate::store::commands::conversations::{Begun, NewConversation};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::sql::blocks::require_not_blocked;
use crate::store::sqlite::sql::memberships::add_member;
use crate::store::sqlite::sql::rooms::read_room;
use crate::store::sqlite::tx::room_settings::delete_room;
use crate::store::sqlite::tx::rooms::limit_made;

impl SqliteReads {
    pub(crate) async fn conversation(&self, by: AccountId, people: &[AccountId]) -> Result<Room, Error> {
        let people = set_of(people);
        self.read(move |db| {
            let id = find(db, &people)?.ok_or(Error::NotFound)?;
            let query = "select 1 from memberships where room_id = ?1 and account_id = ?2";
            if db.prepare_cached(query)?.exists((id.0, by.0))? {
                Ok(read_room(db, id)?.0)
            } else {
                Err(Error::NotFound)
            }
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn direct_room(&self, new: NewConversation) -> Result<Begun, Error> {
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

fn direct_room(db: &rusqlite::Connection, new: &NewConversation) -> Result<Begun, Error> {
    let people = set_of(&new.people);
    // Writes run one at a time: no other begins the same conversation between this and the insertion.
    let found = find(db, &people)?;
    let mut gave_way = Vec::new();
    let id = if let Some(id) = found {
        id
    } else {
        require_not_blocked(db, new.by, &people)?;
        gave_way = clear_unwritten(db, new)?;
        limit_made(db, new.by, true, new.max_per_maker)?;
        begin_direct(db, &people, new)?
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
    let query = "select p.account_id from rooms r join conversation_members p on p.room_id = r.id
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

fn begin_direct(
    db: &rusqlite::Connection,
    people: &[AccountId],
    new: &NewConversation,
) -> rusqlite::Result<RoomId> {
    let insert = "insert into rooms (slug, name, name_key, kind, description, created_by, created_at)
        values (?1, '', '', 'direct', '', ?2, ?3)";
    db.prepare_cached(insert)?.execute((new.slug.as_str(), new.by.0, new.begun_at.as_millisecond()))?;
    let room = RoomId(db.last_insert_rowid());
    let insert = "insert into conversation_members (room_id, account_id) values (?1, ?2)";
    for person in people {
        db.prepare_cached(insert)?.execute((room.0, person.0))?;
    }
    Ok(room)
}

/// Each of these people once.
fn set_of(people: &[AccountId]) -> Vec<AccountId> {
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    people
}

/// The conversation of exactly this set of people.
fn find(db: &rusqlite::Connection, people: &[AccountId]) -> rusqlite::Result<Option<RoomId>> {
    let Some(first) = people.first() else { return Ok(None) };
    let ids: Vec<String> = people.iter().map(|person| person.0.to_string()).collect();
    let query = "select p.room_id from conversation_members p
        join conversation_members o on o.room_id = p.room_id
        where p.account_id = ?1 group by p.room_id
        having count(*) = ?2 and sum(o.account_id in (select value from json_each(?3))) = ?2";
    let values = (first.0, ids.len().cast_signed(), format!("[{}]", ids.join(",")));
    db.prepare_cached(query)?.query_row(values, |row| row.get(0).map(RoomId)).optional()
}
