//! Drafts.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::drafts::{DraftSaved, DraftVersion, MAX_DRAFTS_PER_ROOM, SavedDraft};
use crate::model::{AccountId, RoomId};
use crate::store::commands::drafts::NewDraft;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::timestamps::timestamp;

impl SqliteReads {
    pub(crate) async fn drafts(&self, room: RoomId, account: AccountId) -> Result<Vec<SavedDraft>, Error> {
        self.read(move |db| Ok(read_drafts(db, room, account)?)).await
    }
}

impl Sqlite {
    pub(crate) async fn save_draft(&self, new: NewDraft) -> Result<DraftSaved, Error> {
        self.writer.write_noticed(Some(new.account), move |db| save_draft(db, &new)).await
    }

    pub(crate) async fn use_draft(
        &self,
        room: RoomId,
        account: AccountId,
        version: DraftVersion,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            let next = read_drafts(db, room, account)?.first().map_or(0, |newest| newest.version.0) + 1;
            let update = "update drafts set version = ?4 where account_id = ?1 and room_id = ?2 and version = ?3";
            match db.prepare_cached(update)?.execute((account.0, room.0, version.0, next))? {
                0 => Err(Error::NotFound),
                _ => Ok(Committed::silent(())),
            }
        };
        self.writer.write_noticed(Some(account), write).await
    }

    pub(crate) async fn clear_draft(
        &self,
        room: RoomId,
        account: AccountId,
        version: DraftVersion,
        sent: String,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            let delete = "delete from drafts
                where account_id = ?1 and room_id = ?2 and (version = ?3 or trim(body) = trim(?4))";
            let deleted = db.prepare_cached(delete)?.execute((account.0, room.0, version.0, &sent))?;
            let is_last = deleted > 0 && read_drafts(db, room, account)?.is_empty();
            Ok(if is_last { Committed::notice(Notice::SidebarChanged(account)) } else { Committed::silent(()) })
        };
        self.writer.write_noticed(Some(account), write).await
    }
}

fn read_drafts(db: &rusqlite::Connection, room: RoomId, account: AccountId) -> rusqlite::Result<Vec<SavedDraft>> {
    let query = "select version, body, saved_at from drafts where account_id = ?1 and room_id = ?2
        order by version desc";
    let draft = |row: &Row<'_>| {
        Ok(SavedDraft {
            version: DraftVersion(row.get("version")?),
            body: row.get("body")?,
            saved_at: timestamp(row, "saved_at")?,
        })
    };
    db.prepare_cached(query)?.query_map((account.0, room.0), draft)?.collect()
}

fn save_draft(db: &rusqlite::Connection, new: &NewDraft) -> Result<Committed<DraftSaved>, Error> {
    let NewDraft { room, account, base, body, now } = new;
    let before = read_drafts(db, *room, *account)?;
    let other = before.iter().find(|draft| draft.version != *base && draft.body != *body);
    let other = other.map(|draft| draft.body.clone());
    if body.is_empty() {
        let delete = "delete from drafts where account_id = ?1 and room_id = ?2 and version = ?3";
        let deleted = db.prepare_cached(delete)?.execute((account.0, room.0, base.0))?;
        let saved = DraftSaved { version: DraftVersion(0), other };
        return Ok(noted(saved, deleted > 0 && before.len() == 1, *account));
    }
    if let Some(same) = before.iter().find(|draft| draft.body == *body) {
        return Ok(Committed::silent(DraftSaved { version: same.version, other }));
    }
    let version = before.first().map_or(0, |newest| newest.version.0) + 1;
    let update = "update drafts set version = ?4, body = ?5, saved_at = ?6
        where account_id = ?1 and room_id = ?2 and version = ?3";
    let values = (account.0, room.0, base.0, version, body, now.as_millisecond());
    let is_new = db.prepare_cached(update)?.execute(values)? == 0;
    if is_new {
        let insert = "insert into drafts (account_id, room_id, version, body, saved_at)
            select account_id, room_id, ?3, ?4, ?5 from memberships where account_id = ?1 and room_id = ?2
                and exists (select 1 from rooms where id = ?2 and deleted_at is null)";
        let values = (account.0, room.0, version, body, now.as_millisecond());
        if db.prepare_cached(insert)?.execute(values)? == 0 {
            return Err(Error::NotFound);
        }
        let trim = "delete from drafts where account_id = ?1 and room_id = ?2 and version <= coalesce((
            select version from drafts where account_id = ?1 and room_id = ?2
            order by version desc limit 1 offset ?3), 0)";
        db.prepare_cached(trim)?.execute((account.0, room.0, MAX_DRAFTS_PER_ROOM))?;
    }
    Ok(noted(DraftSaved { version: DraftVersion(version), other }, is_new && before.is_empty(), *account))
}

/// The sidebar marks rooms with drafts.
fn noted(saved: DraftSaved, mark_changes: bool, account: AccountId) -> Committed<DraftSaved> {
    let notices = if mark_changes { vec![Notice::SidebarChanged(account)] } else { Vec::new() };
    Committed { value: saved, notices }
}
