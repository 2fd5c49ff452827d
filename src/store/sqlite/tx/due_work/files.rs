//! The files of scheduled messages.

use tokio_rusqlite::rusqlite;

use crate::model::AccountId;
use crate::model::due_work::DueWorkId;
use crate::model::files::attachments::FileKey;
use crate::model::files::uploads::AttachmentChoice;
use crate::store::error::Error;

/// Gives files that are the author's own and in no message to a scheduled message, in order.
///
/// # Errors
/// [`Error::FileGone`] when one of them isn't there, was sent, or waits for another scheduled message.
pub(super) fn schedule(
    db: &rusqlite::Connection,
    scheduled: DueWorkId,
    author: AccountId,
    files: &[AttachmentChoice],
) -> Result<(), Error> {
    let schedule = "update files set due_work_id = ?3, place = ?4, alt = ?5, is_hidden = ?6
        where key = ?1 and account_id = ?2 and message_id is null and due_work_id is null and media_type is not null";
    for (place, file) in (0_i64..).zip(files) {
        let values = (file.key.as_str(), author.0, scheduled.0, place, &file.alt, file.is_hidden);
        if db.prepare_cached(schedule)?.execute(values)? == 0 {
            return Err(Error::FileGone);
        }
    }
    Ok(())
}

/// Takes its files from a scheduled message, for the message that it becomes.
///
/// # Errors
/// Errors of SQLite.
pub(super) fn unschedule(db: &rusqlite::Connection, scheduled: DueWorkId) -> Result<Vec<AttachmentChoice>, Error> {
    let query = "select key, alt, is_hidden from files where due_work_id = ?1 order by place";
    let mut query = db.prepare_cached(query)?;
    let choice = |row: &rusqlite::Row<'_>| {
        Ok(AttachmentChoice {
            key: FileKey::from_store(row.get("key")?),
            alt: row.get("alt")?,
            is_hidden: row.get("is_hidden")?,
        })
    };
    let files = query.query_map([scheduled.0], choice)?.collect::<Result<_, _>>()?;
    db.prepare_cached("update files set due_work_id = null where due_work_id = ?1")?.execute([scheduled.0])?;
    Ok(files)
}
