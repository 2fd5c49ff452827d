//! Notification settings of accounts.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::{OptionalExtension as _, named_params};

use crate::model::notifications::outgoing::Announcement;
use crate::model::notifications::quiet_hours::QuietHours;
use crate::model::notifications::settings::NotificationSettings;
use crate::model::{AccountId, MessageId, NotificationLevel, RoomId, Zone};
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::timestamps::from_millisecond;
use crate::store::sqlite::sql::notifications::{announced, announcement, is_unread, notifies};

/// Number of the newest messages of all rooms among which there are those that open pages notify of.
const RECENT: i64 = 1_000;

impl SqliteReads {
    pub(crate) async fn notification_settings(&self, account: AccountId) -> Result<NotificationSettings, Error> {
        self.read(move |db| Ok(settings_of(db, account)?)).await
    }

    pub(crate) async fn room_muted_until(
        &self,
        room: RoomId,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, Error> {
        let query =
            "select muted_until from memberships where account_id = ?1 and room_id = ?2 and muted_until > ?3";
        self.read(move |db| {
            let values = (account.0, room.0, now.as_millisecond());
            let until: Option<i64> = db.prepare_cached(query)?.query_row(values, |row| row.get(0)).optional()?;
            Ok(until.map(from_millisecond).transpose()?)
        })
        .await
    }

    pub(crate) async fn announcements(
        &self,
        account: AccountId,
        after: MessageId,
        since: Timestamp,
        most: u32,
    ) -> Result<(MessageId, Vec<Announcement>), Error> {
        self.read(move |db| {
            // One snapshot: what comes meanwhile is after the newest message.
            let db = db.unchecked_transaction()?;
            let newest = db.prepare_cached("select coalesce(max(id), 0) from messages")?;
            let newest = { newest }.query_row((), |row| row.get(0).map(MessageId))?;
            // So that a room whose messages are all older is not read to its beginning.
            let after = after.0.max(newest.0.saturating_sub(RECENT));
            let query = concat!(
                "select ",
                announced!(),
                " from memberships ms
                    join rooms r on r.id = ms.room_id
                    join messages m on m.id = (select m.id from messages m
                        where m.room_id = ms.room_id and m.id > :after and m.posted_at >= :since and ",
                is_unread!(),
                " and ",
                notifies!(),
                " order by m.id desc limit 1) and r.posted_change > ms.read_change
                    join accounts w on w.id = m.author_id
                where ms.account_id = :account order by m.id desc limit :most"
            );
            let values = named_params! {
                ":account": account.0, ":after": after, ":since": since.as_millisecond(),
                ":now": Timestamp::now().as_millisecond(), ":most": most,
            };
            let announced =
                db.prepare_cached(query)?.query_map(values, announcement)?.collect::<Result<_, _>>()?;
            Ok((newest, announced))
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn set_notification_settings(
        &self,
        account: AccountId,
        settings: NotificationSettings,
    ) -> Result<(), Error> {
        let set = move |db: &rusqlite::Connection| {
            let upsert = "insert into notification_settings (account_id, paused_until, quiet_hours, time_zone,
                    default_level, sound)
                values (?1, ?2, ?3, ?4, ?5, ?6)
                on conflict (account_id) do update set paused_until = excluded.paused_until,
                    quiet_hours = excluded.quiet_hours, time_zone = excluded.time_zone,
                    default_level = excluded.default_level, sound = excluded.sound";
            let NotificationSettings { paused_until, quiet_hours, zone, default_level, sound } = settings;
            let paused_until = paused_until.map(Timestamp::as_millisecond);
            let zone = zone.as_ref().and_then(Zone::name);
            let values = (account.0, paused_until, quiet_hours.encode(), zone, default_level.as_str(), sound);
            db.prepare_cached(upsert)?.execute(values)?;
            Ok(())
        };
        self.writer.write(Some(account), set).await
    }

    pub(crate) async fn pause_notifications(
        &self,
        account: AccountId,
        until: Option<Timestamp>,
    ) -> Result<(), Error> {
        let pause = move |db: &rusqlite::Connection| {
            let upsert = "insert into notification_settings (account_id, paused_until) values (?1, ?2)
                on conflict (account_id) do update set paused_until = excluded.paused_until";
            db.prepare_cached(upsert)?.execute((account.0, until.map(Timestamp::as_millisecond)))?;
            Ok(())
        };
        self.writer.write(Some(account), pause).await
    }
}

/// The settings of an account; the defaults where it has none.
pub(crate) fn settings_of(
    db: &rusqlite::Connection,
    account: AccountId,
) -> rusqlite::Result<NotificationSettings> {
    let query = "select paused_until, quiet_hours, time_zone, default_level, sound
        from notification_settings where account_id = ?1";
    let found = db.prepare_cached(query)?.query_row([account.0], |row| {
        Ok(NotificationSettings {
            paused_until: row.get::<_, Option<i64>>("paused_until")?.map(from_millisecond).transpose()?,
            quiet_hours: QuietHours::decode(row.get_ref("quiet_hours")?.as_str()?),
            zone: row.get::<_, Option<String>>("time_zone")?.and_then(|name| Zone::parse(&name)),
            default_level: NotificationLevel::parse(row.get_ref("default_level")?.as_str()?).unwrap_or_default(),
            sound: row.get("sound")?,
        })
    });
    Ok(found.optional()?.unwrap_or_default())
}
