//! How people are shown to each other.

use std::sync::Arc;

use tokio_rusqlite::rusqlite;

use crate::model::people::{NewPicture, PictureKind};
use crate::model::{AccountId, DisplayName, Picture, Profile, ProfileNumber, Username};
use crate::store::commands::people::NewProfile;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::people::{COLUMNS, PROFILES, from_row, profile_from_row};
use crate::store::sqlite::sql::access::require_session;
use crate::store::sqlite::sql::skeletons::claim_shown_name;

impl SqliteReads {
    pub(crate) async fn newest_profile(&self) -> Result<ProfileNumber, Error> {
        self.read(|db| Ok(newest(db)?)).await
    }

    pub(crate) async fn profiles_after(&self, after: ProfileNumber) -> Result<Vec<Profile>, Error> {
        self.read(move |db| {
            let query = format!("{PROFILES} where a.profile_change > ?1 order by a.profile_change");
            Ok(db.prepare_cached(&query)?.query_map([after.0], profile_from_row)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn picture(&self, of: &Username) -> Result<(Picture, ProfileNumber), Error> {
        let key = of.key();
        self.read(move |db| {
            let query = "select p.media_type, p.image, a.picture_change
                from accounts a join pictures p on p.account_id = a.id where a.username_key = ?1";
            let (kind, bytes, number) = db.prepare_cached(query)?.query_row([key], |row| {
                Ok((PictureKind::parse(row.get_ref(0)?.as_str()?), row.get(1)?, ProfileNumber(row.get(2)?)))
            })?;
            Ok((Picture { kind: kind.ok_or(Error::NotFound)?, bytes }, number))
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn set_profile(&self, new: NewProfile) -> Result<(), Error> {
        let account = new.account;
        let write = move |db: &rusqlite::Connection| {
            let NewProfile { account, session, name, picture } = &new;
            require_session(db, *account, *session)?;
            Ok(Committed::notices(change_profile(db, *account, name.as_ref(), picture)?))
        };
        self.writer.write_noticed(Some(account), write).await
    }
}

/// The newest change of a profile.
pub(crate) fn newest(db: &rusqlite::Connection) -> rusqlite::Result<ProfileNumber> {
    let query = "select coalesce(max(profile_change), 0) from accounts";
    db.prepare_cached(query)?.query_row((), |row| row.get(0).map(ProfileNumber))
}

/// Changes a profile, and gives the notices of that: of those that are shown differently from now on, and of those who
/// see them in the name of a direct conversation.
pub(crate) fn change_profile(
    db: &rusqlite::Connection,
    account: AccountId,
    name: Option<&DisplayName>,
    picture: &NewPicture<Picture>,
) -> Result<Vec<Notice>, Error> {
    let (profiles, people) = set_profile(db, account, name, picture)?;
    let people = people.into_iter().map(Notice::ConversationRenamed);
    let profiles = profiles.into_iter().map(|profile| Notice::ProfileChanged(Arc::new(profile)));
    Ok(people.chain(profiles).collect())
}

fn set_profile(
    db: &rusqlite::Connection,
    account: AccountId,
    name: Option<&DisplayName>,
    picture: &NewPicture<Picture>,
) -> Result<(Vec<Profile>, Vec<AccountId>), Error> {
    let find = format!("select {COLUMNS} from accounts a where a.id = ?1");
    let before = db.prepare_cached(&find)?.query_row([account.0], |row| from_row(row, 0))?;
    // One's own username would be shown anyway.
    let name = name.filter(|name| name.as_str() != before.username.as_str());
    let same_picture = match picture {
        NewPicture::Same => true,
        NewPicture::None => before.picture.is_none(),
        NewPicture::Of(_) => false,
    };
    let same_name = before.name.as_ref() == name;
    if same_name && same_picture {
        return Ok((Vec::new(), Vec::new()));
    }
    // A name from before names were compared stays until it is changed.
    let mut changed = if same_name { Vec::new() } else { claim_shown_name(db, account, name)? };
    changed.retain(|other| *other != account);
    changed.insert(0, account);
    let number = newest(db)?.0 + 1;
    let shown = match picture {
        NewPicture::Same => before.picture.map(|n| n.0),
        NewPicture::None => None,
        NewPicture::Of(_) => Some(number),
    };
    let update = "update accounts set display_name = ?2, display_name_key = ?3, picture_change = ?4 where id = ?1";
    let values = (account.0, name.map(DisplayName::as_str), name.map(DisplayName::key), shown);
    db.prepare_cached(update)?.execute(values)?;
    match picture {
        NewPicture::Of(picture) => {
            let insert = "insert or replace into pictures (account_id, media_type, image) values (?1, ?2, ?3)";
            db.prepare_cached(insert)?.execute((account.0, picture.kind.media_type(), &picture.bytes))?;
        }
        NewPicture::None => {
            db.prepare_cached("delete from pictures where account_id = ?1")?.execute([account.0])?;
        }
        NewPicture::Same => {}
    }
    let (mut profiles, mut seen_by) = (Vec::new(), Vec::new());
    for (account, number) in changed.into_iter().zip(number..) {
        let update = "update accounts set profile_change = ?2 where id = ?1";
        db.prepare_cached(update)?.execute((account.0, number))?;
        let query = format!("{PROFILES} where a.id = ?1");
        profiles.push(db.prepare_cached(&query)?.query_row([account.0], profile_from_row)?);
        seen_by.extend(partners(db, account)?);
    }
    seen_by.sort_unstable();
    seen_by.dedup();
    Ok((profiles, seen_by))
}

/// Who has a direct conversation with somebody.
fn partners(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<Vec<AccountId>> {
    let query = "select distinct o.account_id from memberships m
        join rooms r on r.id = m.room_id and r.kind = 'direct'
        join memberships o on o.room_id = m.room_id and o.account_id <> m.account_id
        where m.account_id = ?1
        union select o.account_id from rooms r join memberships o on o.room_id = r.id
        where r.kind = 'direct' and r.posted_change = 0 and o.account_id <> ?1
            and r.id in (select room_id from conversation_members where account_id = ?1)";
    db.prepare_cached(query)?.query_map([account.0], |row| row.get(0).map(AccountId))?.collect()
}
