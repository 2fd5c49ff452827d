//! Deleting accounts.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::people::NewPicture;
use crate::model::{AccountId, DisplayName, RoomId, RoomKind};
use crate::store::commands::accounts::NewDeletion;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::accounts::{DELETED_NAME, deleted_username};
use crate::store::sqlite::handle::Sqlite;
use crate::store::sqlite::rows::rooms::kind_of;
use crate::store::sqlite::sql::access::{has_administrator, require_proof, require_session};
use crate::store::sqlite::tx::logins::sessions::delete_all;
use crate::store::sqlite::tx::people::change_profile;

impl Sqlite {
    pub(crate) async fn request_deletion(&self, new: NewDeletion) -> Result<(), Error> {
        let account = new.account;
        let request = move |db: &rusqlite::Connection| {
            let NewDeletion { account, session, proof, with_messages, delete_at } = new;
            require_session(db, account, session)?;
            require_proof(db, account, &proof)?;
            let had_administrator = has_administrator(db)?;
            let update = "update accounts set delete_at = ?2, delete_messages = ?3 where id = ?1";
            db.prepare_cached(update)?.execute((account.0, delete_at.as_millisecond(), with_messages))?;
            if had_administrator && !has_administrator(db)? {
                return Err(Error::LastAdministrator);
            }
            let ended = delete_all(db, account)?.into_iter().map(Notice::SessionEnded);
            Ok(Committed::notices(ended.collect()))
        };
        self.writer.write_noticed(Some(account), request).await
    }

    pub(crate) async fn delete_due_account(&self, now: Timestamp) -> Result<bool, Error> {
        let delete = move |db: &rusqlite::Connection| {
            let query = "select id from accounts where delete_at <= ?1 order by delete_at limit 1";
            let due = db.prepare_cached(query)?.query_row([now.as_millisecond()], |row| row.get(0).map(AccountId));
            match due.optional()? {
                Some(account) => Ok(Committed { value: true, notices: delete(db, account, now)? }),
                None => Ok(Committed::silent(false)),
            }
        };
        self.writer.write_noticed(None, delete).await
    }
}

fn delete(db: &rusqlite::Connection, account: AccountId, now: Timestamp) -> Result<Vec<Notice>, Error> {
    let mut notices: Vec<_> = delete_all(db, account)?.into_iter().map(Notice::SessionEnded).collect();
    // The name is free for others, also for those whose names look like it.
    db.prepare_cached("delete from name_skeletons where account_id = ?1 and shown = 0")?.execute([account.0])?;
    let username = deleted_username(account);
    let update = "update accounts set username = ?2, username_key = ?2, password_hash = null, role = 'member',
            language = null, time_zone = null, theme = 'system', text_size = 'normal', send_key = 'enter',
            hides_formatting = 0, last_room_id = null, favourite_reactions = '',
            deactivated_at = coalesce(deactivated_at, ?3), delete_at = null,
            remove_messages_since = iif(delete_messages, -9223372036854775808, remove_messages_since)
        where id = ?1";
    db.prepare_cached(update)?.execute((account.0, username, now.as_millisecond()))?;
    let name = DisplayName::from_store(DELETED_NAME.to_owned());
    notices.extend(match change_profile(db, account, Some(&name), &NewPicture::None) {
        // Somebody has a username that looks like it: the account is shown by its own.
        Err(Error::LooksAlike) => change_profile(db, account, None, &NewPicture::None)?,
        changed => changed?,
    });
    let query = "select r.id, r.kind from memberships m join rooms r on r.id = m.room_id where m.account_id = ?1";
    let mut query = db.prepare_cached(query)?;
    let rooms = query.query_map([account.0], |row| Ok((RoomId(row.get("id")?), kind_of(row)?)))?;
    for room in rooms {
        let (room, kind) = room?;
        notices.push(Notice::MembershipLost { room, account, open: kind == RoomKind::Open });
    }
    for table in [
        "memberships",
        "bookmarks",
        "drafts",
        "emoji_uses",
        "one_time_links",
        "second_factors",
        "recovery_codes",
        "email_addresses",
        "outgoing_mails",
        "blocks",
        "warnings",
        "identities",
        "passkeys",
        "notification_settings",
        "digests",
        "digest_links",
        "push_subscriptions",
    ] {
        db.execute(&format!("delete from {table} where account_id = ?1"), [account.0])?;
    }
    // Polls close at their times all the same.
    db.execute("delete from due_work where account_id = ?1 and kind <> 'poll'", [account.0])?;
    notices.extend([Notice::AccountChanged(account), Notice::Banned]);
    Ok(notices)
}
