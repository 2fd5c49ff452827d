//! The server's logo.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::Picture;
use crate::model::administration::audit::Act;
use crate::model::administration::branding::{Logo, LogoSize, LogoVersion};
use crate::model::people::PictureKind;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::permission::Administrator;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::sql::access::require_administrator;
use crate::store::sqlite::sql::audit::{Subject, record};

impl SqliteReads {
    pub(crate) async fn logo(&self, size: LogoSize) -> Result<(Picture, LogoVersion), Error> {
        self.read(move |db| {
            let query = match size {
                LogoSize::Small => "select small_media_type, small, version from logo",
                LogoSize::Large => "select large_media_type, large, version from logo",
            };
            let (kind, bytes, version) = db.prepare_cached(query)?.query_row((), |row| {
                Ok((PictureKind::parse(row.get_ref(0)?.as_str()?), row.get(1)?, LogoVersion(row.get(2)?)))
            })?;
            Ok((Picture { kind: kind.ok_or(Error::NotFound)?, bytes }, version))
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn set_logo(
        &self,
        by: &Administrator,
        new: Option<Logo>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let account = by.account();
        let set = move |db: &rusqlite::Connection| {
            require_administrator(db, &by)?;
            let changed = match &new {
                Some(Logo { small, large }) => {
                    // Browsers cache by the version: another one even if the clock was set back.
                    let upsert = "insert into logo (id, version, small_media_type, small, large_media_type, large)
                        values (1, ?1, ?2, ?3, ?4, ?5)
                        on conflict (id) do update set version = max(excluded.version, version + 1),
                            small_media_type = excluded.small_media_type, small = excluded.small,
                            large_media_type = excluded.large_media_type, large = excluded.large";
                    let kinds = (small.kind.media_type(), large.kind.media_type());
                    let values = (now.as_millisecond(), kinds.0, &small.bytes, kinds.1, &large.bytes);
                    db.prepare_cached(upsert)?.execute(values)?
                }
                None => db.prepare_cached("delete from logo")?.execute(())?,
            };
            if changed == 0 {
                return Ok(Committed::silent(()));
            }
            let value = if new.is_some() { "uploaded" } else { "removed" };
            record(db, &by, now, Act::SettingChanged, &Subject::Named("logo"), value)?;
            Ok(Committed::notice(Notice::SettingsChanged))
        };
        self.writer.write_noticed(account, set).await
    }
}

/// The version of the logo; none where there is no logo.
pub(crate) fn logo_version(db: &rusqlite::Connection) -> rusqlite::Result<Option<LogoVersion>> {
    let mut query = db.prepare_cached("select version from logo")?;
    query.query_map((), |row| row.get(0).map(LogoVersion))?.next().transpose()
}
