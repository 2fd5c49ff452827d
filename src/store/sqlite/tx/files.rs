//! Uploads, and the files of messages.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::files::attachments::{Attachment, FileKey};
use crate::model::files::names::FileName;
use crate::model::files::uploads::{AttachmentChoice, FileLimits, StoredFile, UploadState};
use crate::model::{AccountId, MessageId, RoomId};
use crate::store::commands::files::{CompletedUpload, FileDescription, FileRemoval, NewSegment, NewUpload};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::access::require_unmuted;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::files::{COLUMNS, attachment, segments, stored, waveform};
use crate::store::sqlite::rows::messages::read_message;
use crate::store::sqlite::rows::timestamps::from_millisecond;
use crate::store::sqlite::search::changes::Reindexed;
use crate::store::sqlite::sql::access::{access_of, require_session};
use crate::store::sqlite::sql::changes::{Changed, touch};

/// The objects that are read, or the files that are removed, at a time.
const PORTION: u32 = 100;

/// Maximum number of attempts to describe a file whose message others change meanwhile.
const CHANGED_MEANWHILE: u32 = 20;

impl SqliteReads {
    pub(crate) async fn file(&self, account: AccountId, key: FileKey) -> Result<StoredFile, Error> {
        let query = format!(
            "select {COLUMNS}, f.segments from files f join accounts a on a.id = ?1 and a.deactivated_at is null
            left join messages m on m.id = f.message_id and m.deleted_at is null
            left join rooms r on r.id = m.room_id and r.deleted_at is null
            left join memberships own on own.account_id = a.id and own.room_id = r.id
            where f.key = ?2 and f.media_type is not null
                and (r.kind = 'open' or own.room_id is not null or (f.message_id is null and f.account_id = a.id))"
        );
        self.read(move |db| Ok(db.prepare_cached(&query)?.query_row((account.0, key.as_str()), stored)?)).await
    }

    pub(crate) async fn file_of(
        &self,
        room: RoomId,
        message: MessageId,
        key: FileKey,
    ) -> Result<StoredFile, Error> {
        let query = format!(
            "select {COLUMNS}, f.segments from files f
            join messages m on m.id = f.message_id and m.deleted_at is null
            where f.key = ?3 and m.id = ?2 and m.room_id = ?1"
        );
        self.read(move |db| Ok(db.prepare_cached(&query)?.query_row((room.0, message.0, key.as_str()), stored)?))
            .await
    }

    pub(crate) async fn upload(&self, account: AccountId, key: FileKey) -> Result<UploadState, Error> {
        let query = format!(
            "select {COLUMNS}, f.segments, f.received, f.keeps_metadata from files f
            where f.key = ?2 and f.account_id = ?1 and f.message_id is null and f.due_work_id is null"
        );
        self.read(move |db| {
            let state = |row: &rusqlite::Row<'_>| {
                let is_complete = row.get_ref("media_type")?.as_str_or_null()?.is_some();
                Ok(UploadState {
                    key: FileKey::from_store(row.get("key")?),
                    name: FileName::from_store(row.get("name")?),
                    size: row.get::<_, i64>("size")?.unsigned_abs(),
                    received: row.get::<_, i64>("received")?.unsigned_abs(),
                    segments: segments(row)?,
                    keeps_metadata: row.get("keeps_metadata")?,
                    waveform: waveform(row)?,
                    attachment: is_complete.then(|| attachment(row)).transpose()?,
                })
            };
            Ok(db.prepare_cached(&query)?.query_row((account.0, key.as_str()), state)?)
        })
        .await
    }

    pub(crate) async fn own_uploads(
        &self,
        account: AccountId,
        keys: Vec<FileKey>,
    ) -> Result<Vec<Attachment>, Error> {
        let query = format!(
            "select {COLUMNS} from files f
            where f.key = ?2 and f.account_id = ?1 and f.message_id is null and f.due_work_id is null
                and f.media_type is not null"
        );
        self.read(move |db| {
            let mut query = db.prepare_cached(&query)?;
            let mut found = Vec::new();
            for key in keys {
                found.extend(query.query_row((account.0, key.as_str()), attachment).optional()?);
            }
            Ok(found)
        })
        .await
    }

    pub(crate) async fn removed_objects(&self) -> Result<Vec<String>, Error> {
        self.read(|db| {
            let mut query = db.prepare_cached("select path from removed_objects limit ?1")?;
            let paths = query.query_map([PORTION], |row| row.get(0))?;
            Ok(paths.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn begin_upload(&self, new: NewUpload) -> Result<(), Error> {
        let account = new.account;
        let begin = move |db: &rusqlite::Connection| {
            require_session(db, new.account, new.session)?;
            let insert = "insert into files (key, account_id, name, size, keeps_metadata, touched_at, waveform)
                select ?1, a.id, ?3, ?4, ?5, ?6, ?11 from accounts a
                left join file_totals own on own.account_id = a.id
                left join file_totals every on every.account_id = 0
                where a.id = ?2 and a.deactivated_at is null and (a.muted_until is null or a.muted_until <= ?6)
                    and ?4 <= ?7 and coalesce(own.bytes, 0) + ?4 <= ?8 and coalesce(every.bytes, 0) + ?4 <= ?9
                    and coalesce(own.not_sent, 0) < ?10";
            let inserted = db.prepare_cached(insert)?.execute((
                new.key.as_str(),
                new.account.0,
                new.name.as_str(),
                signed(new.size),
                new.keeps_metadata,
                new.now.as_millisecond(),
                signed(new.limits.per_file),
                signed(new.limits.per_person),
                signed(new.limits.in_all),
                FileLimits::MAX_NOT_SENT,
                new.waveform.as_ref().map(ToString::to_string),
            ))?;
            if inserted == 0 { Err(refusal(db, &new)?) } else { Ok(()) }
        };
        self.writer.write(Some(account), begin).await
    }

    pub(crate) async fn add_segment(&self, new: NewSegment) -> Result<(), Error> {
        let account = new.account;
        let add = move |db: &rusqlite::Connection| {
            let update = "update files set received = received + ?4, touched_at = ?6,
                    segments = json_insert(segments, '$[#]', json_array(?5, ?4))
                where key = ?1 and account_id = ?2 and received = ?3 and received + ?4 <= size
                    and message_id is null and media_type is null";
            let updated = db.prepare_cached(update)?.execute((
                new.key.as_str(),
                new.account.0,
                signed(new.before),
                signed(new.segment.size),
                &new.segment.name,
                new.now.as_millisecond(),
            ))?;
            if updated == 0 { Err(Error::Changed) } else { Ok(()) }
        };
        self.writer.write(Some(account), add).await
    }

    pub(crate) async fn complete_upload(&self, completed: CompletedUpload) -> Result<(), Error> {
        let account = completed.account;
        let complete = move |db: &rusqlite::Connection| {
            let CompletedUpload { account, received, file, segments, now } = &completed;
            let segments = segments.as_ref().map(|segments| {
                let list: Vec<_> = segments.iter().map(|segment| (&segment.name, segment.size)).collect();
                serde_json::json!(list).to_string()
            });
            if let Some(kept) = &segments {
                let remove = "insert or ignore into removed_objects (path)
                    select f.key || '/' || (s.value ->> 0) from files f, json_each(f.segments) s
                    where f.key = ?1 and f.account_id = ?2 and f.media_type is null
                        and s.value ->> 0 not in (select k.value ->> 0 from json_each(?3) k)";
                db.prepare_cached(remove)?.execute((file.key.as_str(), account.0, kept))?;
            }
            let update = "update files set media_type = ?4, kind = ?5, size = ?6, width = ?7, height = ?8,
                    is_animated = ?9, thumbnail = ?10, excerpt = ?11, touched_at = ?12, segments = coalesce(?13, segments),
                    waveform = iif(?5 = 'audio', waveform, null)
                where key = ?1 and account_id = ?2 and received = ?3 and message_id is null and media_type is null";
            let updated = db.prepare_cached(update)?.execute(rusqlite::params![
                file.key.as_str(),
                account.0,
                signed(*received),
                file.media_type,
                file.kind.name(),
                signed(file.size),
                file.shape.map(|(width, _)| width),
                file.shape.map(|(_, height)| height),
                file.is_animated,
                file.thumbnail.map(crate::model::people::PictureKind::media_type),
                file.excerpt,
                now.as_millisecond(),
                segments,
            ])?;
            if updated == 0 {
                return Err(Error::Changed);
            }
            Ok(Committed::notices(segments.iter().map(|_| Notice::ObjectsRemoved).collect()))
        };
        self.writer.write_noticed(Some(account), complete).await
    }

    pub(crate) async fn cancel_upload(&self, account: AccountId, key: FileKey) -> Result<(), Error> {
        let cancel = move |db: &rusqlite::Connection| {
            let delete = "delete from files
                where key = ?1 and account_id = ?2 and message_id is null and due_work_id is null";
            if db.prepare_cached(delete)?.execute((key.as_str(), account.0))? == 0 {
                return Err(Error::NotFound);
            }
            Ok(Committed::notice(Notice::ObjectsRemoved))
        };
        self.writer.write_noticed(Some(account), cancel).await
    }

    pub(crate) async fn describe_file(&self, new: FileDescription) -> Result<(), Error> {
        for _ in 0..CHANGED_MEANWHILE {
            let words = self.redescribed(new.room, new.message, new.key.clone(), Some(new.alt.clone())).await?;
            match self.describe_once(new.clone(), words).await {
                Err(Error::Changed) => {}
                outcome => return outcome,
            }
        }
        Err(Error::Busy)
    }

    async fn describe_once(&self, new: FileDescription, words: Reindexed) -> Result<(), Error> {
        let by = new.by;
        let describe = move |db: &rusqlite::Connection| {
            require_author(db, new.by, new.room, new.message)?;
            if !words.is_current(db)? {
                return Err(Error::Changed);
            }
            let update = "update files set alt = ?3, is_hidden = ?4
                where key = ?1 and message_id = ?2 and (alt <> ?3 or is_hidden <> ?4)";
            let updated =
                db.prepare_cached(update)?.execute((new.key.as_str(), new.message.0, &new.alt, new.is_hidden))?;
            if updated > 0 {
                words.note(db)?;
                return Ok(Changed::only(touch(db, new.room, new.message)?));
            }
            let query = "select 1 from files where key = ?1 and message_id = ?2";
            let exists = db.prepare_cached(query)?.exists((new.key.as_str(), new.message.0))?;
            if exists { Ok(Changed::default()) } else { Err(Error::NotFound) }
        };
        self.change_message(Some(by), describe).await
    }

    pub(crate) async fn remove_file(&self, removal: FileRemoval) -> Result<(), Error> {
        for _ in 0..CHANGED_MEANWHILE {
            let words = self.redescribed(removal.room, removal.message, removal.key.clone(), None).await?;
            match self.remove_once(removal.clone(), words).await {
                Err(Error::Changed) => {}
                outcome => return outcome,
            }
        }
        Err(Error::Busy)
    }

    async fn remove_once(&self, removal: FileRemoval, words: Reindexed) -> Result<(), Error> {
        let FileRemoval { room, message, by, key } = removal;
        let remove = move |db: &rusqlite::Connection| {
            require_author(db, by, room, message)?;
            if !words.is_current(db)? {
                return Err(Error::Changed);
            }
            let delete = "delete from files as f where f.key = ?1 and f.message_id = ?2 and exists
                (select 1 from messages m where m.id = ?2 and (m.body <> ''
                    or exists (select 1 from files other where other.message_id = ?2 and other.id <> f.id)))";
            if db.prepare_cached(delete)?.execute((key.as_str(), message.0))? == 0 {
                return Err(Error::NotFound);
            }
            words.note(db)?;
            let update = "update messages set attached = 0
                where id = ?1 and not exists (select 1 from files where message_id = ?1)";
            db.prepare_cached(update)?.execute([message.0])?;
            let change = touch(db, room, message)?;
            Ok(Committed::notices(vec![Notice::Changed(change), Notice::ObjectsRemoved]))
        };
        self.writer.write_noticed(Some(by), remove).await
    }

    pub(crate) async fn remove_abandoned_files(&self, before: Timestamp) -> Result<bool, Error> {
        let remove = move |db: &rusqlite::Connection| {
            let delete = "delete from files where id in
                (select id from files where message_id is null and due_work_id is null and touched_at < ?1 limit ?2)";
            let removed = db.prepare_cached(delete)?.execute((before.as_millisecond(), PORTION))?;
            let notices = if removed > 0 { vec![Notice::ObjectsRemoved] } else { Vec::new() };
            Ok(Committed { value: removed > 0, notices })
        };
        self.writer.write_noticed(None, remove).await
    }

    pub(crate) async fn forget_objects(&self, paths: Vec<String>) -> Result<(), Error> {
        let forget = move |db: &rusqlite::Connection| {
            let mut delete = db.prepare_cached("delete from removed_objects where path = ?1")?;
            for path in &paths {
                delete.execute([path])?;
            }
            Ok(())
        };
        self.writer.write(None, forget).await
    }
}

/// Requires the author of a message, in a room where the author may write.
fn require_author(
    db: &rusqlite::Connection,
    by: AccountId,
    room: RoomId,
    message: MessageId,
) -> Result<(), Error> {
    access_of(db, by, room)?.require_writable()?;
    if read_message(db, room, message)?.author_id == by { Ok(()) } else { Err(Error::Forbidden) }
}

/// Why an upload can't begin.
fn refusal(db: &rusqlite::Connection, new: &NewUpload) -> Result<Error, Error> {
    let query = "select muted_until from accounts where id = ?1 and deactivated_at is null";
    let muted: Option<i64> = db.prepare_cached(query)?.query_row([new.account.0], |row| row.get(0))?;
    if let Err(muted) = require_unmuted(muted.map(from_millisecond).transpose()?, new.now) {
        return Ok(muted);
    }
    if new.size > new.limits.per_file {
        return Ok(Error::FileTooLarge);
    }
    let query = "select bytes from file_totals where account_id = 0";
    let every: Option<i64> = db.prepare_cached(query)?.query_row((), |row| row.get(0)).optional()?;
    let fits = every.unwrap_or_default().unsigned_abs().saturating_add(new.size) <= new.limits.in_all;
    Ok(if fits { Error::LimitReached } else { Error::StorageFull })
}

/// A size as the database stores it.
fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// Gives files that are the author's own and in no message, to one, in order.
///
/// # Errors
/// [`Error::FileGone`] when one of them isn't there, was sent, or waits for a scheduled message.
pub(crate) fn attach(
    db: &rusqlite::Connection,
    (room, message): (RoomId, MessageId),
    author: AccountId,
    files: &[AttachmentChoice],
) -> Result<Vec<Attachment>, Error> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let attach = format!(
        "update files as f set message_id = ?3, room_id = ?4, place = ?5, alt = ?6, is_hidden = ?7
        where key = ?1 and account_id = ?2 and message_id is null and due_work_id is null and media_type is not null
        returning {}",
        COLUMNS.replace("f.", "")
    );
    let mut attach = db.prepare_cached(&attach)?;
    let mut attached = Vec::new();
    for (place, file) in (0_i64..).zip(files) {
        let values = (file.key.as_str(), author.0, message.0, room.0, place, &file.alt, file.is_hidden);
        let one = attach.query_row(values, attachment).optional()?;
        attached.push(one.ok_or(Error::FileGone)?);
    }
    db.prepare_cached("update messages set attached = 1 where id = ?1")?.execute([message.0])?;
    Ok(attached)
}
