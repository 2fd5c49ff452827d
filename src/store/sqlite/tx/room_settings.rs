//! What becomes of a room after it was made.

use std::time::Duration;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::administration::audit::Act;
use crate::model::{AccountId, Role, Room, RoomId, RoomRules};
use crate::store::commands::rooms::NewDescription;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::addresses;
use crate::store::sqlite::handle::Sqlite;
use crate::store::sqlite::search::changes::Removal;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::sql::addresses::{keep_former, quarantine, take_slug};
use crate::store::sqlite::sql::audit::{Subject, record_of};
use crate::store::sqlite::sql::rooms::read_room;

/// How many messages of a deleted room go in one transaction, each of whose words leaves the index: others wait no
/// longer than this takes.
const DELETED_AT_ONCE: u32 = 100;

/// How long clearing waits while the queue of writes is full.
const CLEARING_PAUSE: Duration = Duration::from_secs(1);

impl Sqlite {
    pub(crate) async fn describe_room(
        &self,
        room: RoomId,
        by: AccountId,
        new: NewDescription,
    ) -> Result<Room, Error> {
        let change = move |db: &rusqlite::Connection| describe_room(db, room, by, &new);
        self.change_room(room, by, change).await
    }

    pub(crate) async fn archive_room(
        &self,
        room: RoomId,
        by: AccountId,
        since: Option<Timestamp>,
        network: String,
    ) -> Result<Room, Error> {
        let change = move |db: &rusqlite::Connection| {
            let act = if since.is_some() { Act::RoomArchived } else { Act::RoomReopened };
            note_act(db, room, by, &network, act)?;
            let update = "update rooms set archived_at = ?2 where id = ?1";
            db.prepare_cached(update)?.execute((room.0, since.map(Timestamp::as_millisecond)))?;
            Ok(())
        };
        self.change_room(room, by, change).await
    }

    pub(crate) async fn set_room_rules(
        &self,
        room: RoomId,
        by: AccountId,
        rules: RoomRules,
    ) -> Result<Room, Error> {
        let change = move |db: &rusqlite::Connection| {
            let update = "update rooms set announcements = ?2, slow_seconds = ?3, max_members = ?4,
                    no_group_mentions = ?5 where id = ?1";
            let values =
                (room.0, rules.announcements, rules.slow_seconds, rules.max_members, rules.no_group_mentions);
            db.prepare_cached(update)?.execute(values)?;
            if rules.slow_seconds == 0 {
                db.prepare_cached("delete from slow_posts where room_id = ?1")?.execute([room.0])?;
            }
            Ok(())
        };
        self.change_room(room, by, change).await
    }

    async fn change_room(
        &self,
        room: RoomId,
        by: AccountId,
        change: impl FnOnce(&rusqlite::Connection) -> Result<(), Error> + Send + 'static,
    ) -> Result<Room, Error> {
        let write = move |db: &rusqlite::Connection| {
            access_of(db, by, room)?.require_manager()?;
            change(db)?;
            let now = read_room(db, room)?.0;
            let notice = Notice::RoomChanged { room, slug: now.slug.clone() };
            Ok(Committed { value: now, notices: vec![notice] })
        };
        self.writer.write_noticed(Some(by), write).await
    }

    pub(crate) async fn delete_room(
        &self,
        room: RoomId,
        by: AccountId,
        network: String,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.writer
            .write_noticed(Some(by), move |db| {
                access_of(db, by, room)?.require_manager()?;
                note_act(db, room, by, &network, Act::RoomDeleted)?;
                delete_room(db, room, now)?;
                Ok(Committed::notice(Notice::RoomDeleted { room, only: None }))
            })
            .await
    }

    pub(crate) async fn clear_deleted_rooms(&self) -> Result<(), Error> {
        while let Some(removal) = self.removal(DELETED_AT_ONCE).await? {
            match self.writer.write(None, move |db| clear_some(db, &removal)).await {
                // People's writes come first.
                Err(Error::Busy) => tokio::time::sleep(CLEARING_PAUSE).await,
                cleared => cleared?,
            }
        }
        Ok(())
    }
}

/// Notes an act in the audit log if it is an administrator's, in a room of somebody else.
fn note_act(db: &rusqlite::Connection, room: RoomId, by: AccountId, network: &str, act: Act) -> Result<(), Error> {
    let access = access_of(db, by, room)?;
    if access.role == Role::Administrator && access.created_by != Some(by) {
        let name = read_room(db, room)?.0.name;
        record_of(db, Some(by), network, Timestamp::now(), act, &Subject::Room(room, name.as_str()), "")?;
    }
    Ok(())
}

fn describe_room(
    db: &rusqlite::Connection,
    room: RoomId,
    by: AccountId,
    new: &NewDescription,
) -> Result<(), Error> {
    let (before, _) = read_room(db, room)?;
    let NewDescription { name, slug, description, at } = new;
    let slug = if !addresses::follows(&before.name, name) {
        before.slug.clone()
    } else if addresses::are_named(before.kind) {
        take_slug(db, slug, Some(by), Some(room), *at)?
    } else {
        slug.clone()
    };
    if slug != before.slug {
        keep_former(db, &before, *at)?;
    }
    let update = "update rooms set name = ?2, name_key = ?3, slug = ?4, description = ?5 where id = ?1";
    let values = (room.0, name.as_str(), name.key(), slug.as_str(), description.as_str());
    db.prepare_cached(update)?.execute(values)?;
    Ok(())
}

/// Takes a room from everybody, at once but for its messages.
pub(crate) fn delete_room(db: &rusqlite::Connection, room: RoomId, now: Timestamp) -> Result<(), Error> {
    let (before, _) = read_room(db, room)?;
    quarantine(db, &before, now)?;
    // No address that somebody types begins with a control character.
    let update = "update rooms set deleted_at = ?2, slug = char(1) || id,
        name = '', name_key = '', description = '' where id = ?1";
    db.prepare_cached(update)?.execute((room.0, now.as_millisecond()))?;
    // Guests' messages are cleared with the room; their accounts can't be used any more.
    let end = "update accounts set deactivated_at = coalesce(deactivated_at, ?2)
        where id in (select account_id from guests where room_id = ?1)";
    db.prepare_cached(end)?.execute((room.0, now.as_millisecond()))?;
    for table in ["memberships", "conversation_members", "mentions", "pins", "slow_posts"] {
        db.prepare_cached(&format!("delete from {table} where room_id = ?1"))?.execute([room.0])?;
    }
    Ok(())
}

/// Clears some of what a deleted room has left.
fn clear_some(db: &rusqlite::Connection, removal: &Removal) -> Result<(), Error> {
    // Another may have cleared it meanwhile.
    let is_deleted = "select 1 from rooms where id = ?1 and deleted_at is not null";
    if !db.prepare_cached(is_deleted)?.exists([removal.room])? {
        return Ok(());
    }
    let (below, all) = removal.remove(db)?;
    let delete = "delete from messages where id in
        (select id from messages where room_id = ?1 and id < ?2 order by id limit ?3)";
    let deleted = db.prepare_cached(delete)?.execute((removal.room, below, DELETED_AT_ONCE))?;
    if deleted == 0 && all {
        db.prepare_cached("delete from rooms where id = ?1")?.execute([removal.room])?;
    }
    Ok(())
}
