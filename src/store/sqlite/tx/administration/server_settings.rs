//! The settings of the server.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::ServerSettings;
use crate::model::administration::audit::Act;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::permission::Administrator;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::sql::access::require_administrator;
use crate::store::sqlite::sql::audit::{Subject, record};
use crate::store::sqlite::tx::administration::branding::logo_version;

impl SqliteReads {
    pub(crate) async fn server_settings(&self) -> Result<ServerSettings, Error> {
        self.read(|db| Ok(server_settings(db)?)).await
    }
}

impl Sqlite {
    pub(crate) async fn set_server_settings(
        &self,
        by: &Administrator,
        new: ServerSettings,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let account = by.account();
        let set = move |db: &rusqlite::Connection| {
            require_administrator(db, &by)?;
            let old = server_settings(db)?;
            let upsert = "insert into settings (name, value) values (?1, ?2)
                on conflict (name) do update set value = excluded.value";
            for ((name, value), before) in new.named().into_iter().zip(old.named()) {
                if value != before.1 {
                    db.prepare_cached(upsert)?.execute((name, &value))?;
                    record(db, &by, now, Act::SettingChanged, &Subject::Named(name), &value)?;
                }
            }
            Ok(Committed::notices(vec![Notice::SettingsChanged, Notice::AccessChanged]))
        };
        self.writer.write_noticed(account, set).await
    }

    pub(crate) async fn dismiss_setup(&self, by: &Administrator) -> Result<(), Error> {
        let by = by.actor().clone();
        let account = by.account();
        let dismiss = move |db: &rusqlite::Connection| {
            require_administrator(db, &by)?;
            db.prepare_cached("delete from settings where name = ?1")?.execute([SETUP])?;
            Ok(Committed::notice(Notice::SettingsChanged))
        };
        self.writer.write_noticed(account, dismiss).await
    }
}

/// The name of the setting that is there while administrators are shown how to begin. Nobody can set it.
const SETUP: &str = "shows-setup";

/// The name of the setting that counts the changes of custom emoji. Nobody can set it.
const EMOJI_CHANGES: &str = "emoji-changes";

/// Counts a change of custom emoji. Cached pages are made from those of the count then.
pub(crate) fn count_emoji_change(db: &rusqlite::Connection) -> rusqlite::Result<()> {
    let upsert = "insert into settings (name, value) values (?1, '1')
        on conflict (name) do update set value = cast(value as integer) + 1";
    db.prepare_cached(upsert)?.execute([EMOJI_CHANGES]).map(|_| ())
}

/// Shows administrators how to begin, from now on: the first one has just made the account.
pub(crate) fn show_setup(db: &rusqlite::Connection) -> rusqlite::Result<()> {
    let insert = "insert into settings (name, value) values (?1, 'yes') on conflict (name) do nothing";
    db.prepare_cached(insert)?.execute([SETUP]).map(|_| ())
}

/// The settings now. What this version doesn't know is skipped.
pub(crate) fn server_settings(db: &rusqlite::Connection) -> rusqlite::Result<ServerSettings> {
    let mut query = db.prepare_cached("select name, value from settings")?;
    let mut rows = query.query(())?;
    let mut settings = ServerSettings::default();
    while let Some(row) = rows.next()? {
        let (name, value) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        if name == SETUP {
            settings.shows_setup = true;
        } else if name == EMOJI_CHANGES {
            settings.emoji_changes = value.parse().unwrap_or_default();
        } else if let Some(read) = settings.clone().with(name, value) {
            settings = read;
        }
    }
    settings.branding.logo = logo_version(db)?;
    Ok(settings)
}
