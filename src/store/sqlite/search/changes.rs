//! What edits and deletions change about the index, in their own transactions.

use std::collections::HashMap;

use tokio_rusqlite::rusqlite::{self, OptionalExtension as _};

use crate::model::files::attachments::FileKey;
use crate::model::files::searched;
use crate::model::{MessageId, RoomId};
use crate::store::error::Error;
use crate::store::sqlite::handle::SqliteReads;
use crate::store::sqlite::rows::files::{SEARCHED, read_attachments};
use crate::store::sqlite::rows::ids::list_of;
use crate::store::sqlite::search::index::{Entry, SOURCE, Source, indexed, words_of};

/// How a message stands in the index before and after a change of its text: made before the write.
#[derive(Clone, Debug)]
pub(crate) struct Reindexed {
    before: Entry,
    /// None where it is deleted.
    after: Option<Entry>,
}

impl SqliteReads {
    /// Reads the text that a message has, and the one that it will have.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the room has no such message.
    pub(crate) async fn reindexed(
        &self,
        room: RoomId,
        id: MessageId,
        after: Option<String>,
    ) -> Result<Reindexed, Error> {
        let before = self.read(move |db| Ok(source(db, room, id)?)).await?;
        let after = after.map(|body| Source { body, ..before.clone() });
        Ok(Reindexed::new(before, after))
    }

    /// Reads the texts of a message's files, and those with another alternative text of one of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the room has no such message.
    pub(crate) async fn redescribed(
        &self,
        room: RoomId,
        id: MessageId,
        key: FileKey,
        alt: Option<String>,
    ) -> Result<Reindexed, Error> {
        let read = move |db: &rusqlite::Connection| {
            let before = source(db, room, id)?;
            Ok((before, read_attachments(db, &[id])?.remove(&id).unwrap_or_default()))
        };
        let (before, mut files) = self.read(read).await?;
        match alt {
            Some(alt) => {
                for file in files.iter_mut().filter(|file| file.key == key) {
                    file.alt.clone_from(&alt);
                }
            }
            None => files.retain(|file| file.key != key),
        }
        let after = Source { files: searched::lines(&files), ..before.clone() };
        Ok(Reindexed::new(before, Some(after)))
    }
}

impl Reindexed {
    fn new(before: Source, after: Option<Source>) -> Self {
        Self { before: Entry::of(before, words_of), after: after.map(|after| Entry::of(after, words_of)) }
    }

    /// Whether the message still is as it was read.
    pub(crate) fn is_current(&self, db: &rusqlite::Connection) -> rusqlite::Result<bool> {
        self.before.is_current(db)
    }

    /// Puts the words that the message has now in place of those it had; where it isn't indexed yet, it will be.
    pub(crate) fn note(&self, db: &rusqlite::Connection) -> rusqlite::Result<()> {
        if self.before.source.id > indexed(db)?.0 {
            return Ok(());
        }
        self.before.remove(db)?;
        // Removing may have emptied the index.
        match &self.after {
            Some(after) if after.source.id <= indexed(db)?.0 => after.add(db),
            _ => Ok(()),
        }
    }
}

fn source(db: &rusqlite::Connection, room: RoomId, id: MessageId) -> rusqlite::Result<Source> {
    let query = format!("select {SOURCE}, {SEARCHED} from messages m where m.room_id = ?1 and m.id = ?2");
    db.prepare_cached(&query)?.query_row((room.0, id.0), Source::of)
}

/// Some messages of a deleted room, the first ones, as they stand in the index.
#[derive(Debug)]
pub(crate) struct Removal {
    /// The room.
    pub(crate) room: i64,
    count: u32,
    entries: HashMap<i64, Entry>,
}

impl SqliteReads {
    /// Reads the texts of up to `count` messages of a deleted room; none where there is no such room.
    pub(crate) async fn removal(&self, count: u32) -> Result<Option<Removal>, Error> {
        let found = self.read(move |db| {
            let find = "select id from rooms where deleted_at is not null limit 1";
            let room = db.prepare_cached(find)?.query_row((), |row| row.get::<_, i64>(0)).optional()?;
            Ok(room.map(|room| Ok::<_, rusqlite::Error>((room, sources(db, room, count)?))).transpose()?)
        });
        let Some((room, sources)) = found.await? else { return Ok(None) };
        let read = move || sources.into_iter().map(|source| (source.id, Entry::of(source, words_of))).collect();
        let entries = tokio::task::spawn_blocking(read).await;
        let entries = entries.map_err(|e| Error::Failed(format!("reading messages failed: {e}")))?;
        Ok(Some(Removal { room, count, entries }))
    }
}

impl Removal {
    /// Takes the messages' words out of the index, up to the first that is not as it was read. Gives the ids below
    /// which messages can go, and whether those are all there are.
    pub(crate) fn remove(&self, db: &rusqlite::Connection) -> rusqlite::Result<(i64, bool)> {
        for source in sources(db, self.room, self.count)? {
            let Some(entry) = self.entries.get(&source.id).filter(|entry| entry.source == source) else {
                return Ok((source.id, false));
            };
            if source.id <= indexed(db)?.0 && !source.deleted {
                entry.remove(db)?;
            }
        }
        Ok((i64::MAX, true))
    }
}

impl SqliteReads {
    /// Reads the texts of messages, as they stand in the index.
    pub(crate) async fn read_entries(&self, ids: Vec<MessageId>) -> Result<Vec<Entry>, Error> {
        let sources = self.read(move |db| {
            let query = format!(
                "select {SOURCE}, {SEARCHED} from messages m where m.id in (select value from json_each(?1)) order by m.id"
            );
            let mut query = db.prepare_cached(&query)?;
            let sources = query.query_map([list_of(&ids)], Source::of)?.collect::<Result<Vec<_>, _>>()?;
            Ok(sources)
        });
        let sources = sources.await?;
        let read = move || sources.into_iter().map(|source| Entry::of(source, words_of)).collect();
        let entries = tokio::task::spawn_blocking(read).await;
        entries.map_err(|e| Error::Failed(format!("reading messages failed: {e}")))
    }
}

/// Takes a message's words out of the index before it is removed; tells whether it is still as it was read.
pub(crate) fn remove_from_index(db: &rusqlite::Connection, entry: &Entry) -> rusqlite::Result<bool> {
    if !entry.is_current(db)? {
        return Ok(false);
    }
    if entry.source.id <= indexed(db)?.0 && !entry.source.deleted {
        entry.remove(db)?;
    }
    Ok(true)
}

fn sources(db: &rusqlite::Connection, room: i64, count: u32) -> rusqlite::Result<Vec<Source>> {
    let query = format!("select {SOURCE}, {SEARCHED} from messages m where m.room_id = ?1 order by m.id limit ?2");
    db.prepare_cached(&query)?.query_map((room, count), Source::of)?.collect()
}
