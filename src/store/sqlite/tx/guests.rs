//! Guests, and the links by which they come.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::guests::{Guest, GuestEntry, GuestLink, GuestLinkId};
use crate::model::people::NewPicture;
use crate::model::{AccountId, MessageId, RoomId, RoomName, SessionId, Username};
use crate::store::commands::guests::{GuestChange, NewGuest, NewGuestLink};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts;
use crate::store::sqlite::rows::people::from_named;
use crate::store::sqlite::rows::rooms::slug_of;
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::sql::access::{access_of, require_unblocked};
use crate::store::sqlite::sql::memberships::admit;
use crate::store::sqlite::sql::skeletons::claim_username;
use crate::store::sqlite::tx::people::change_profile;

/// Of a link `l` of a room `r`, whether it works at `?2`.
const WORKS: &str =
    "l.revoked_at is null and l.expires_at > ?2 and r.deleted_at is null and r.archived_at is null";

impl SqliteReads {
    pub(crate) async fn guest_link(&self, id: GuestLinkId, now: Timestamp) -> Result<GuestLink, Error> {
        self.read(move |db| {
            let query = format!(
                "select l.*, r.name, a.username, a.display_name, a.name_shared, a.picture_change
                from guest_links l join rooms r on r.id = l.room_id join accounts a on a.id = l.created_by
                where l.id = ?1 and {WORKS}"
            );
            Ok(db.prepare_cached(&query)?.query_row((id.0, now.as_millisecond()), link)?)
        })
        .await
    }

    pub(crate) async fn guests(
        &self,
        room: RoomId,
        now: Timestamp,
    ) -> Result<(Vec<GuestLink>, Vec<GuestEntry>), Error> {
        self.read(move |db| {
            let query = format!(
                "select l.*, r.name, a.username, a.display_name, a.name_shared, a.picture_change
                from guest_links l join rooms r on r.id = l.room_id join accounts a on a.id = l.created_by
                where l.room_id = ?1 and {WORKS} order by l.id desc"
            );
            let values = (room.0, now.as_millisecond());
            let links = db.prepare_cached(&query)?.query_map(values, link)?.collect::<Result<_, _>>()?;
            let query = "select g.network, g.asked_at, g.admitted_at is null as waits,
                    a.username, a.display_name, a.name_shared, a.picture_change
                from guests g join accounts a on a.id = g.account_id
                where g.room_id = ?1 and g.ended_at is null and g.expires_at > ?2 order by g.account_id";
            let entry = |row: &rusqlite::Row<'_>| {
                Ok(GuestEntry {
                    person: from_named(row)?,
                    network: row.get("network")?,
                    asked_at: timestamp(row, "asked_at")?,
                    waits: row.get("waits")?,
                })
            };
            let guests = db.prepare_cached(query)?.query_map(values, entry)?.collect::<Result<_, _>>()?;
            Ok((links, guests))
        })
        .await
    }

    pub(crate) async fn guest(&self, session: SessionId, now: Timestamp) -> Result<Guest, Error> {
        self.read(move |db| {
            let query = "select g.session_id, g.room_id, g.after_message, g.expires_at, r.slug,
                    a.id, a.username, a.role, a.display_name, a.name_shared, a.picture_change
                from guests g join accounts a on a.id = g.account_id join rooms r on r.id = g.room_id
                where g.session_id = ?1 and g.ended_at is null and g.expires_at > ?2
                    and a.deactivated_at is null and r.deleted_at is null";
            Ok(db.prepare_cached(query)?.query_row((session.0, now.as_millisecond()), |row| {
                Ok(Guest {
                    account: accounts::from_row(row)?,
                    session: SessionId(row.get("session_id")?),
                    room: RoomId(row.get("room_id")?),
                    slug: slug_of(row)?,
                    after: row.get::<_, Option<i64>>("after_message")?.map(MessageId),
                    expires_at: timestamp(row, "expires_at")?,
                })
            })?)
        })
        .await
    }
}

fn link(row: &rusqlite::Row<'_>) -> rusqlite::Result<GuestLink> {
    Ok(GuestLink {
        id: GuestLinkId(row.get("id")?),
        room: RoomId(row.get("room_id")?),
        room_name: RoomName::from_store(row.get("name")?),
        created_by: from_named(row)?,
        expires_at: timestamp(row, "expires_at")?,
        waits: row.get("waits")?,
    })
}

impl Sqlite {
    pub(crate) async fn create_guest_link(&self, new: NewGuestLink) -> Result<GuestLinkId, Error> {
        let by = new.by;
        let create = move |db: &rusqlite::Connection| {
            access_of(db, new.by, new.room)?.require_manager()?.require_writable()?;
            let now = new.now.as_millisecond();
            let count = format!(
                "select count(*) from guest_links l join rooms r on r.id = l.room_id where r.id = ?1 and {WORKS}"
            );
            let links: u32 = db.prepare_cached(&count)?.query_row((new.room.0, now), |row| row.get(0))?;
            if links >= new.most {
                return Err(Error::LimitReached);
            }
            let insert = "insert into guest_links (room_id, created_by, created_at, expires_at, waits)
                values (?1, ?2, ?3, ?4, ?5) returning id";
            let values = (new.room.0, new.by.0, now, new.expires_at.as_millisecond(), new.waits);
            Ok(GuestLinkId(db.prepare_cached(insert)?.query_row(values, |row| row.get(0))?))
        };
        self.writer.write(Some(by), create).await
    }

    pub(crate) async fn revoke_guest_link(
        &self,
        room: RoomId,
        by: AccountId,
        link: GuestLinkId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let revoke = move |db: &rusqlite::Connection| {
            access_of(db, by, room)?.require_manager()?;
            let update =
                "update guest_links set revoked_at = coalesce(revoked_at, ?3) where id = ?1 and room_id = ?2";
            db.prepare_cached(update)?.execute((link.0, room.0, now.as_millisecond()))?;
            Ok(())
        };
        self.writer.write(Some(by), revoke).await
    }

    pub(crate) async fn enter_as_guest(&self, new: NewGuest) -> Result<(), Error> {
        self.writer.write_noticed(None, move |db| enter(db, &new)).await
    }

    pub(crate) async fn change_guest(
        &self,
        room: RoomId,
        by: AccountId,
        guest: &Username,
        change: GuestChange,
        now: Timestamp,
    ) -> Result<(), Error> {
        let key = guest.key();
        let write = move |db: &rusqlite::Connection| {
            access_of(db, by, room)?.require_manager()?;
            let query = "select g.account_id, g.admitted_at is not null from guests g
                join accounts a on a.id = g.account_id
                where g.room_id = ?1 and a.username_key = ?2 and g.ended_at is null and g.expires_at > ?3";
            let (account, is_in) = db
                .prepare_cached(query)?
                .query_row((room.0, key, now.as_millisecond()), |row| Ok((AccountId(row.get(0)?), row.get(1)?)))?;
            match change {
                GuestChange::Admit if is_in => Ok(Committed::silent(())),
                GuestChange::Admit => {
                    let mut notices = vec![let_in(db, room, account, now)?];
                    notices.extend(tell_managers(db, room)?);
                    Ok(Committed::notices(notices))
                }
                GuestChange::Remove => Ok(Committed::notices(end(db, room, account, now)?)),
            }
        };
        self.writer.write_noticed(Some(by), write).await
    }

    pub(crate) async fn end_guest(&self, session: SessionId, now: Timestamp) -> Result<(), Error> {
        let leave = move |db: &rusqlite::Connection| {
            let query = "select account_id, room_id from guests where session_id = ?1 and ended_at is null";
            let guest = db
                .prepare_cached(query)?
                .query_row([session.0], |row| Ok((AccountId(row.get(0)?), RoomId(row.get(1)?))));
            let Some((account, room)) = guest.optional()? else { return Ok(Committed::silent(())) };
            Ok(Committed::notices(end(db, room, account, now)?))
        };
        self.writer.write_noticed(None, leave).await
    }

    pub(crate) async fn end_expired_guests(&self, now: Timestamp) -> Result<(), Error> {
        let end_all = move |db: &rusqlite::Connection| {
            let query =
                "select account_id, room_id from guests where ended_at is null and expires_at <= ?1 limit 100";
            let mut query = db.prepare_cached(query)?;
            let guests = query
                .query_map([now.as_millisecond()], |row| Ok((AccountId(row.get(0)?), RoomId(row.get(1)?))))?;
            let mut notices = Vec::new();
            for guest in guests.collect::<Result<Vec<_>, _>>()? {
                notices.extend(end(db, guest.1, guest.0, now)?);
            }
            Ok(Committed::notices(notices))
        };
        self.writer.write_noticed(None, end_all).await
    }
}

fn enter(db: &rusqlite::Connection, new: &NewGuest) -> Result<Committed<()>, Error> {
    require_unblocked(db, &new.network)?;
    let now = new.now.as_millisecond();
    let query = format!(
        "select r.id, l.waits, l.expires_at from guest_links l join rooms r on r.id = l.room_id
        where l.id = ?1 and {WORKS}"
    );
    let found = db.prepare_cached(&query)?.query_row((new.link.0, now), |row| {
        Ok((RoomId(row.get(0)?), row.get::<_, bool>(1)?, row.get::<_, i64>(2)?))
    });
    let (room, waits, expires_at) = found.optional()?.ok_or(Error::BadLink)?;
    let count = "select count(*) from guests where room_id = ?1 and ended_at is null and expires_at > ?2";
    let guests: u32 = db.prepare_cached(count)?.query_row((room.0, now), |row| row.get(0))?;
    if guests >= new.most {
        return Err(Error::LimitReached);
    }
    let insert = "insert into accounts (username, username_key, role, created_at, seen_at)
        values (?1, ?2, 'member', ?3, ?3) on conflict (username_key) do nothing returning id";
    let values = (new.username.as_str(), new.username.key(), now);
    let account = db.prepare_cached(insert)?.query_row(values, |row| row.get(0).map(AccountId));
    let account = account.optional()?.ok_or(Error::Taken)?;
    claim_username(db, account, &new.username)?;
    let mut notices = change_profile(db, account, Some(&new.name), &NewPicture::None)?;
    let insert = "insert into guests (account_id, link_id, room_id, session_id, network, asked_at, expires_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = (account.0, new.link.0, room.0, new.session.0, &new.network, now, expires_at);
    db.prepare_cached(insert)?.execute(values)?;
    if waits {
        notices.extend(tell_managers(db, room)?);
    } else {
        notices.push(let_in(db, room, account, new.now)?);
    }
    Ok(Committed::notices(notices))
}

/// Notices for the members who manage a room: other guests wait there than before.
pub(crate) fn tell_managers(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<Vec<Notice>> {
    let query = "select a.id from accounts a where
            (a.role = 'administrator' or a.id = (select created_by from rooms where id = ?1))
            and exists (select 1 from memberships m where m.account_id = a.id and m.room_id = ?1)";
    let mut query = db.prepare_cached(query)?;
    let managers = query.query_map([room.0], |row| row.get(0).map(AccountId).map(Notice::AlertsChanged))?;
    managers.collect()
}

/// Makes a guest a member, who sees what is said from now on.
fn let_in(db: &rusqlite::Connection, room: RoomId, account: AccountId, now: Timestamp) -> Result<Notice, Error> {
    admit(db, room, account, now)?;
    let update = "update guests set admitted_at = ?2,
            after_message = coalesce((select max(id) from messages where room_id = guests.room_id), 0)
        where account_id = ?1";
    db.prepare_cached(update)?.execute((account.0, now.as_millisecond()))?;
    Ok(Notice::MembershipGained(room, account))
}

/// Notices for the managers of the room whose guest an account is; none where it is no guest.
pub(crate) fn tell_managers_of_guest(
    db: &rusqlite::Connection,
    account: AccountId,
) -> rusqlite::Result<Vec<Notice>> {
    let query = "select room_id from guests where account_id = ?1";
    let room = db.prepare_cached(query)?.query_row([account.0], |row| row.get(0).map(RoomId)).optional()?;
    room.map_or_else(|| Ok(Vec::new()), |room| tell_managers(db, room))
}

/// Ends the access of an account that is a guest of this room; none where it isn't one.
pub(crate) fn end_guest_of(
    db: &rusqlite::Connection,
    room: RoomId,
    account: AccountId,
) -> rusqlite::Result<Option<Vec<Notice>>> {
    let query = "select 1 from guests where account_id = ?1 and room_id = ?2 and ended_at is null";
    let is_guest = db.prepare_cached(query)?.exists((account.0, room.0))?;
    is_guest.then(|| end(db, room, account, Timestamp::now())).transpose()
}

/// Ends a guest's access. Nobody can use the account any more; what the guest said stays.
fn end(
    db: &rusqlite::Connection,
    room: RoomId,
    account: AccountId,
    now: Timestamp,
) -> rusqlite::Result<Vec<Notice>> {
    let now = now.as_millisecond();
    let update = "update guests set ended_at = ?2 where account_id = ?1 returning admitted_at is null";
    let waited = db.prepare_cached(update)?.query_row((account.0, now), |row| row.get(0)).optional()?;
    db.prepare_cached("update accounts set deactivated_at = coalesce(deactivated_at, ?2) where id = ?1")?
        .execute((account.0, now))?;
    for table in ["memberships", "mentions"] {
        db.prepare_cached(&format!("delete from {table} where account_id = ?1"))?.execute([account.0])?;
    }
    // Also of an open room: the guest's stream ends.
    let mut notices = vec![Notice::MembershipLost { room, account, open: false }, Notice::AccountChanged(account)];
    if waited == Some(true) {
        notices.extend(tell_managers(db, room)?);
    }
    Ok(notices)
}
