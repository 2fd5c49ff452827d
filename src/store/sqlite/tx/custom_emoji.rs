//! Custom emoji.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::administration::audit::Act;
use crate::model::custom_emoji::{AddedEmoji, MAX_CUSTOM_EMOJI, MAX_CUSTOM_EMOJI_PER_PERSON, PictureKey};
use crate::model::people::PictureKind;
use crate::model::{AccountId, EmojiAdders, Picture};
use crate::store::commands::custom_emoji::{EmojiRemoval, NewEmoji};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::access::require_unmuted;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::role_of;
use crate::store::sqlite::rows::people;
use crate::store::sqlite::rows::timestamps::from_millisecond;
use crate::store::sqlite::sql::access::{is_administrator, require_session};
use crate::store::sqlite::sql::audit::{Subject, record_of};
use crate::store::sqlite::sql::custom_emoji::custom_emoji_from_row;
use crate::store::sqlite::tx::administration::server_settings::{count_emoji_change, server_settings};

impl SqliteReads {
    pub(crate) async fn custom_emoji(&self) -> Result<Vec<AddedEmoji>, Error> {
        self.read(|db| {
            let query = format!(
                "select e.name, e.picture_key, e.added_by, e.added_at, {}
                from custom_emoji e join accounts a on a.id = e.added_by order by e.name",
                people::COLUMNS
            );
            let added = |row: &rusqlite::Row<'_>| {
                Ok(AddedEmoji {
                    emoji: custom_emoji_from_row(row)?,
                    by: AccountId(row.get(2)?),
                    person: people::from_row(row, 4)?,
                    at: from_millisecond(row.get(3)?)?,
                })
            };
            Ok(db.prepare_cached(&query)?.query_map((), added)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn emoji_picture(&self, key: PictureKey) -> Result<Picture, Error> {
        self.read(move |db| {
            let query = "select media_type, picture from custom_emoji where picture_key = ?1";
            let (kind, bytes) = db
                .prepare_cached(query)?
                .query_row([key.0], |row| Ok((PictureKind::parse(row.get_ref(0)?.as_str()?), row.get(1)?)))?;
            Ok(Picture { kind: kind.ok_or(Error::NotFound)?, bytes })
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn add_emoji(&self, new: NewEmoji) -> Result<(), Error> {
        let account = new.account;
        let add = move |db: &rusqlite::Connection| {
            let NewEmoji { account, session, emoji, picture, now } = &new;
            require_session(db, *account, *session)?;
            let insert = "insert into custom_emoji (name, picture_key, added_by, added_at, media_type, picture)
                select ?1, ?2, a.id, ?4, ?5, ?6 from accounts a
                where a.id = ?3 and a.deactivated_at is null and (a.muted_until is null or a.muted_until <= ?4)
                    and (a.role <> 'member' or not ?7)
                    and not exists (select 1 from custom_emoji where name = ?1)
                    and (select count(*) from custom_emoji) < ?8
                    and (select count(*) from custom_emoji where added_by = a.id) < ?9";
            let of_moderators = server_settings(db)?.emoji_adders == EmojiAdders::Moderators;
            let added = db.prepare_cached(insert)?.execute((
                emoji.name.as_str(),
                &emoji.key.0,
                account.0,
                now.as_millisecond(),
                picture.kind.media_type(),
                &picture.bytes,
                of_moderators,
                MAX_CUSTOM_EMOJI,
                MAX_CUSTOM_EMOJI_PER_PERSON,
            ))?;
            if added == 0 {
                return Err(refusal(db, &new)?);
            }
            count_emoji_change(db)?;
            Ok(Committed::notice(Notice::SettingsChanged))
        };
        self.writer.write_noticed(Some(account), add).await
    }

    pub(crate) async fn remove_emoji(&self, removal: EmojiRemoval) -> Result<(), Error> {
        let account = removal.account;
        let remove = move |db: &rusqlite::Connection| {
            let EmojiRemoval { account, session, network, name, now } = &removal;
            require_session(db, *account, *session)?;
            let every = is_administrator(db, *account)?;
            let delete = "delete from custom_emoji where name = ?1 and (?3 or added_by = ?2) returning added_by";
            let author = db
                .prepare_cached(delete)?
                .query_row((name.as_str(), account.0, every), |row| row.get(0).map(AccountId))
                .optional()?;
            let Some(author) = author else {
                return Err(if exists(db, name.as_str())? { Error::Forbidden } else { Error::NotFound });
            };
            // Pickers and completions offer it no longer.
            db.prepare_cached("delete from emoji_uses where emoji = ?1")?.execute([name.to_string()])?;
            if author != *account {
                let (act, author) = (Act::EmojiRemoved, Subject::Account(author));
                record_of(db, Some(*account), network, *now, act, &author, &name.to_string())?;
            }
            count_emoji_change(db)?;
            Ok(Committed::notice(Notice::SettingsChanged))
        };
        self.writer.write_noticed(Some(account), remove).await
    }
}

/// Why an emoji was not added.
fn refusal(db: &rusqlite::Connection, new: &NewEmoji) -> Result<Error, Error> {
    let query = "select role, muted_until from accounts where id = ?1 and deactivated_at is null";
    let (role, muted) = db.prepare_cached(query)?.query_row([new.account.0], |row| {
        let muted: Option<i64> = row.get("muted_until")?;
        Ok((role_of(row)?, muted.map(from_millisecond).transpose()?))
    })?;
    if let Err(muted) = require_unmuted(muted, new.now) {
        return Ok(muted);
    }
    if !server_settings(db)?.emoji_adders.include(role) {
        return Ok(Error::Forbidden);
    }
    Ok(if exists(db, new.emoji.name.as_str())? { Error::Taken } else { Error::LimitReached })
}

fn exists(db: &rusqlite::Connection, name: &str) -> rusqlite::Result<bool> {
    db.prepare_cached("select 1 from custom_emoji where name = ?1")?.exists([name])
}
