//! Rooms' addresses: which are free, which rooms had before, and how long nobody else gets those.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite::{self, OptionalExtension as _};

use crate::model::{AccountId, Room, RoomId, RoomKind, Slug};
use crate::store::policy::addresses::{MAX_FORMER, are_named, candidates, quarantined_since};

/// The open room at an address, and the one that was there before. They look at nothing that belongs to other rooms,
/// whatever way SQLite would choose.
const ROOM_NOW: &str = "select id from rooms indexed by open_rooms_by_slug
    where slug = ?1 and kind = 'open' and deleted_at is null";
const ROOM_BEFORE: &str = "select room_id from former_slugs indexed by open_rooms_by_former_slug
    where slug = ?1 and open = 1 and room_id is not null";

/// The slug itself, or with the lowest number that is free for this person, and for the room that has it from now on.
///
/// A room that isn't open has a random part in its own, and takes no other from anybody.
pub(crate) fn take_slug(
    db: &rusqlite::Connection,
    slug: &Slug,
    by: Option<AccountId>,
    room: Option<RoomId>,
    now: Timestamp,
) -> rusqlite::Result<Slug> {
    let expire = "delete from former_slugs where room_id is null and since < ?1";
    db.prepare_cached(expire)?.execute([quarantined_since(now)])?;
    // No account and no room has the id -1.
    let (by, room) = (by.map_or(-1, |by| by.0), room.map_or(-1, |room| room.0));
    let mut free = slug.clone();
    for candidate in candidates(slug) {
        let taken = "select 1 from rooms where slug = ?1 and id <> ?2
            union all
            select 1 from former_slugs where slug = ?1 and open = 1
                and iif(room_id is null, maker_id is not ?3, room_id <> ?2)";
        if !db.prepare_cached(taken)?.exists((candidate.as_str(), room, by))? {
            free = candidate;
            break;
        }
    }
    db.prepare_cached("delete from former_slugs where slug = ?1")?.execute([free.as_str()])?;
    Ok(free)
}

/// Keeps the address that a room had until now.
pub(crate) fn keep_former(db: &rusqlite::Connection, room: &Room, now: Timestamp) -> rusqlite::Result<()> {
    let keep = "insert into former_slugs (slug, room_id, maker_id, open, since) values (?1, ?2, ?3, ?4, ?5)";
    let maker = room.created_by.map(|maker| maker.0);
    let open = room.kind == RoomKind::Open;
    db.prepare_cached(keep)?.execute((room.slug.as_str(), room.id.0, maker, open, now.as_millisecond()))?;
    let free = "delete from former_slugs where maker_id is ?1 and id not in
        (select id from former_slugs where maker_id is ?1 order by id desc limit ?2)";
    db.prepare_cached(free)?.execute((maker, MAX_FORMER))?;
    Ok(())
}

/// Keeps the addresses of a room that is being deleted from others for some time. Nobody comes across those of a room
/// that wasn't open.
pub(crate) fn quarantine(db: &rusqlite::Connection, room: &Room, now: Timestamp) -> rusqlite::Result<()> {
    if are_named(room.kind) {
        keep_former(db, room, now)?;
        let update = "update former_slugs set room_id = null, since = ?2 where room_id = ?1";
        db.prepare_cached(update)?.execute((room.id.0, now.as_millisecond()))?;
    } else {
        db.prepare_cached("delete from former_slugs where room_id = ?1")?.execute([room.id.0])?;
    }
    Ok(())
}

/// The open room that has this address, or had it before. A closed one costs as much as none.
pub(crate) fn open_room_at(db: &rusqlite::Connection, slug: &Slug) -> rusqlite::Result<Option<RoomId>> {
    for query in [ROOM_NOW, ROOM_BEFORE] {
        let found = db.prepare_cached(query)?.query_row([slug.as_str()], |row| row.get(0).map(RoomId));
        if let Some(room) = found.optional()? {
            return Ok(Some(room));
        }
    }
    Ok(None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::Ordering;

    use tokio_rusqlite::rusqlite::StatementStatus;

    use super::*;
    use crate::model::{RoomDescription, RoomName};
    use crate::store::commands::rooms::NewDescription;
    use crate::store::error::Error;
    use crate::store::testing::{TestBackend, open};
    use crate::store::tests::cast::{account, room};

    #[tokio::test]
    async fn a_closed_room_costs_as_much_as_none() {
        let (store, _database) = open(TestBackend::Sqlite).await;
        let (ann, bob) = (account(&store, "ann").await, account(&store, "bob").await);
        let room = room(&store, &ann, "Layoffs", RoomKind::Closed).await;
        let name = RoomName::parse("Layoffs 2").unwrap();
        let slug = Slug::from_name(&name).with_random([8; 10]);
        let new = NewDescription { name, slug, description: RoomDescription::default(), at: Timestamp::now() };
        let renamed = store.describe_room(room.id, ann.id, new).await.unwrap();
        let addresses = [Slug::parse("nowhere-8888888888"), room.slug, renamed.slug];

        // Whether or not those who are in it have brought it to memory.
        for of_ann in [false, true] {
            let mut costs = Vec::new();
            for slug in &addresses {
                if of_ann {
                    let known = store.enter_room(ann.id, slug.clone()).await;
                    assert_eq!(known.is_ok(), *slug != addresses[0]);
                }
                let before = store.sqlite().readers.next.load(Ordering::Relaxed);
                let entered = store.enter_room(bob.id, slug.clone()).await;
                assert!(matches!(entered, Err(Error::NotFound)));
                costs.push(store.sqlite().readers.next.load(Ordering::Relaxed) - before);
                store.own_rooms(bob.id).await.unwrap();
            }
            assert_eq!(costs[1..], [1, 1], "reads");
            // Of the first, bob's own rooms were read, too.
            assert_eq!(costs[0], if of_ann { 1 } else { 2 }, "reads");
        }

        // And what SQLite does is the same, step by step.
        let steps = store.sqlite().read(move |db| {
            let mut steps = Vec::new();
            for slug in &addresses {
                for query in [ROOM_NOW, ROOM_BEFORE] {
                    let mut statement = db.prepare(query)?;
                    assert!(!statement.exists([slug.as_str()])?);
                    steps.push((query, statement.get_status(StatementStatus::VmStep)));
                }
            }
            Ok(steps)
        });
        let steps = steps.await.unwrap();
        assert_eq!((&steps[0..2], &steps[0..2]), (&steps[2..4], &steps[4..6]));
    }
}
