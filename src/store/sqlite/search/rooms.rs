//! The rooms that a search is in: those sought, of those that the person may see.

use std::collections::HashMap;

use tokio_rusqlite::rusqlite;

use crate::model::search::Query;
use crate::model::{AccountId, RoomKind, RoomName, Slug};
use crate::store::sqlite::rows::people::{OTHERS, OTHERS_CALLED, OTHERS_SHOWN};
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};

/// A search in no more rooms than these asks the index for them; else it is looked at each message's room.
const MAX_NAMED: usize = 16;

pub(crate) struct Rooms {
    by_id: HashMap<i64, Shown>,
    /// Whether there are messages in other rooms.
    others: bool,
}

/// A room as shown to the person.
pub(crate) struct Shown {
    pub(crate) slug: Slug,
    pub(crate) name: String,
}

impl Rooms {
    /// The rooms, or the one, as typed, that isn't there for this person.
    pub(crate) fn sought(
        db: &rusqlite::Connection,
        account: AccountId,
        query: &Query,
    ) -> rusqlite::Result<Result<Self, String>> {
        let select = format!(
            "select r.id, r.slug, r.kind, r.name_key,
                iif(r.kind = 'direct', {OTHERS_SHOWN}, r.name) as shown_name,
                iif(r.kind = 'direct', {OTHERS_CALLED}, null) as called,
                iif(r.kind = 'direct', {OTHERS}, null) as others,
                (select group_concat(slug, ',') from former_slugs where room_id = r.id) as former
            from rooms r left join memberships o on o.room_id = r.id and o.account_id = ?1
            where r.deleted_at is null and (o.room_id is not null or r.kind = 'open')"
        );
        let mut statement = db.prepare_cached(&select)?;
        let mut rows = statement.query([account.0])?;
        let mut by_id = HashMap::new();
        let mut named = vec![false; query.rooms.len()];
        while let Some(row) = rows.next()? {
            let slug = slug_of(row)?;
            let name = row.get::<_, Option<String>>("shown_name")?.unwrap_or_default();
            // A conversation is found by the others' names, either of them.
            let key = |column| -> rusqlite::Result<String> {
                let others: Option<String> = row.get(column)?;
                Ok(RoomName::from_store(others.unwrap_or_default()).key())
            };
            let keys = match kind_of(row)? {
                RoomKind::Direct => [key("called")?, key("others")?],
                _ => [row.get("name_key")?, String::new()],
            };
            let is_closed = kind_of(row)? == RoomKind::Closed;
            let base = Slug::from_name(&RoomName::from_store(name.clone()));
            let former: Option<String> = row.get("former")?;
            let mut wanted = query.rooms.is_empty();
            for (typed, named) in query.rooms.iter().zip(&mut named) {
                let typed_slug = Slug::parse(typed);
                let former = former.iter().flat_map(|all| all.split(','));
                let is = typed_slug == slug
                    // Without the random part of a closed room's.
                    || is_closed && typed_slug == base
                    || RoomName::parse(typed).is_ok_and(|typed| keys.contains(&typed.key()))
                    || former.into_iter().any(|former| former == typed_slug.as_str());
                *named |= is;
                wanted |= is;
            }
            if wanted {
                by_id.insert(row.get("id")?, Shown { slug, name });
            }
        }
        if let Some(missing) = named.iter().position(|named| !named) {
            return Ok(Err(query.rooms[missing].clone()));
        }
        let all = "select count(*) > ?1 from rooms";
        let others = db.prepare_cached(all)?.query_row([by_id.len().cast_signed()], |row| row.get(0))?;
        Ok(Ok(Self { by_id, others }))
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Shown> {
        self.by_id.get(&id)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The room, where it is only one.
    pub(crate) fn only(&self) -> Option<i64> {
        self.by_id.keys().next().copied().filter(|_| self.by_id.len() == 1)
    }

    /// The rooms by which the index is asked; none: by no room.
    pub(crate) fn named(&self) -> impl Iterator<Item = i64> {
        let asked = self.others && self.by_id.len() <= MAX_NAMED;
        self.by_id.keys().copied().filter(move |_| asked)
    }
}
