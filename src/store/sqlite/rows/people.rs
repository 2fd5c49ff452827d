//! People, as others see them.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::{AccountId, DisplayName, Person, Profile, ProfileNumber, Username};

/// The columns of a person, for [`from_row`].
pub(crate) const COLUMNS: &str = "a.username, a.display_name, a.name_shared, a.picture_change";

/// Of a direct conversation `r`, the names of the others than `?1` in it; `DELETED_IN_LIST` for deleted accounts.
pub(crate) const OTHERS_SHOWN: &str = "(select group_concat(
        iif(a.username_key glob 'deleted:*', char(3),
            coalesce(a.display_name, a.username) || iif(a.name_shared, ' (@' || a.username || ')', '')),
        ', ' order by a.username_key)
        from conversation_members p join accounts a on a.id = p.account_id
        where p.room_id = r.id and p.account_id <> ?1)";

/// The same without the handles that stand beside names of several.
pub(crate) const OTHERS_CALLED: &str =
    "(select group_concat(iif(a.username_key glob 'deleted:*', char(3), coalesce(a.display_name, a.username)),
            ', ' order by a.username_key)
        from conversation_members p join accounts a on a.id = p.account_id
        where p.room_id = r.id and p.account_id <> ?1)";

/// The same with their usernames.
pub(crate) const OTHERS: &str = "(select group_concat(a.username, ', ' order by a.username_key)
        from conversation_members p join accounts a on a.id = p.account_id
        where p.room_id = r.id and p.account_id <> ?1)";

/// Reads a person from a row that has [`COLUMNS`] from `at` on.
pub(crate) fn from_row(row: &Row<'_>, at: usize) -> rusqlite::Result<Person> {
    Ok(Person {
        username: Username::from_store(row.get(at)?),
        name: row.get::<_, Option<String>>(at + 1)?.map(DisplayName::from_store),
        name_shared: row.get(at + 2)?,
        picture: row.get::<_, Option<i64>>(at + 3)?.map(ProfileNumber),
    })
}

/// Reads a person from a row with a `username`, a `display_name`, `name_shared` and a `picture_change`.
pub(crate) fn from_named(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        username: Username::from_store(row.get("username")?),
        name: row.get::<_, Option<String>>("display_name")?.map(DisplayName::from_store),
        name_shared: row.get("name_shared")?,
        picture: row.get::<_, Option<i64>>("picture_change")?.map(ProfileNumber),
    })
}

/// A profile, for [`profile_from_row`].
pub(crate) const PROFILES: &str =
    "select a.id, a.profile_change, a.username, a.display_name, a.name_shared, a.picture_change from accounts a";

pub(crate) fn profile_from_row(row: &Row<'_>) -> rusqlite::Result<Profile> {
    Ok(Profile { account: AccountId(row.get(0)?), number: ProfileNumber(row.get(1)?), person: from_row(row, 2)? })
}
