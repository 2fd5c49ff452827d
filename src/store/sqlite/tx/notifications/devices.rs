//! Browsers that get notifications.

use tokio_rusqlite::rusqlite;

use crate::model::notifications::devices::{Preview, PushDevice};
use crate::model::{AccountId, SessionId};
use crate::store::commands::notifications::NewSubscription;
use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::access::require_session;

impl SqliteReads {
    pub(crate) async fn push_devices(&self, account: AccountId) -> Result<Vec<PushDevice>, Error> {
        self.read(move |db| {
            let query = "select p.id, p.session_id, p.preview, p.sent_at, s.device, s.used_at
                from push_subscriptions p join sessions s on s.id = p.session_id
                where p.account_id = ?1 order by s.used_at desc, p.id desc";
            let mut query = db.prepare_cached(query)?;
            let devices = query.query_map([account.0], |row| {
                Ok(PushDevice {
                    id: row.get("id")?,
                    session: SessionId(row.get("session_id")?),
                    agent: row.get("device")?,
                    preview: Preview::parse(row.get_ref("preview")?.as_str()?).unwrap_or(Preview::Nothing),
                    used_at: timestamp(row, "used_at")?,
                    sent_at: row.get::<_, Option<i64>>("sent_at")?.map(from_millisecond).transpose()?,
                })
            })?;
            Ok(devices.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn subscribe(&self, new: NewSubscription, most: u32) -> Result<(), Error> {
        let account = new.account;
        let subscribe = move |db: &rusqlite::Connection| {
            let NewSubscription { account, session, endpoint, keys, language, now } = new;
            require_session(db, account, session)?;
            // The account that was logged in to this browser before isn't any more.
            db.prepare_cached("delete from push_subscriptions where endpoint = ?1 and account_id <> ?2")?
                .execute((endpoint.as_str(), account.0))?;
            // The same browser: in a new session, or with a new endpoint. Both may be stored.
            let known = "select preview from push_subscriptions
                where account_id = ?1 and (endpoint = ?2 or session_id = ?3) order by endpoint = ?2 desc limit 1";
            let mut known = db.prepare_cached(known)?;
            let mut known = known.query((account.0, endpoint.as_str(), session.0))?;
            let preview: Option<String> = known.next()?.map(|row| row.get(0)).transpose()?;
            db.prepare_cached(
                "delete from push_subscriptions where account_id = ?1 and session_id = ?2 and endpoint <> ?3",
            )?
            .execute((account.0, session.0, endpoint.as_str()))?;
            let count = "select count(*) from push_subscriptions where account_id = ?1 and endpoint <> ?2";
            let others: u32 =
                db.prepare_cached(count)?.query_row((account.0, endpoint.as_str()), |row| row.get(0))?;
            if others >= most {
                return Err(Error::LimitReached);
            }
            // Messages so far were to notify nobody.
            let skip = "update push_progress set message_id = (select coalesce(max(id), 0) from messages)
                where not exists (select 1 from push_subscriptions)";
            db.prepare_cached(skip)?.execute(())?;
            let upsert = "insert into push_subscriptions
                    (account_id, session_id, endpoint, p256dh, auth, preview, language, created_at)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                on conflict (endpoint) do update set session_id = excluded.session_id, p256dh = excluded.p256dh,
                    auth = excluded.auth, language = excluded.language";
            let preview = preview.unwrap_or_else(|| Preview::default().name().to_owned());
            let (language, now) = (language.tag(), now.as_millisecond());
            let values = (account.0, session.0, endpoint.as_str(), keys.p256dh, keys.auth, preview, language, now);
            db.prepare_cached(upsert)?.execute(values)?;
            Ok(())
        };
        self.writer.write(Some(account), subscribe).await
    }

    pub(crate) async fn set_preview(
        &self,
        account: AccountId,
        device: i64,
        preview: Preview,
    ) -> Result<(), Error> {
        let set = move |db: &rusqlite::Connection| {
            let update = "update push_subscriptions set preview = ?3 where id = ?2 and account_id = ?1";
            let set = db.prepare_cached(update)?.execute((account.0, device, preview.name()))?;
            if set > 0 { Ok(()) } else { Err(Error::NotFound) }
        };
        self.writer.write(Some(account), set).await
    }

    pub(crate) async fn remove_device(&self, account: AccountId, device: i64) -> Result<(), Error> {
        let remove = move |db: &rusqlite::Connection| {
            db.prepare_cached("delete from push_subscriptions where id = ?2 and account_id = ?1")?
                .execute((account.0, device))?;
            Ok(())
        };
        self.writer.write(Some(account), remove).await
    }

    pub(crate) async fn unsubscribe(&self, account: AccountId, session: SessionId) -> Result<(), Error> {
        let remove = move |db: &rusqlite::Connection| {
            db.prepare_cached("delete from push_subscriptions where session_id = ?2 and account_id = ?1")?
                .execute((account.0, session.0))?;
            Ok(())
        };
        self.writer.write(Some(account), remove).await
    }
}
