//! Pins: messages that a room keeps at hand for everybody, changes like others; and bookmarks, which somebody keeps for
//! themselves.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::bookmarks::Bookmark;
use crate::model::{AccountId, Message, MessageId, MessageState, RoomId};
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::messages::{COLUMNS, complete, from_row, read_message};
use crate::store::sqlite::rows::rooms::slug_of;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::sql::changes::{Changed, touch};

impl SqliteReads {
    pub(crate) async fn pins(&self, room: RoomId) -> Result<Vec<Message>, Error> {
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            let query = format!(
                "select {COLUMNS} from pins p join messages m on m.id = p.message_id
                join accounts a on a.id = m.author_id
                where p.room_id = ?1 order by p.pinned_at desc, m.id desc"
            );
            let mut statement = snapshot.prepare_cached(&query)?;
            let found = statement.query_map([room.0], from_row)?.collect::<Result<Vec<_>, _>>()?;
            Ok(complete(&snapshot, found)?)
        })
        .await
    }

    pub(crate) async fn is_bookmarked(&self, id: MessageId, person: AccountId) -> Result<bool, Error> {
        self.read(move |db| {
            let query = "select 1 from bookmarks where account_id = ?1 and message_id = ?2";
            Ok(db.prepare_cached(query)?.exists((person.0, id.0))?)
        })
        .await
    }

    pub(crate) async fn bookmarks(
        &self,
        person: AccountId,
        after: Option<MessageId>,
        size: u32,
    ) -> Result<(Vec<Bookmark>, bool), Error> {
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            let query = format!(
                "select {COLUMNS}, r.slug, r.name from bookmarks b join messages m on m.id = b.message_id
                join accounts a on a.id = m.author_id join rooms r on r.id = m.room_id
                left join memberships p on p.room_id = r.id and p.account_id = b.account_id
                where b.account_id = ?1 and m.deleted_at is null and r.deleted_at is null
                    and (p.room_id is not null or r.kind = 'open')
                    and (not exists (select 1 from bookmarks where account_id = ?1 and message_id = ?2)
                        or (b.created_at, b.message_id) < (select created_at, message_id from bookmarks
                            where account_id = ?1 and message_id = ?2))
                order by b.created_at desc, b.message_id desc limit ?3"
            );
            let mut statement = snapshot.prepare_cached(&query)?;
            let rows = statement.query_map((person.0, after.map(|id| id.0), size.saturating_add(1)), |row| {
                Ok((from_row(row)?, (slug_of(row)?, row.get::<_, String>("name")?)))
            })?;
            let (found, rooms): (Vec<_>, Vec<_>) = rows.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            let mut bookmarks: Vec<Bookmark> = complete(&snapshot, found)?
                .into_iter()
                .zip(rooms)
                .map(|(message, (slug, room))| Bookmark { message, slug, room })
                .collect();
            let more = bookmarks.len() > size as usize;
            bookmarks.truncate(size as usize);
            Ok((bookmarks, more))
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn set_pin(
        &self,
        room: RoomId,
        id: MessageId,
        by: AccountId,
        pinned: Option<Timestamp>,
        max_pins: u32,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            let access = access_of(db, by, room)?.require_member()?.require_writable()?;
            if let Some(at) = pinned {
                access.require_unmuted(at)?;
            }
            let message = read_message(db, room, id)?;
            if message.state == MessageState::Deleted {
                return Err(Error::NotFound);
            }
            if message.pinned == pinned.is_some() {
                return Ok(Changed::default());
            }
            if let Some(at) = pinned {
                let count = "select count(*) from pins where room_id = ?1";
                if db.prepare_cached(count)?.query_row([room.0], |row| row.get::<_, u32>(0))? >= max_pins {
                    return Err(Error::LimitReached);
                }
                let insert =
                    "insert into pins (room_id, message_id, pinned_by, pinned_at) values (?1, ?2, ?3, ?4)";
                db.prepare_cached(insert)?.execute((room.0, id.0, by.0, at.as_millisecond()))?;
            } else {
                let delete = "delete from pins where room_id = ?1 and message_id = ?2";
                db.prepare_cached(delete)?.execute((room.0, id.0))?;
            }
            let update = "update messages set pinned = ?2 where id = ?1";
            db.prepare_cached(update)?.execute((id.0, pinned.is_some()))?;
            Ok(Changed::only(touch(db, room, id)?))
        };
        self.change_message(Some(by), write).await
    }

    pub(crate) async fn set_bookmark(
        &self,
        room: RoomId,
        id: MessageId,
        person: AccountId,
        kept: Option<Timestamp>,
    ) -> Result<(), Error> {
        self.writer
            .write(Some(person), move |db| {
                access_of(db, person, room)?;
                if read_message(db, room, id)?.state == MessageState::Deleted {
                    return Err(Error::NotFound);
                }
                match kept {
                    Some(at) => db
                        .prepare_cached(
                            "insert into bookmarks (account_id, message_id, created_at) values (?1, ?2, ?3)
                            on conflict do nothing",
                        )?
                        .execute((person.0, id.0, at.as_millisecond()))?,
                    None => db
                        .prepare_cached("delete from bookmarks where account_id = ?1 and message_id = ?2")?
                        .execute((person.0, id.0))?,
                };
                Ok(())
            })
            .await
    }
}
