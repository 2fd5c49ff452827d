//! How people are shown to each other.

use std::sync::Arc;

use tokio_rusqlite::rusqlite::{self, Row};

use super::Store;
use super::access::require_session;
use crate::model::people::{NewPicture, PictureKind};
use crate::model::{AccountId, DisplayName, Person, Picture, Profile, ProfileNumber, SessionId, Username};
use crate::store::Error;

/// The columns of a person, for [`from_row`].
pub(super) const COLUMNS: &str = "a.username, a.display_name, a.picture_change";

/// Of a direct conversation `r`, the names of the others than `?1` in it.
pub(super) const OTHERS_SHOWN: &str =
    "(select group_concat(coalesce(a.display_name, a.username), ', ' order by a.username_key)
        from memberships p join accounts a on a.id = p.account_id where p.room_id = r.id and p.account_id <> ?1)";

/// The same with their usernames.
pub(super) const OTHERS: &str = "(select group_concat(a.username, ', ' order by a.username_key)
        from memberships p join accounts a on a.id = p.account_id where p.room_id = r.id and p.account_id <> ?1)";

/// Another profile for somebody.
#[derive(Clone, Debug)]
pub struct NewProfile {
    /// Whose.
    pub account: AccountId,
    /// The session in which it is chosen.
    pub session: SessionId,
    /// The name to be shown; none: the username.
    pub name: Option<DisplayName>,
    /// What becomes of the picture.
    pub picture: NewPicture<Picture>,
}

impl Store {
    /// Changes how somebody is shown, and takes the next number of such changes for it; a profile that is the same
    /// again changes nothing.
    ///
    /// `committed` gets the profile once it is durable, in the order of the numbers, and those who see it in the name
    /// of a direct conversation.
    ///
    /// # Errors
    /// [`Error::Taken`] when the name is somebody else's username; [`Error::SessionEnded`].
    pub async fn set_profile(
        &self,
        new: NewProfile,
        committed: impl FnOnce(&Profile, &[AccountId]) + Send + 'static,
    ) -> Result<(), Error> {
        let memory = Arc::clone(&self.memory);
        let account = new.account;
        let committed = move |changed: &Option<(Profile, Vec<AccountId>)>| {
            if let Some((profile, people)) = changed {
                memory.viewers.forget(|_, viewer| viewer.account.id == account);
                for person in people {
                    memory.places.forget_one(person);
                }
                memory.profiles.set((), profile.number);
                committed(profile, people);
            }
        };
        self.writer.write_then(move |db| set_profile(db, &new), committed).await.map(|_| ())
    }

    /// The newest change of a profile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_profile(&self) -> Result<ProfileNumber, Error> {
        let since = match self.memory.profiles.get(&()) {
            Ok(newest) => return Ok(newest),
            Err(since) => since,
        };
        let newest = self.read(|db| Ok(newest(db)?)).await?;
        self.memory.profiles.keep(since, (), newest);
        Ok(newest)
    }

    /// Whose profiles have changed since a change, in the order of the changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn profiles_after(&self, after: ProfileNumber) -> Result<Vec<Profile>, Error> {
        self.read(move |db| {
            let query = format!(
                "select {COLUMNS}, a.profile_change from accounts a where a.profile_change > ?1 order by a.profile_change"
            );
            let profile =
                |row: &Row<'_>| Ok(Profile { person: from_row(row, 0)?, number: ProfileNumber(row.get(3)?) });
            Ok(db.prepare_cached(&query)?.query_map([after.0], profile)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Somebody's picture, and the change that brought it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, or nobody of this name.
    pub async fn picture(&self, of: &Username) -> Result<(Picture, ProfileNumber), Error> {
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

/// The newest change of a profile.
pub(super) fn newest(db: &rusqlite::Connection) -> rusqlite::Result<ProfileNumber> {
    let query = "select coalesce(max(profile_change), 0) from accounts";
    db.prepare_cached(query)?.query_row((), |row| row.get(0).map(ProfileNumber))
}

/// Reads a person from a row that has [`COLUMNS`] from `at` on.
pub(super) fn from_row(row: &Row<'_>, at: usize) -> rusqlite::Result<Person> {
    Ok(Person {
        username: Username::from_store(row.get(at)?),
        name: row.get::<_, Option<String>>(at + 1)?.map(DisplayName::from_store),
        picture: row.get::<_, Option<i64>>(at + 2)?.map(ProfileNumber),
    })
}

/// Reads a person from a row with a `username`, a `display_name` and a `picture_change`.
pub(super) fn from_named(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        username: Username::from_store(row.get("username")?),
        name: row.get::<_, Option<String>>("display_name")?.map(DisplayName::from_store),
        picture: row.get::<_, Option<i64>>("picture_change")?.map(ProfileNumber),
    })
}

fn set_profile(db: &rusqlite::Connection, new: &NewProfile) -> Result<Option<(Profile, Vec<AccountId>)>, Error> {
    let NewProfile { account, session, name, picture } = new;
    require_session(db, *account, *session)?;
    let find = format!("select {COLUMNS} from accounts a where a.id = ?1");
    let before = db.prepare_cached(&find)?.query_row([account.0], |row| from_row(row, 0))?;
    // One's own username would be shown anyway.
    let name = name.as_ref().filter(|name| name.as_str() != before.username.as_str());
    let same_picture = match picture {
        NewPicture::Same => true,
        NewPicture::None => before.picture.is_none(),
        NewPicture::Of(_) => false,
    };
    if before.name.as_ref() == name && same_picture {
        return Ok(None);
    }
    if let Some(name) = name {
        let anothers = "select 1 from accounts where username_key = ?1 and id <> ?2";
        if db.prepare_cached(anothers)?.exists((name.key(), account.0))? {
            return Err(Error::Taken);
        }
    }
    let number = ProfileNumber(newest(db)?.0 + 1);
    let shown = match picture {
        NewPicture::Same => before.picture,
        NewPicture::None => None,
        NewPicture::Of(_) => Some(number),
    };
    let update =
        "update accounts set display_name = ?2, display_name_key = ?3, picture_change = ?4, profile_change = ?5
        where id = ?1";
    let values =
        (account.0, name.map(DisplayName::as_str), name.map(DisplayName::key), shown.map(|n| n.0), number.0);
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
    let person = Person { username: before.username, name: name.cloned(), picture: shown };
    Ok(Some((Profile { number, person }, partners(db, *account)?)))
}

/// Who has a direct conversation with somebody.
fn partners(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<Vec<AccountId>> {
    let query = "select distinct o.account_id from memberships m
        join rooms r on r.id = m.room_id and r.kind = 'direct'
        join memberships o on o.room_id = m.room_id and o.account_id <> m.account_id
        where m.account_id = ?1";
    db.prepare_cached(query)?.query_map([account.0], |row| row.get(0).map(AccountId))?.collect()
}
