//! The queue of notifications that are to be sent to browsers.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::{OptionalExtension as _, named_params};

use crate::model::notifications::devices::{Endpoint, Preview, PushKeys};
use crate::model::notifications::outgoing::{Announcement, LIFETIME, OutgoingPush};
use crate::model::{AccountId, Language, MessageId, RoomId, Zone};
use crate::store::commands::notifications::{NextPush, PushOutcome, QueuedPush};
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::notifications::{announced, announcement, is_unread, notifies};
use crate::store::sqlite::tx::notifications::settings::settings_of;

/// Number of messages that are decided about at once, so that their notifications are queued in a short transaction.
const PORTION: i64 = 64;

/// Maximum age of messages that are notified of. Older ones were imported, or nothing was sent for long.
const MAX_AGE: SignedDuration = SignedDuration::from_hours(1);

impl SqliteReads {
    pub(crate) async fn next_push_due(&self) -> Result<Option<Timestamp>, Error> {
        self.read(|db| {
            let query = "select min(due_at) from outgoing_pushes";
            let due: Option<i64> = db.prepare_cached(query)?.query_row((), |row| row.get(0))?;
            Ok(due.map(from_millisecond).transpose()?)
        })
        .await
    }

    /// The browsers to be notified of the messages after the last one decided about; that one, and the last one now. No
    /// message where there is nothing to do.
    async fn decide_pushes(&self, now: Timestamp) -> Result<Option<(i64, i64, Vec<QueuedPush>)>, Error> {
        self.read(move |db| {
            let query = "select message_id from push_progress where exists (select 1 from push_subscriptions)";
            let done: Option<i64> = db.prepare_cached(query)?.query_row((), |row| row.get(0)).optional()?;
            let Some(done) = done else { return Ok(None) };
            let query = "select max(id) from (select id from messages where id > ?1 order by id limit ?2)";
            let upto: Option<i64> = db.prepare_cached(query)?.query_row((done, PORTION), |row| row.get(0))?;
            let Some(upto) = upto else { return Ok(None) };
            // In this order of tables: few accounts of a large room have such browsers.
            let query = concat!(
                "select p.id, m.room_id, m.id, m.posted_at
                from messages m cross join rooms r on r.id = m.room_id
                    cross join push_subscriptions p
                    cross join memberships ms on ms.account_id = p.account_id and ms.room_id = m.room_id
                where m.id > :done and m.id <= :upto and m.posted_at > :oldest and ",
                notifies!(),
                " and ",
                is_unread!()
            );
            let oldest = now.saturating_sub(MAX_AGE).map_or(0, Timestamp::as_millisecond);
            let mut query = db.prepare_cached(query)?;
            let mut rows = query.query(named_params! {
                ":done": done, ":upto": upto, ":oldest": oldest, ":now": now.as_millisecond(),
            })?;
            let mut queued = HashMap::new();
            while let Some(row) = rows.next()? {
                let (subscription, room, id, posted_at) =
                    (row.get(0)?, RoomId(row.get(1)?), row.get(2)?, row.get(3)?);
                let push = QueuedPush { subscription, room, first: id, last: id, posted_at };
                let push = queued.entry((subscription, room)).or_insert(push);
                // The rows may come in any order.
                (push.first, push.last) = (push.first.min(id), push.last.max(id));
            }
            Ok(Some((done, upto, queued.into_values().collect())))
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn queue_pushes(&self, delay: SignedDuration, now: Timestamp) -> Result<bool, Error> {
        // Off the writer's thread, so that posts don't wait for it. All is checked again when it is sent.
        let Some((done, upto, queued)) = self.decide_pushes(now).await? else { return Ok(false) };
        let queue = move |db: &rusqlite::Connection| {
            let advance = "update push_progress set message_id = ?2 where message_id = ?1";
            if db.prepare_cached(advance)?.execute((done, upto))? == 0 {
                return Ok(());
            }
            // The first message of a room sets the time: a lively room's notification would never be due otherwise.
            let insert = "insert into outgoing_pushes
                    (subscription_id, room_id, first_message_id, last_message_id, due_at, expires_at)
                select p.id, r.id, ?3, ?4, ?5, ?6 from push_subscriptions p, rooms r where p.id = ?1 and r.id = ?2
                on conflict (subscription_id, room_id) do update
                    set last_message_id = excluded.last_message_id, expires_at = excluded.expires_at";
            let mut insert = db.prepare_cached(insert)?;
            let after = |at: i64, time: SignedDuration| {
                at.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
            };
            for QueuedPush { subscription, room, first, last, posted_at } in queued {
                let (due_at, expires_at) = (after(posted_at, delay), after(posted_at, LIFETIME));
                insert.execute((subscription, room.0, first, last, due_at, expires_at))?;
            }
            Ok(())
        };
        self.writer.write(None, queue).await?;
        Ok(true)
    }

    pub(crate) async fn next_push(&self, lease_until: Timestamp, now: Timestamp) -> Result<NextPush, Error> {
        let next = move |db: &rusqlite::Connection| {
            let lease = "update outgoing_pushes set due_at = ?2, attempts = attempts + 1
                where id = (select id from outgoing_pushes where due_at <= ?1 order by due_at, id limit 1)
                returning id, subscription_id, room_id, first_message_id, last_message_id, attempts, expires_at";
            let mut lease = db.prepare_cached(lease)?;
            let leased = lease.query_row((now.as_millisecond(), lease_until.as_millisecond()), Leased::from_row);
            let Some(leased) = leased.optional()? else { return Ok(NextPush::None) };
            let id = leased.id;
            if let Some(push) = address(db, &leased, now)? {
                return Ok(NextPush::Push(Box::new(push)));
            }
            db.prepare_cached("delete from outgoing_pushes where id = ?1")?.execute([id])?;
            Ok(NextPush::Dropped)
        };
        self.writer.write(None, next).await
    }

    pub(crate) async fn finish_push(
        &self,
        push: &OutgoingPush,
        outcome: PushOutcome,
        now: Timestamp,
    ) -> Result<(), Error> {
        let (id, subscription, last) = (push.id, push.subscription, push.last);
        let shown = (push.announcement.room, push.announcement.change, push.read_rooms.clone());
        let finish = move |db: &rusqlite::Connection| {
            match outcome {
                PushOutcome::Sent => note_shown(db, subscription, shown, now)?,
                PushOutcome::Refused => {}
                PushOutcome::Postponed(due_at) => {
                    let update = "update outgoing_pushes set due_at = ?2 where id = ?1";
                    db.prepare_cached(update)?.execute((id, due_at.as_millisecond()))?;
                    return Ok(());
                }
                PushOutcome::Gone => {
                    let delete = "delete from push_subscriptions where id = ?1";
                    db.prepare_cached(delete)?.execute([subscription])?;
                    return Ok(());
                }
            }
            let delete = "delete from outgoing_pushes where id = ?1 and last_message_id = ?2";
            if db.prepare_cached(delete)?.execute((id, last.0))? == 0 {
                // Further messages came while it was sent.
                let update = "update outgoing_pushes set first_message_id = ?2 + 1, attempts = 0, due_at = ?3
                    where id = ?1";
                db.prepare_cached(update)?.execute((id, last.0, now.as_millisecond()))?;
            }
            Ok(())
        };
        self.writer.write(None, finish).await
    }

    pub(crate) async fn release_pushes(&self, now: Timestamp) -> Result<(), Error> {
        let release = move |db: &rusqlite::Connection| {
            db.prepare_cached("delete from outgoing_pushes where expires_at <= ?1")?
                .execute([now.as_millisecond()])?;
            // Notifications without an attempt wait for their message to be read.
            db.prepare_cached("update outgoing_pushes set due_at = ?1 where due_at > ?1 and attempts > 0")?
                .execute([now.as_millisecond()])?;
            Ok(())
        };
        self.writer.write(None, release).await
    }
}

/// A row that was taken from the queue.
struct Leased {
    id: i64,
    subscription: i64,
    room: RoomId,
    first: i64,
    last: i64,
    attempts: u32,
    expires_at: Timestamp,
}

impl Leased {
    fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            subscription: row.get("subscription_id")?,
            room: RoomId(row.get("room_id")?),
            first: row.get("first_message_id")?,
            last: row.get("last_message_id")?,
            attempts: row.get("attempts")?,
            expires_at: timestamp(row, "expires_at")?,
        })
    }
}

/// Addresses a notification; none where there is nothing to notify of any more.
fn address(db: &rusqlite::Connection, leased: &Leased, now: Timestamp) -> Result<Option<OutgoingPush>, Error> {
    let Leased { id, subscription, room, first, last, attempts, expires_at } = *leased;
    if expires_at <= now {
        return Ok(None);
    }
    let query = "select p.account_id, p.endpoint, p.p256dh, p.auth, p.preview, p.language, a.language as chosen,
            a.time_zone
        from push_subscriptions p join accounts a on a.id = p.account_id and a.deactivated_at is null
        join sessions s on s.id = p.session_id and s.account_id = p.account_id
        where p.id = ?1";
    let found = db.prepare_cached(query)?.query_row([subscription], |row| {
        let language = |name| {
            Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(name)?.and_then(|tag| Language::parse(&tag)))
        };
        Ok((
            AccountId(row.get("account_id")?),
            Endpoint::from_store(row.get("endpoint")?),
            PushKeys { p256dh: row.get("p256dh")?, auth: row.get("auth")? },
            Preview::parse(row.get_ref("preview")?.as_str()?).unwrap_or(Preview::Nothing),
            language("chosen")?.or(language("language")?).unwrap_or_default(),
            row.get::<_, Option<String>>("time_zone")?.and_then(|name| Zone::parse(&name)),
        ))
    });
    let Some((account, endpoint, keys, preview, language, zone)) = found.optional()? else { return Ok(None) };
    if settings_of(db, account)?.is_quiet(now, zone.as_ref()) {
        return Ok(None);
    }
    let Some(announcement) = announce(db, account, room, (first, last), now)? else { return Ok(None) };
    let read_rooms = read_rooms(db, account, subscription)?;
    Ok(Some(OutgoingPush {
        id,
        subscription,
        account,
        endpoint,
        keys,
        preview,
        language,
        announcement,
        last: MessageId(last),
        read_rooms,
        attempts,
        expires_at,
    }))
}

/// The newest of the messages that notify an account and are unread, and their number; none where there are none.
fn announce(
    db: &rusqlite::Connection,
    account: AccountId,
    room: RoomId,
    (first, last): (i64, i64),
    now: Timestamp,
) -> rusqlite::Result<Option<Announcement>> {
    let query = concat!(
        "select ",
        announced!(),
        " from messages m join rooms r on r.id = m.room_id join accounts w on w.id = m.author_id
            join memberships ms on ms.account_id = :account and ms.room_id = m.room_id
        where m.room_id = :room and m.id between :first and :last and ",
        is_unread!(),
        " and ",
        notifies!(),
        " order by m.id desc limit 100"
    );
    let mut query = db.prepare_cached(query)?;
    let mut rows = query.query(named_params! {
        ":account": account.0, ":room": room.0, ":first": first, ":last": last, ":now": now.as_millisecond(),
    })?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut newest = announcement(row)?;
    while rows.next()?.is_some() {
        newest.count += 1;
    }
    Ok(Some(newest))
}

/// The rooms whose notification a browser shows, and which are read.
fn read_rooms(db: &rusqlite::Connection, account: AccountId, subscription: i64) -> rusqlite::Result<Vec<RoomId>> {
    let query = "select h.room_id from shown_pushes h
        left join memberships ms on ms.account_id = ?1 and ms.room_id = h.room_id
        where h.subscription_id = ?2 and (ms.read_change is null or ms.read_change >= h.change) limit 100";
    db.prepare_cached(query)?.query_map((account.0, subscription), |row| row.get(0).map(RoomId))?.collect()
}

/// Notes that a browser shows a room's notification, and closes those of others.
fn note_shown(
    db: &rusqlite::Connection,
    subscription: i64,
    (room, change, closed): (RoomId, crate::model::ChangeNumber, Vec<RoomId>),
    now: Timestamp,
) -> rusqlite::Result<()> {
    let mut delete = db.prepare_cached("delete from shown_pushes where subscription_id = ?1 and room_id = ?2")?;
    for room in closed {
        delete.execute((subscription, room.0))?;
    }
    // Neither may be there any more.
    let upsert = "insert into shown_pushes (subscription_id, room_id, change)
        select p.id, r.id, ?3 from push_subscriptions p, rooms r where p.id = ?1 and r.id = ?2
        on conflict (subscription_id, room_id) do update set change = excluded.change";
    db.prepare_cached(upsert)?.execute((subscription, room.0, change.0))?;
    db.prepare_cached("update push_subscriptions set sent_at = ?2 where id = ?1")?
        .execute((subscription, now.as_millisecond()))?;
    Ok(())
}
