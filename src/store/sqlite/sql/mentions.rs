//! Who and which rooms are named in which message.
//!
//! What a text names is found out when it is written, and kept with the message as it is shown: so its markup needs
//! nothing else, and is the same for everybody. The table of mentions only counts what somebody has not read.

use std::collections::BTreeSet;

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::text::{Candidates, GroupName};
use crate::model::{
    AccountId, ChangeNumber, Mentions, Message, MessageId, Person, RoomId, RoomKind, RoomLink, RoomName, Slug,
    Username,
};
use crate::store::sqlite::rows::people;
use crate::store::sqlite::sql::addresses::open_room_at;
use crate::store::sqlite::sql::blocks::has_blocked;
use crate::store::sqlite::sql::memberships::member_ids;

/// What a text names of what there is: people in its room, and rooms that are open to everybody; and who those people
/// are. `group`: who a name for several people stands for; none: it is text.
pub(crate) fn find_named(
    db: &rusqlite::Connection,
    room: RoomId,
    names: &Candidates,
    group: impl Fn(GroupName) -> rusqlite::Result<Option<Vec<AccountId>>>,
) -> rusqlite::Result<(Mentions, Vec<AccountId>)> {
    let mut groups = Vec::new();
    let mut found = Mentions::default();
    let mut ids = Vec::new();
    let person = "select a.id, a.username, a.display_name, a.name_shared, a.picture_change from accounts a
        join memberships m on m.account_id = a.id and m.room_id = ?1 where a.username_key = ?2";
    for name in &names.people {
        let member = db
            .prepare_cached(person)?
            .query_row((room.0, name.key()), |row| Ok((AccountId(row.get(0)?), people::from_row(row, 1)?)));
        if let Some((id, person)) = member.optional()? {
            ids.push((id, person.username.key()));
            found.people.push(person);
        } else if let Some(members) = GroupName::of(name).map(&group).transpose()?.flatten() {
            groups.push((name.key(), members));
            found.people.push(name.clone().into());
        }
    }
    for slug in &names.rooms {
        // At an address that the room had before, it is found still.
        let Some(room) = open_room_at(db, slug)? else { continue };
        let name = "select name from rooms where id = ?1";
        let name = RoomName::from_store(db.prepare_cached(name)?.query_row([room.0], |row| row.get(0))?);
        found.rooms.push(RoomLink { slug: slug.clone(), name });
    }
    if found.is_empty() {
        return Ok((found, Vec::new()));
    }
    let found = found.meant_by(names);
    ids.retain(|(_, key)| found.people.iter().any(|person| person.username.key() == *key));
    groups.retain(|(key, _)| found.people.iter().any(|person| person.username.key() == *key));
    let mut ids: Vec<_> = ids.into_iter().map(|(id, _)| id).collect();
    ids.extend(groups.into_iter().flat_map(|(_, members)| members));
    ids.sort_unstable();
    ids.dedup();
    Ok((found, ids))
}

/// Mentions as they are kept in a message's row; none where there are none.
pub(crate) fn encode(mentions: &Mentions) -> Option<String> {
    // Neither names nor addresses have line ends or tabs.
    let people = mentions.people.iter().map(|person| format!("@{}", person.username));
    let rooms = mentions.rooms.iter().map(|room| format!("#{}\t{}", room.slug.as_str(), room.name));
    let lines: Vec<String> = people.chain(rooms).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The same, read: people by their usernames alone, to which [`name_people`] adds how they are shown.
pub(crate) fn decode(names: &str) -> Mentions {
    let mut mentions = Mentions::default();
    for line in names.lines() {
        if let Some(name) = line.strip_prefix('@') {
            mentions.people.push(Username::from_store(name.to_owned()).into());
        } else if let Some((slug, name)) = line.strip_prefix('#').and_then(|room| room.split_once('\t')) {
            let name = RoomName::from_store(name.to_owned());
            mentions.rooms.push(RoomLink { slug: Slug::parse(slug), name });
        }
    }
    mentions
}

/// Adds how the people that messages name are shown now. Without people, nothing is asked.
pub(crate) fn name_people(
    db: &rusqlite::Connection,
    named: &mut dyn Iterator<Item = &mut Vec<Person>>,
) -> rusqlite::Result<()> {
    let mut all: Vec<&mut Person> = named.flatten().collect();
    if all.is_empty() {
        return Ok(());
    }
    let keys: BTreeSet<String> = all.iter().map(|person| person.username.key()).collect();
    let keys = serde_json::Value::from_iter(keys).to_string();
    let query = format!(
        "select {} from accounts a where a.username_key in (select value from json_each(?1)) and a.display_name is not null",
        people::COLUMNS
    );
    let mut query = db.prepare_cached(&query)?;
    for named in query.query_map([keys], |row| people::from_row(row, 0))? {
        let named = named?;
        let key = named.username.key();
        for person in all.iter_mut().filter(|person| person.username.key() == key) {
            **person = named.clone();
        }
    }
    Ok(())
}

/// Notes whom a new message names; in a direct conversation, that is everybody else.
pub(crate) fn note_mentions(
    db: &rusqlite::Connection,
    room: (RoomId, RoomKind),
    message: (MessageId, ChangeNumber),
    author: AccountId,
    named: Vec<AccountId>,
) -> rusqlite::Result<Vec<AccountId>> {
    let (room, kind) = room;
    let mut people = if kind == RoomKind::Direct { member_ids(db, room)? } else { named };
    people.retain(|person| *person != author);
    let mut reached = Vec::new();
    for person in people {
        if !has_blocked(db, person, author)? {
            reached.push(person);
        }
    }
    let people = reached;
    let insert = "insert into mentions (account_id, room_id, message_id, created_change) values (?1, ?2, ?3, ?4)
        on conflict do nothing";
    for person in &people {
        db.prepare_cached(insert)?.execute((person.0, room.0, message.0.0, message.1.0))?;
    }
    Ok(people)
}

/// Notes whom a message names from now on; gives whose mentions that touches.
pub(crate) fn change_mentions(
    db: &rusqlite::Connection,
    kind: RoomKind,
    message: &Message,
    named: Vec<AccountId>,
) -> rusqlite::Result<Vec<AccountId>> {
    if kind == RoomKind::Direct {
        return Ok(Vec::new());
    }
    let mut touched = forget_mentions(db, message.id)?;
    let place = (message.id, message.created);
    touched.extend(note_mentions(db, (message.room, kind), place, message.author_id, named)?);
    Ok(touched)
}

/// Forgets whom a message named; gives who that was.
pub(crate) fn forget_mentions(db: &rusqlite::Connection, message: MessageId) -> rusqlite::Result<Vec<AccountId>> {
    let delete = "delete from mentions where message_id = ?1 returning account_id";
    db.prepare_cached(delete)?.query_map([message.0], |row| row.get(0).map(AccountId))?.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_names_is_kept_as_it_is() {
        let room = |slug, name| RoomLink { slug: Slug::parse(slug), name: RoomName::parse(name).unwrap() };
        let people = ["ann", "田中"].map(|name| Username::parse(name).unwrap().into()).to_vec();
        let mentions = Mentions {
            people,
            rooms: vec![room("träume", "Träume & #1 @all"), room("tea", "Coffee")],
            ..Mentions::default()
        };
        assert_eq!(format!("{:?}", decode(&encode(&mentions).unwrap())), format!("{mentions:?}"));
        assert_eq!(encode(&Mentions::default()), None);
    }
}
