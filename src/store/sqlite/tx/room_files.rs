//! The files of a room, of a guest's part of it, and of an account.

use tokio_rusqlite::rusqlite;

use crate::model::files::attachments::FileKey;
use crate::model::files::kinds::FileKind;
use crate::model::files::room_files::{FileNumber, RoomFile};
use crate::model::files::uploads::StoredFile;
use crate::model::{AccountId, MessageId, RoomId};
use crate::store::error::Error;
use crate::store::sqlite::handle::SqliteReads;
use crate::store::sqlite::rows::files::{COLUMNS, attachment, stored};
use crate::store::sqlite::rows::people;
use crate::store::sqlite::rows::timestamps::timestamp;

impl SqliteReads {
    pub(crate) async fn file_after(
        &self,
        room: RoomId,
        after: MessageId,
        key: FileKey,
    ) -> Result<StoredFile, Error> {
        let query = format!(
            "select {COLUMNS}, f.segments from files f
            join messages m on m.id = f.message_id and m.deleted_at is null
            where f.key = ?3 and m.id > ?2 and m.room_id = ?1"
        );
        self.read(move |db| Ok(db.prepare_cached(&query)?.query_row((room.0, after.0, key.as_str()), stored)?))
            .await
    }

    pub(crate) async fn room_files(
        &self,
        room: RoomId,
        kind: Option<FileKind>,
        before: Option<FileNumber>,
        most: u32,
    ) -> Result<Vec<RoomFile>, Error> {
        let query = format!(
            "select a.username, a.display_name, a.name_shared, a.picture_change, m.posted_at, f.id, {COLUMNS}
            from files f join messages m on m.id = f.message_id and m.deleted_at is null
            join accounts a on a.id = m.author_id
            where f.room_id = ?1 and (?2 is null or f.kind = ?2) and f.id < ?3 order by f.id desc limit ?4"
        );
        let file = |row: &rusqlite::Row<'_>| {
            Ok(RoomFile {
                number: FileNumber(row.get("id")?),
                message: MessageId(row.get("message_id")?),
                author: people::from_row(row, 0)?,
                posted_at: timestamp(row, "posted_at")?,
                attachment: attachment(row)?,
            })
        };
        self.read(move |db| {
            let values = (room.0, kind.map(FileKind::name), before.map_or(i64::MAX, |before| before.0), most);
            Ok(db.prepare_cached(&query)?.query_map(values, file)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn own_files(
        &self,
        account: AccountId,
        after: Option<FileNumber>,
        most: u32,
    ) -> Result<Vec<(FileNumber, StoredFile)>, Error> {
        let query = format!(
            "select f.id, {COLUMNS}, f.segments from files f
            join messages m on m.id = f.message_id and m.deleted_at is null
            join rooms r on r.id = m.room_id and r.deleted_at is null
            where f.account_id = ?1 and f.id > ?2 order by f.id limit ?3"
        );
        let file = |row: &rusqlite::Row<'_>| Ok((FileNumber(row.get("id")?), stored(row)?));
        self.read(move |db| {
            let values = (account.0, after.map_or(0, |after| after.0), most);
            Ok(db.prepare_cached(&query)?.query_map(values, file)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}
