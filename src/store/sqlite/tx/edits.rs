//! Editing and deleting messages: changes like any other.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::administration::audit::Act;
use crate::model::text::GroupName;
use crate::model::{AccountId, Change, Message, MessageId, MessageState, RoomId, RoomKind, Version};
use crate::store::commands::messages::Edit;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::messages::read_message;
use crate::store::sqlite::rows::timestamps::timestamp;
use crate::store::sqlite::search::changes::Reindexed;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::sql::audit::{Subject, record_of};
use crate::store::sqlite::sql::changes::{Changed, touch};
use crate::store::sqlite::sql::memberships::read_where_nothing_is_unread;
use crate::store::sqlite::sql::mentions::{change_mentions, encode, find_named, forget_mentions};
use crate::store::sqlite::sql::replies::change_replies;

/// How often the words of a message are read anew because somebody else has changed it meanwhile.
const CHANGED_MEANWHILE: u32 = 20;

/// A text that somebody may change, in the transaction that does.
#[derive(Clone, Copy)]
struct Text<'a> {
    kind: RoomKind,
    message: &'a Message,
    words: &'a Reindexed,
}

impl SqliteReads {
    pub(crate) async fn message(&self, room: RoomId, id: MessageId) -> Result<Message, Error> {
        self.read(move |db| Ok(read_message(db, room, id)?)).await
    }

    pub(crate) async fn versions(&self, id: MessageId) -> Result<Vec<Version>, Error> {
        self.read(move |db| {
            let query = "select body, replaced_at from message_versions where message_id = ?1 order by id";
            let version = |row: &Row<'_>| {
                Ok(Version { body: row.get("body")?, replaced_at: timestamp(row, "replaced_at")? })
            };
            Ok(db.prepare_cached(query)?.query_map([id.0], version)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn edit_message(&self, new: Edit) -> Result<(), Error> {
        let (room, id, by, at) = (new.room, new.id, new.by, new.at);
        let text = new.draft.as_str().to_owned();
        let check = move |db: &rusqlite::Connection, message: &Message| {
            let access = access_of(db, by, room)?.require_writable()?;
            access.require_editor(message)?.require_unmuted(at)?;
            Ok(access.kind)
        };
        let write = move |db: &rusqlite::Connection, text: &Text<'_>| match text.message.state {
            MessageState::Deleted => Err(Error::NotFound),
            _ if text.message.body == new.draft.as_str() => Ok(Changed::default()),
            _ => edit(db, text, &new),
        };
        self.change_text((room, id), Some(by), Some(text), check, write).await
    }

    pub(crate) async fn delete_message(
        &self,
        room: RoomId,
        id: MessageId,
        by: AccountId,
        network: String,
        now: Timestamp,
    ) -> Result<(), Error> {
        let check = move |db: &rusqlite::Connection, message: &Message| {
            let access = access_of(db, by, room)?.require_writable()?;
            access.require_remover(message)?;
            if message.author_id != by && message.state != MessageState::Deleted {
                let (act, author) = (Act::MessageDeleted, Subject::Account(message.author_id));
                record_of(db, Some(by), &network, now, act, &author, &format!("#{}", message.id.0))?;
            }
            Ok(access.kind)
        };
        self.remove_message(room, id, Some(by), now, check).await
    }

    /// Deletes a message, if `check` permits it.
    pub(crate) async fn remove_message(
        &self,
        room: RoomId,
        id: MessageId,
        by: Option<AccountId>,
        now: Timestamp,
        check: impl FnOnce(&rusqlite::Connection, &Message) -> Result<RoomKind, Error> + Clone + Send + 'static,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection, text: &Text<'_>| match text.message.state {
            MessageState::Deleted => Ok(Changed::default()),
            _ => delete(db, text, now),
        };
        self.change_text((room, id), by, None, check, write).await
    }

    /// Changes a message's text, if `check` permits it. The words of the text that is there, and of the one that comes,
    /// are read before; where somebody else has changed it meanwhile, they are read anew.
    async fn change_text(
        &self,
        (room, id): (RoomId, MessageId),
        by: Option<AccountId>,
        text: Option<String>,
        check: impl FnOnce(&rusqlite::Connection, &Message) -> Result<RoomKind, Error> + Clone + Send + 'static,
        write: impl FnOnce(&rusqlite::Connection, &Text<'_>) -> Result<Changed, Error> + Clone + Send + 'static,
    ) -> Result<(), Error> {
        for _ in 0..CHANGED_MEANWHILE {
            let words = self.reindexed(room, id, text.clone()).await?;
            let (check, write) = (check.clone(), write.clone());
            let write = move |db: &rusqlite::Connection| {
                let message = read_message(db, room, id)?;
                let kind = check(db, &message)?;
                if !words.is_current(db)? {
                    return Err(Error::Changed);
                }
                write(db, &Text { kind, message: &message, words: &words })
            };
            match self.change_message(by, write).await {
                Err(Error::Changed) => {}
                outcome => return outcome,
            }
        }
        Err(Error::Busy)
    }

    /// Changes existing messages as account `by`, and publishes the changes.
    pub(crate) async fn change_message(
        &self,
        by: Option<AccountId>,
        write: impl FnOnce(&rusqlite::Connection) -> Result<Changed, Error> + Send + 'static,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            let Changed { changes, marked } = write(db)?;
            let marked = marked.into_iter().map(Notice::MarksChanged);
            Ok(Committed::notices(changes.into_iter().map(Notice::Changed).chain(marked).collect()))
        };
        self.writer.write_noticed(by, write).await
    }
}

fn edit(db: &rusqlite::Connection, before: &Text<'_>, new: &Edit) -> Result<Changed, Error> {
    let Text { kind, message, words } = *before;
    let keep = "insert into message_versions (message_id, body, replaced_at) values (?1, ?2, ?3)";
    db.prepare_cached(keep)?.execute((message.id.0, &message.body, new.at.as_millisecond()))?;
    let text = new.draft.as_str();
    words.note(db)?;
    let (mentions, named) = find_named(db, new.room, &new.names, |name| still_named(db, message, name))?;
    let marked = change_mentions(db, kind, message, named)?;
    let update = "update messages set body = ?2, edited_at = ?3, names = ?4 where id = ?1";
    db.prepare_cached(update)?.execute((message.id.0, text, new.at.as_millisecond(), encode(&mentions)))?;
    Ok(Changed { changes: change_with_replies(db, message)?, marked })
}

/// The people that `@all` or `@here` stands for in an edited message: those whom it named before, if it did.
fn still_named(
    db: &rusqlite::Connection,
    message: &Message,
    name: GroupName,
) -> rusqlite::Result<Option<Vec<AccountId>>> {
    if !message.mentions.people.iter().any(|person| GroupName::of(&person.username) == Some(name)) {
        return Ok(None);
    }
    let query = "select account_id from mentions where message_id = ?1";
    let mut query = db.prepare_cached(query)?;
    let named = query.query_map([message.id.0], |row| row.get(0).map(AccountId))?;
    named.collect::<Result<_, _>>().map(Some)
}

fn delete(db: &rusqlite::Connection, before: &Text<'_>, now: Timestamp) -> Result<Changed, Error> {
    let Text { message, words, .. } = *before;
    let mut marked = forget_mentions(db, message.id)?;
    words.note(db)?;
    for delete in [
        "delete from message_versions where message_id = ?1",
        "delete from reactions where message_id = ?1",
        "delete from pins where message_id = ?1",
        "delete from bookmarks where message_id = ?1",
        "delete from polls where message_id = ?1",
        "delete from forwards where message_id = ?1",
        "delete from files where message_id = ?1",
        "delete from due_work where message_id = ?1 and kind = 'poll'",
    ] {
        db.prepare_cached(delete)?.execute([message.id.0])?;
    }
    let update = "update messages
        set body = '', deleted_at = ?2, names = null, reply_to = null, reacted = 0, pinned = 0, polled = 0, forwarded = 0, attached = 0 where id = ?1";
    db.prepare_cached(update)?.execute((message.id.0, now.as_millisecond()))?;
    marked.extend(read_where_nothing_is_unread(db, message.room, message.created)?);
    Ok(Changed { changes: change_with_replies(db, message)?, marked })
}

fn change_with_replies(db: &rusqlite::Connection, message: &Message) -> Result<Vec<Change>, Error> {
    let mut changes = vec![touch(db, message.room, message.id)?];
    changes.extend(change_replies(db, message.room, message.id)?);
    Ok(changes)
}
