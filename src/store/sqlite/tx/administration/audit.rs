//! Reads the audit log.

use tokio_rusqlite::rusqlite;

use crate::model::administration::audit::{Act, AuditEntry, AuditFilter, AuditId};
use crate::model::usernames::Username;
use crate::store::error::Error;
use crate::store::sqlite::handle::SqliteReads;
use crate::store::sqlite::rows::timestamps::timestamp;

impl SqliteReads {
    pub(crate) async fn audit_log(&self, filter: AuditFilter, most: u32) -> Result<Vec<AuditEntry>, Error> {
        self.read(move |db| {
            let AuditFilter { person, act, before } = filter;
            let key = Username::parse(&person).map(|name| name.key()).unwrap_or_default();
            // Names of accounts never change; an entry's account is looked up by its id, which has an index.
            let query = match (person.is_empty(), act) {
                (true, None) => {
                    "select * from audit_log
                    where ?1 is not null and ?2 is not null and id < ?3 order by id desc limit ?4"
                }
                (true, Some(_)) => {
                    "select * from audit_log
                    where ?1 is not null and act = ?2 and id < ?3 order by id desc limit ?4"
                }
                (false, _) => {
                    "select * from audit_log
                    where id in (select id from audit_log where actor_id = (select id from accounts where username_key = ?1)
                        union select id from audit_log where subject_id = (select id from accounts where username_key = ?1))
                    and (?2 = '' or act = ?2) and id < ?3 order by id desc limit ?4"
                }
            };
            let (act, before) = (act.map(Act::name).unwrap_or_default(), before.map_or(i64::MAX, |id| id.0));
            let mut query = db.prepare_cached(query)?;
            let entries = query.query_map((key, act, before, most), entry)?;
            Ok(entries.collect::<Result<_, _>>()?)
        })
        .await
    }
}

pub(crate) fn entry(row: &rusqlite::Row<'_>) -> rusqlite::Result<AuditEntry> {
    Ok(AuditEntry {
        id: AuditId(row.get("id")?),
        at: timestamp(row, "at")?,
        actor: row.get("actor")?,
        act: Act::parse(row.get_ref("act")?.as_str()?),
        subject: row.get("subject")?,
        detail: row.get("detail")?,
        network: row.get("network")?,
    })
}
