//! Keeping order: muting, banning and blocking networks.

use jiff::{SignedDuration, Timestamp};
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::administration::accounts::BlockedNetwork;
use crate::model::administration::audit::Act;
use crate::model::administration::reports::MuteTime;
use crate::model::{AccountId, MessageId, RoomId};
use crate::store::error::Error;
use crate::store::permission::{Actor, Administrator, Moderator};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::role_of;
use crate::store::sqlite::rows::rooms::kind_of;
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::sql::access::{require_administrator, require_moderator};
use crate::store::sqlite::sql::audit::{Subject, record};

/// Number of messages of a banned account that are removed before the next ones are looked up.
const PORTION: u32 = 20;

impl SqliteReads {
    pub(crate) async fn blocked_networks(&self) -> Result<Vec<BlockedNetwork>, Error> {
        self.read(|db| {
            let query = "select network, blocked_at, coalesce(username, '') as username from blocked_networks b
                left join accounts a on a.id = b.account_id order by blocked_at desc, network";
            let mut query = db.prepare_cached(query)?;
            let networks = query.query_map((), |row| {
                Ok(BlockedNetwork {
                    network: row.get("network")?,
                    at: timestamp(row, "blocked_at")?,
                    account: row.get("username")?,
                })
            })?;
            Ok(networks.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn mute(
        &self,
        by: &Moderator,
        account: AccountId,
        time: MuteTime,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let writer = by.account();
        let mute = move |db: &rusqlite::Connection| {
            let own = require_moderator(db, &by)?;
            let query = "select role from accounts where id = ?1";
            let role = db.prepare_cached(query)?.query_row([account.0], role_of)?;
            if own.is_some_and(|own| role >= own) {
                return Err(Error::Forbidden);
            }
            set_muted(db, account, time, now)?;
            record(db, &by, now, Act::Muted, &Subject::Account(account), time.name())?;
            Ok(())
        };
        self.writer.write(writer, mute).await
    }

    pub(crate) async fn unblock_network(
        &self,
        by: &Administrator,
        network: String,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let account = by.account();
        let unblock = move |db: &rusqlite::Connection| {
            require_administrator(db, &by)?;
            let delete = "delete from blocked_networks where network = ?1";
            if db.prepare_cached(delete)?.execute([&network])? > 0 {
                record(db, &by, now, Act::NetworkUnblocked, &Subject::Named(&network), "")?;
            }
            Ok(())
        };
        self.writer.write(account, unblock).await
    }

    pub(crate) async fn clear_some_banned(&self, now: Timestamp) -> Result<bool, Error> {
        let find = |db: &rusqlite::Connection| {
            let query = "select id, remove_messages_since from accounts where remove_messages_since is not null
                order by id limit 1";
            let banned = db.prepare_cached(query)?.query_row((), |row| Ok((AccountId(row.get(0)?), row.get(1)?)));
            let Some((account, since)) = banned.optional()? else { return Ok(None) };
            Ok(Some((account, since, messages_of(db, account, since)?)))
        };
        let Some((account, since, messages)) = self.read(find).await? else { return Ok(false) };
        for (room, message) in messages {
            let check = |db: &rusqlite::Connection, message: &crate::model::Message| {
                let query = "select kind from rooms where id = ?1";
                Ok(db.prepare_cached(query)?.query_row([message.room.0], kind_of)?)
            };
            match self.remove_message(room, message, None, now, check).await {
                // Its room has been cleared meanwhile.
                Err(Error::NotFound) => {}
                removed => removed?,
            }
        }
        let finish = move |db: &rusqlite::Connection| {
            if messages_of(db, account, since)?.is_empty() {
                db.prepare_cached("update accounts set remove_messages_since = null where id = ?1")?
                    .execute([account.0])?;
            }
            Ok(())
        };
        self.writer.write(None, finish).await?;
        Ok(true)
    }
}

/// Keeps an account from writing for a time.
pub(crate) fn set_muted(
    db: &rusqlite::Connection,
    account: AccountId,
    time: MuteTime,
    now: Timestamp,
) -> Result<(), Error> {
    let until = now.saturating_add(SignedDuration::from_hours(time.hours()));
    let until = until.map_err(|e| Error::Failed(e.to_string()))?;
    let until = Some(until.as_millisecond()).filter(|_| time != MuteTime::End);
    db.prepare_cached("update accounts set muted_until = ?2 where id = ?1")?.execute((account.0, until))?;
    Ok(())
}

fn messages_of(
    db: &rusqlite::Connection,
    account: AccountId,
    since: i64,
) -> rusqlite::Result<Vec<(RoomId, MessageId)>> {
    let query = "select m.room_id, m.id from messages m join rooms r on r.id = m.room_id
        where m.author_id = ?1 and m.posted_at >= ?2 and m.deleted_at is null and r.deleted_at is null limit ?3";
    let place = |row: &rusqlite::Row<'_>| Ok((RoomId(row.get(0)?), MessageId(row.get(1)?)));
    db.prepare_cached(query)?.query_map((account.0, since, PORTION), place)?.collect()
}

/// Blocks the networks of an account's sessions, but the actor's own.
pub(crate) fn block_networks(
    db: &rusqlite::Connection,
    by: &Actor,
    account: AccountId,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let insert = "insert into blocked_networks (network, blocked_at, account_id)
        select distinct network, ?2, ?1 from (select account_id, network from sessions
                union select account_id, network from guests)
            where account_id = ?1 and network is not null and network <> '' and network <> ?3
        on conflict do nothing returning network";
    let mut insert = db.prepare_cached(insert)?;
    let blocked =
        insert.query_map((account.0, now.as_millisecond(), &by.network), |row| row.get::<_, String>(0))?;
    for network in blocked.collect::<Result<Vec<_>, _>>()? {
        record(db, by, now, Act::NetworkBlocked, &Subject::Named(&network), "")?;
    }
    Ok(())
}
