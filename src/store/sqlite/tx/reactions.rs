//! Reactions: changes of the messages that they stand under.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::reactions::MAX_EMOJI;
use crate::model::{AccountId, Emoji, MessageId, MessageState, Reaction, RoomId};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::messages::read_message;
use crate::store::sqlite::rows::reactions::read_reactions;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::sql::changes::touch;
use crate::store::sqlite::sql::custom_emoji::add_to_reactions;
use crate::store::sqlite::sql::emoji_uses::count_use;

impl SqliteReads {
    pub(crate) async fn reactions(&self, id: MessageId) -> Result<Vec<Reaction>, Error> {
        self.read(move |db| {
            let mut reactions = read_reactions(db, &[id], usize::MAX)?.into_values().next().unwrap_or_default();
            add_to_reactions(db, &mut reactions)?;
            Ok(reactions)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn toggle_reaction(
        &self,
        room: RoomId,
        id: MessageId,
        person: AccountId,
        emoji: Emoji,
        now: Timestamp,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            access_of(db, person, room)?.require_writable()?.require_unmuted(now)?;
            let message = read_message(db, room, id)?;
            if message.state == MessageState::Deleted {
                return Err(Error::NotFound);
            }
            let mut used = None;
            let delete = "delete from reactions where message_id = ?1 and emoji = ?2 and account_id = ?3";
            if db.prepare_cached(delete)?.execute((id.0, emoji.as_str(), person.0))? == 0 {
                let is_there = message.reactions.iter().any(|reaction| reaction.emoji == emoji);
                if !is_there && message.reactions.len() >= MAX_EMOJI {
                    return Err(Error::LimitReached);
                }
                let insert =
                    "insert into reactions (message_id, emoji, account_id, reacted_at) select ?1, ?2, ?3, ?4
                    where ?5 is null or exists (select 1 from custom_emoji where name = ?5)";
                let values = (id.0, emoji.as_str(), person.0, now.as_millisecond(), emoji.custom_name());
                if db.prepare_cached(insert)?.execute(values)? == 0 {
                    return Err(Error::NoSuchEmoji);
                }
                used = count_use(db, person, &emoji, true, now)?;
            }
            let update = "update messages set reacted = exists (select 1 from reactions where message_id = ?1)
                where id = ?1";
            db.prepare_cached(update)?.execute([id.0])?;
            let changed = Notice::Changed(touch(db, room, id)?);
            Ok(Committed::notices(std::iter::once(changed).chain(used).collect()))
        };
        self.writer.write_noticed(Some(person), write).await
    }
}
