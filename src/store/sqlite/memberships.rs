//! Who is in which room, and how far each has read.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite::{self, OptionalExtension as _};

use super::places::{Places, read_places};
use super::{Store, accounts};
use crate::model::{
    Account, AccountId, ChangeNumber, Entered, Involvement, Membership, MessageId, OwnRooms, RoomId, RoomKind,
    Slug,
};
use crate::store::Error;

impl Store {
    /// The room at this address, with what the person is in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, and alike where there is one that isn't open to this person.
    pub async fn enter_room(&self, account: AccountId, slug: Slug) -> Result<Entered, Error> {
        let (room, places) = tokio::try_join!(self.room(slug), self.places(account))?;
        match places.of(room.id) {
            Some((own, reading)) => {
                let membership = Some(Membership { involvement: own.involvement, read: reading.read() });
                Ok(Entered { name: own.name.clone(), membership, room })
            }
            None if room.kind == RoomKind::Open => {
                Ok(Entered { name: room.name.to_string(), membership: None, room })
            }
            None => Err(Error::NotFound),
        }
    }

    /// All rooms of a person, with what is to be seen of each now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_rooms(&self, account: AccountId) -> Result<OwnRooms, Error> {
        let places = self.places(account).await?;
        Ok(places.as_of(&self.memory))
    }

    async fn places(&self, account: AccountId) -> Result<Arc<Places>, Error> {
        let since = match self.memory.places.get(&account) {
            Ok(places) => return Ok(places),
            Err(since) => since,
        };
        let unchanged = self.memory.newest.now();
        let (places, newest) = self.read(move |db| Ok(read_places(db, account)?)).await?;
        for (room, newest) in newest {
            self.memory.newest.keep(unchanged, room, newest);
        }
        let places = Arc::new(places);
        self.memory.places.keep(since, account, Arc::clone(&places));
        Ok(places)
    }

    /// Who is in a room, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn members(&self, room: RoomId) -> Result<Vec<Account>, Error> {
        self.read(move |db| {
            let query = "select a.id, a.username, a.role, a.display_name, a.picture_change
                from memberships m join accounts a on a.id = m.account_id
                where m.room_id = ?1 order by a.username_key";
            Ok(db.prepare_cached(query)?.query_map([room.0], accounts::from_row)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Brings people into a room; those who are in it stay. What was said before counts as read. `committed` runs once
    /// that is durable.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone.
    pub async fn add_members(
        &self,
        room: RoomId,
        people: Vec<AccountId>,
        now: Timestamp,
        committed: impl FnOnce() + Send + 'static,
    ) -> Result<(), Error> {
        let memory = Arc::clone(&self.memory);
        let added = people.clone();
        self.writer
            .write_then(
                move |db| {
                    for person in &people {
                        add_member(db, room, *person, now)?;
                    }
                    Ok(())
                },
                move |()| {
                    added.iter().for_each(|person| memory.places.forget_one(person));
                    committed();
                },
            )
            .await
    }

    /// Takes somebody out of a room; `committed` runs once that is durable.
    ///
    /// # Errors
    /// When the database fails; somebody who isn't in it is as good.
    pub async fn remove_member(
        &self,
        room: RoomId,
        person: AccountId,
        committed: impl FnOnce() + Send + 'static,
    ) -> Result<(), Error> {
        let memory = Arc::clone(&self.memory);
        self.writer
            .write_then(
                move |db| {
                    let delete = "delete from memberships where account_id = ?1 and room_id = ?2";
                    db.prepare_cached(delete)?.execute((person.0, room.0))?;
                    let delete = "delete from mentions where account_id = ?1 and room_id = ?2";
                    db.prepare_cached(delete)?.execute((person.0, room.0))?;
                    Ok(())
                },
                move |()| {
                    memory.places.forget_one(&person);
                    committed();
                },
            )
            .await
    }

    /// Sets of what a member of a room wants to be told; `committed` runs once that is durable.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody who isn't in it.
    pub async fn set_involvement(
        &self,
        room: RoomId,
        person: AccountId,
        involvement: Involvement,
        committed: impl FnOnce() + Send + 'static,
    ) -> Result<(), Error> {
        let memory = Arc::clone(&self.memory);
        self.writer
            .write_then(
                move |db| {
                    let update = "update memberships set involvement = ?3 where account_id = ?1 and room_id = ?2";
                    let updated = db.prepare_cached(update)?.execute((person.0, room.0, involvement.as_str()))?;
                    if updated == 0 { Err(Error::NotFound) } else { Ok(()) }
                },
                move |()| {
                    memory.places.forget_one(&person);
                    committed();
                },
            )
            .await
    }

    /// Notes that a member has read a room up to a change; where that is more than before, `committed` runs once it is
    /// durable.
    ///
    /// # Errors
    /// When the database fails; somebody who isn't in the room is as good.
    pub async fn note_read(
        &self,
        room: RoomId,
        person: AccountId,
        upto: ChangeNumber,
        committed: impl FnOnce() + Send + 'static,
    ) -> Result<(), Error> {
        if let Ok(places) = self.memory.places.get(&person)
            && places.of(room).is_none_or(|(_, reading)| reading.read() >= upto)
        {
            return Ok(());
        }
        let update = "update memberships set read_change = min(?3, (select change from rooms where id = ?2))
            where account_id = ?1 and room_id = ?2 and read_change < ?3 returning read_change";
        self.set_read(room, person, upto, update, committed).await
    }

    /// Makes a message, and those after it, unread again; `committed` runs once that is durable.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the room has none of this id.
    pub async fn mark_unread(
        &self,
        room: RoomId,
        person: AccountId,
        from: MessageId,
        committed: impl FnOnce() + Send + 'static,
    ) -> Result<(), Error> {
        let message = self.message(room, from).await?;
        let update = "update memberships set read_change = ?3 where account_id = ?1 and room_id = ?2
            returning read_change";
        self.set_read(room, person, ChangeNumber(message.created.0 - 1), update, committed).await
    }

    async fn set_read(
        &self,
        room: RoomId,
        person: AccountId,
        read: ChangeNumber,
        update: &'static str,
        committed: impl FnOnce() + Send + 'static,
    ) -> Result<(), Error> {
        let memory = Arc::clone(&self.memory);
        let write = move |db: &rusqlite::Connection| {
            let read: Option<i64> =
                db.prepare_cached(update)?.query_row((person.0, room.0, read.0), |row| row.get(0)).optional()?;
            let Some(read) = read else { return Ok(None) };
            let count = "select count(*) from mentions
                where account_id = ?1 and room_id = ?2 and created_change > ?3";
            let mentions: u32 = db.prepare_cached(count)?.query_row((person.0, room.0, read), |row| row.get(0))?;
            Ok(Some((read, mentions)))
        };
        let committed = move |reading: &Option<(i64, u32)>| {
            if let Some((read, mentions)) = reading {
                memory.note_reading(room, person, *read, *mentions);
                committed();
            }
        };
        self.writer.write_then(write, committed).await.map(drop)
    }
}

/// Brings somebody into a room; tells whether that is new.
pub(super) fn add_member(
    db: &rusqlite::Connection,
    room: RoomId,
    person: AccountId,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let insert = "insert into memberships (account_id, room_id, read_change, joined_at)
        select ?1, id, change, ?3 from rooms where id = ?2 on conflict do nothing";
    Ok(db.prepare_cached(insert)?.execute((person.0, room.0, now.as_millisecond()))? > 0)
}

/// Who is in a room.
pub(super) fn member_ids(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<Vec<AccountId>> {
    let query = "select account_id from memberships where room_id = ?1";
    db.prepare_cached(query)?.query_map([room.0], |row| row.get(0).map(AccountId))?.collect()
}
