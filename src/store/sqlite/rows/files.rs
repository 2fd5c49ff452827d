//! Files.

use std::collections::HashMap;

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::due_work::DueWorkId;
use crate::model::files::attachments::{Attachment, FileKey};
use crate::model::files::kinds::FileKind;
use crate::model::files::names::FileName;
use crate::model::files::uploads::{Segment, StoredFile};
use crate::model::files::waveforms::Waveform;
use crate::model::people::PictureKind;
use crate::model::{AccountId, MessageId};
use crate::store::sqlite::rows::ids::list_of;
use crate::store::sqlite::rows::polls::json;

/// A file's columns, for [`attachment`].
pub(crate) const COLUMNS: &str =
    "f.message_id, f.key, f.name, f.media_type, f.kind, f.size, f.width, f.height, f.is_animated,
    f.thumbnail, f.excerpt, f.waveform, f.alt, f.is_hidden";

/// The text of message `m` where it is shown short: of a message without one, its first file.
macro_rules! short {
    () => {
        "iif(m.body = '' and m.attached, coalesce((select '📎 ' || iif(f.alt = '', f.name, f.alt) from files f
            where f.message_id = m.id order by f.place limit 1), ''), m.body)"
    };
}

pub(crate) use short;

/// The files of message `m` as [`crate::model::files::searched`] has them; without a look at other tables where it has none.
pub(crate) const SEARCHED: &str = "iif(m.attached, (select coalesce(group_concat(
    f.kind || ' 📎 ' || f.name || iif(f.alt = '', '', ' ' || f.alt), char(10) order by f.place), '')
    from files f where f.message_id = m.id), '')";

/// The files of some messages, in order.
pub(crate) fn read_attachments(
    db: &rusqlite::Connection,
    ids: &[MessageId],
) -> rusqlite::Result<HashMap<MessageId, Vec<Attachment>>> {
    let query = format!(
        "select {COLUMNS} from files f where f.message_id in (select value from json_each(?1)) order by f.message_id, f.place"
    );
    let mut query = db.prepare_cached(&query)?;
    let mut found: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
    for read in query.query_map([list_of(ids)], |row| Ok((MessageId(row.get("message_id")?), attachment(row)?)))? {
        let (message, attachment) = read?;
        found.entry(message).or_default().push(attachment);
    }
    Ok(found)
}

/// The files of an account's scheduled messages, in order.
pub(crate) fn read_scheduled(
    db: &rusqlite::Connection,
    account: AccountId,
) -> rusqlite::Result<HashMap<DueWorkId, Vec<Attachment>>> {
    let query = format!(
        "select {COLUMNS}, f.due_work_id from files f
        where f.account_id = ?1 and f.due_work_id is not null order by f.due_work_id, f.place"
    );
    let mut query = db.prepare_cached(&query)?;
    let mut found: HashMap<DueWorkId, Vec<Attachment>> = HashMap::new();
    for read in query.query_map([account.0], |row| Ok((DueWorkId(row.get("due_work_id")?), attachment(row)?)))? {
        let (scheduled, attachment) = read?;
        found.entry(scheduled).or_default().push(attachment);
    }
    Ok(found)
}

/// Reads a complete file from a row with [`COLUMNS`].
pub(crate) fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let shape = match (row.get("width")?, row.get("height")?) {
        (Some(width), Some(height)) => Some((width, height)),
        _ => None,
    };
    Ok(Attachment {
        key: FileKey::from_store(row.get("key")?),
        name: FileName::from_store(row.get("name")?),
        media_type: row.get("media_type")?,
        kind: FileKind::parse(row.get_ref("kind")?.as_str()?).unwrap_or_default(),
        size: row.get::<_, i64>("size")?.unsigned_abs(),
        shape,
        is_animated: row.get("is_animated")?,
        thumbnail: row.get_ref("thumbnail")?.as_str_or_null()?.and_then(PictureKind::parse),
        excerpt: row.get("excerpt")?,
        waveform: waveform(row)?,
        alt: row.get("alt")?,
        is_hidden: row.get("is_hidden")?,
    })
}

/// The column `waveform`.
pub(crate) fn waveform(row: &Row<'_>) -> rusqlite::Result<Option<Waveform>> {
    Ok(row.get_ref("waveform")?.as_str_or_null()?.and_then(Waveform::parse))
}

/// Reads a file from a row with [`COLUMNS`] and `segments`.
pub(crate) fn stored(row: &Row<'_>) -> rusqlite::Result<StoredFile> {
    Ok(StoredFile { attachment: attachment(row)?, segments: segments(row)? })
}

/// The column `segments`.
pub(crate) fn segments(row: &Row<'_>) -> rusqlite::Result<Vec<Segment>> {
    let pairs: Vec<(String, u64)> = json(row, "segments")?;
    Ok(pairs.into_iter().map(|(name, size)| Segment { name, size }).collect())
}
