//! Who is in which room, and how far each has read.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::sidebar::{Placement, SectionName};
use crate::model::{Account, AccountId, ChangeNumber, MessageId, NotificationLevel, RoomId, RoomKind};
use crate::store::commands::memberships::Mute;
use crate::store::commands::memberships::StoredRooms;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts;
use crate::store::sqlite::rows::own_rooms::read_own_rooms;
use crate::store::sqlite::rows::rooms::kind_of;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::sql::blocks::require_not_blocked;
use crate::store::sqlite::sql::memberships::admit;
use crate::store::sqlite::tx::guests::end_guest_of;
use crate::store::sqlite::tx::messages::first_unread;

impl SqliteReads {
    pub(crate) async fn own_rooms(&self, account: AccountId) -> Result<StoredRooms, Error> {
        self.read(move |db| Ok(read_own_rooms(db, account)?)).await
    }

    pub(crate) async fn member_count(&self, room: RoomId) -> Result<u32, Error> {
        self.read(move |db| {
            let query = "select count(*) from memberships where room_id = ?1";
            Ok(db.prepare_cached(query)?.query_row([room.0], |row| row.get(0))?)
        })
        .await
    }

    pub(crate) async fn members(&self, room: RoomId) -> Result<Vec<Account>, Error> {
        self.read(move |db| {
            let query = "select a.id, a.username, a.role, a.display_name, a.name_shared, a.picture_change
                from accounts a where a.id in (select account_id from memberships where room_id = ?1
                    union select account_id from conversation_members where room_id = ?1)
                order by a.username_key";
            Ok(db.prepare_cached(query)?.query_map([room.0], accounts::from_row)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn join_room(&self, room: RoomId, person: AccountId, now: Timestamp) -> Result<(), Error> {
        let join = move |db: &rusqlite::Connection| {
            // Access to a room of another kind needs a membership.
            access_of(db, person, room)?;
            admit(db, room, person, now)?;
            Ok(Committed::notice(Notice::MembershipGained(room, person)))
        };
        self.writer.write_noticed(Some(person), join).await
    }

    pub(crate) async fn invite(
        &self,
        room: RoomId,
        by: AccountId,
        person: AccountId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let invite = move |db: &rusqlite::Connection| {
            let access = access_of(db, by, room)?.require_member()?;
            if access.kind == RoomKind::Direct {
                return Err(Error::Forbidden);
            }
            require_not_blocked(db, by, &[person])?;
            admit(db, room, person, now)?;
            Ok(Committed::notice(Notice::MembershipGained(room, person)))
        };
        self.writer.write_noticed(Some(by), invite).await
    }

    pub(crate) async fn leave_room(&self, room: RoomId, person: AccountId) -> Result<(), Error> {
        self.writer.write_noticed(Some(person), move |db| remove_member(db, room, person)).await
    }

    pub(crate) async fn remove_member(&self, room: RoomId, by: AccountId, person: AccountId) -> Result<(), Error> {
        let remove = move |db: &rusqlite::Connection| {
            access_of(db, by, room)?.require_manager()?;
            remove_member(db, room, person)
        };
        self.writer.write_noticed(Some(by), remove).await
    }

    pub(crate) async fn set_notification_level(
        &self,
        room: RoomId,
        person: AccountId,
        level: NotificationLevel,
        muted: Option<Mute>,
    ) -> Result<(), Error> {
        self.writer
            .write_noticed(Some(person), move |db| {
                let update = "update memberships set involvement = ?3, muted_until = iif(?4, ?5, muted_until)
                    where account_id = ?1 and room_id = ?2";
                let until = muted.and_then(|Mute(until)| until).map(Timestamp::as_millisecond);
                let values = (person.0, room.0, level.as_str(), muted.is_some(), until);
                let updated = db.prepare_cached(update)?.execute(values)?;
                if updated == 0 {
                    return Err(Error::NotFound);
                }
                Ok(Committed::notice(Notice::SidebarChanged(person)))
            })
            .await
    }

    pub(crate) async fn place_room(
        &self,
        room: RoomId,
        person: AccountId,
        placement: Placement,
    ) -> Result<(), Error> {
        self.writer
            .write_noticed(Some(person), move |db| {
                let update = "update memberships set starred = ?3, section = ?4
                    where account_id = ?1 and room_id = ?2
                        and exists (select 1 from rooms where id = ?2 and deleted_at is null)";
                let Placement { starred, section } = &placement;
                let values = (person.0, room.0, starred, section.as_ref().map(SectionName::as_str));
                if db.prepare_cached(update)?.execute(values)? == 0 {
                    return Err(Error::NotFound);
                }
                Ok(Committed::notice(Notice::SidebarChanged(person)))
            })
            .await
    }

    pub(crate) async fn note_read(
        &self,
        room: RoomId,
        person: AccountId,
        since: Option<MessageId>,
        upto: ChangeNumber,
    ) -> Result<(), Error> {
        let update = "update memberships set read_change = min(?3, (select change from rooms where id = ?2))
            where account_id = ?1 and room_id = ?2 and read_change < ?3
                and read_change >= coalesce((select created_change from messages
                    where room_id = ?2 and id < ?4 and deleted_at is null order by id desc limit 1), 0)
            returning read_change";
        let since = since.map_or(0, |id| id.0);
        self.set_read(room, person, (person.0, room.0, upto.0, since), (update, true)).await.map(drop)
    }

    pub(crate) async fn mark_unread(&self, room: RoomId, person: AccountId, from: MessageId) -> Result<(), Error> {
        let update = "update memberships set read_change = m.created_change - 1 from messages m
            where account_id = ?1 and memberships.room_id = ?2
                and m.id = ?3 and m.room_id = ?2 and m.deleted_at is null
            returning read_change";
        let marked = self.set_read(room, person, (person.0, room.0, from.0), (update, false)).await?;
        if marked { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Runs a statement that sets how far a member has read, and passes over the member's own messages after it where
    /// wanted; tells whether it did.
    async fn set_read(
        &self,
        room: RoomId,
        person: AccountId,
        values: impl rusqlite::Params + Send + 'static,
        (update, over_own): (&'static str, bool),
    ) -> Result<bool, Error> {
        let write = move |db: &rusqlite::Connection| {
            let read: Option<i64> = db.prepare_cached(update)?.query_row(values, |row| row.get(0)).optional()?;
            let Some(read) = read else { return Ok(Committed::silent(false)) };
            let read = if over_own { pass_own(db, room, person, read)? } else { read };
            let count = "select count(*) from mentions
                where account_id = ?1 and room_id = ?2 and created_change > ?3";
            let mentions: u32 = db.prepare_cached(count)?.query_row((person.0, room.0, read), |row| row.get(0))?;
            let notice = Notice::ReadMoved { room, account: person, read, mentions };
            Ok(Committed { value: true, notices: vec![notice] })
        };
        self.writer.write_noticed(Some(person), write).await
    }
}

/// Sets that a member has read up to the next message of others: one's own are read. So an own message right after what
/// was read is one that was marked unread.
fn pass_own(db: &rusqlite::Connection, room: RoomId, person: AccountId, read: i64) -> rusqlite::Result<i64> {
    let query = "select posted_change from rooms where id = ?1";
    let posted: i64 = db.prepare_cached(query)?.query_row([room.0], |row| row.get(0))?;
    if posted <= read {
        return Ok(read);
    }
    let next = first_unread(db, room, ChangeNumber(read), person, false)?;
    let read = next.map_or(posted, |(_, created)| created.0 - 1);
    let update = "update memberships set read_change = ?3 where account_id = ?1 and room_id = ?2";
    db.prepare_cached(update)?.execute((person.0, room.0, read))?;
    Ok(read)
}

/// Takes somebody out of a room.
fn remove_member(db: &rusqlite::Connection, room: RoomId, person: AccountId) -> Result<Committed<()>, Error> {
    let kind = "select kind from rooms where id = ?1";
    let kind = db.prepare_cached(kind)?.query_row([room.0], kind_of).optional()?;
    if kind == Some(RoomKind::Direct) {
        return Err(Error::Forbidden);
    }
    for delete in [
        "delete from memberships where account_id = ?1 and room_id = ?2",
        "delete from mentions where account_id = ?1 and room_id = ?2",
        "delete from drafts where account_id = ?1 and room_id = ?2",
    ] {
        db.prepare_cached(delete)?.execute((person.0, room.0))?;
    }
    if let Some(notices) = end_guest_of(db, room, person)? {
        return Ok(Committed::notices(notices));
    }
    let open = kind == Some(RoomKind::Open);
    Ok(Committed::notice(Notice::MembershipLost { room, account: person, open }))
}
