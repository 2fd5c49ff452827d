//! Forwarded messages.

use std::sync::Arc;

use tokio_rusqlite::rusqlite;

use crate::model::forwards::Source;
use crate::model::{Change, MessageId, MessageState, RoomId, Slug};
use crate::store::commands::messages::{NewMessage, Posted};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::messages::read_message;
use crate::store::sqlite::rows::rooms::slug_of;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::tx::posts::post_message;

impl SqliteReads {
    pub(crate) async fn source(&self, room: RoomId, message: MessageId) -> Result<(Slug, MessageId), Error> {
        self.read(move |db| {
            let query = "select r.slug, f.source_id from forwards f join messages m on m.id = f.message_id
                join messages s on s.id = f.source_id and s.deleted_at is null
                join rooms r on r.id = s.room_id and r.deleted_at is null
                where f.message_id = ?2 and m.room_id = ?1";
            let source = |row: &rusqlite::Row<'_>| Ok((slug_of(row)?, MessageId(row.get("source_id")?)));
            Ok(db.prepare_cached(query)?.query_row((room.0, message.0), source)?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn forward_message(&self, new: NewMessage, source: Source) -> Result<Posted, Error> {
        let author = new.author;
        let forward = move |db: &rusqlite::Connection| {
            access_of(db, author, source.room)?;
            if read_message(db, source.room, source.message)?.state == MessageState::Deleted {
                return Err(Error::NotFound);
            }
            let room = new.room;
            let Committed { value, mut notices } = post_message(db, new)?;
            let Posted::New(change) = value else { return Ok(Committed { value, notices }) };
            let id = change.message.id;
            let insert = "insert into forwards (message_id, source_room_id, source_id) values (?1, ?2, ?3)";
            db.prepare_cached(insert)?.execute((id.0, source.room.0, source.message.0))?;
            db.prepare_cached("update messages set forwarded = 1 where id = ?1")?.execute([id.0])?;
            let change = Change { message: Arc::new(read_message(db, room, id)?), ..change };
            for notice in &mut notices {
                if let Notice::Changed(posted) = notice
                    && posted.number == change.number
                {
                    *posted = change.clone();
                }
            }
            Ok(Committed { value: Posted::New(change), notices })
        };
        self.writer.write_noticed(Some(author), forward).await
    }
}
