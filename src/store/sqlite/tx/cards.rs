//! Cards, the list of people, and statuses.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::{OptionalExtension as _, Row};

use crate::model::cards::{Card, CommonRoom, ListedPerson, Status};
use crate::model::{AccountId, SessionId, Username, Zone};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::from_row;
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};
use crate::store::sqlite::rows::timestamps::from_millisecond;
use crate::store::sqlite::sql::access::require_session;

/// The most rooms on a card.
const MAX_COMMON_ROOMS: u32 = 50;

/// A person's columns, for [`listed`]. `?2` is now.
const COLUMNS: &str = "a.id, a.username, a.role, a.display_name, a.name_shared, a.picture_change,
    iif(coalesce(a.status_until, ?2 + 1) > ?2, a.status, '') as status";

impl SqliteReads {
    pub(crate) async fn listed_people(
        &self,
        part: &str,
        after: &str,
        most: u32,
        now: Timestamp,
    ) -> Result<Vec<ListedPerson>, Error> {
        let (part, after) = (part.to_owned(), after.to_owned());
        self.read(move |db| {
            let query = format!(
                "select {COLUMNS} from accounts a
                where a.username_key > ?1 and a.deactivated_at is null
                    and not exists (select 1 from guests g where g.account_id = a.id)
                    and (instr(a.username_key, ?3) > 0 or instr(a.display_name_key, ?3) > 0)
                order by a.username_key limit ?4"
            );
            let values = (after, now.as_millisecond(), part, most);
            Ok(db.prepare_cached(&query)?.query_map(values, listed)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn card(&self, viewer: AccountId, name: &Username, now: Timestamp) -> Result<Card, Error> {
        let key = name.key();
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            read_card(&snapshot, viewer, &key, now)?.ok_or(Error::NotFound)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn set_status(
        &self,
        account: AccountId,
        session: SessionId,
        status: Status,
        until: Option<Timestamp>,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            let update = "update accounts set status = ?2, status_until = ?3 where id = ?1";
            db.prepare_cached(update)?.execute((
                account.0,
                status.as_str(),
                until.map(Timestamp::as_millisecond),
            ))?;
            Ok(Committed::notice(Notice::AccountChanged(account)))
        };
        self.writer.write_noticed(Some(account), write).await
    }
}

fn listed(row: &Row<'_>) -> rusqlite::Result<ListedPerson> {
    Ok(ListedPerson { account: from_row(row)?, status: Status::from_store(row.get("status")?) })
}

fn read_card(
    db: &rusqlite::Connection,
    viewer: AccountId,
    key: &str,
    now: Timestamp,
) -> rusqlite::Result<Option<Card>> {
    let query = format!(
        "select {COLUMNS}, a.status_until, a.time_zone, a.deactivated_at is null as is_active,
            exists (select 1 from guests g where g.account_id = a.id) as is_guest
        from accounts a where a.username_key = ?1"
    );
    let card = |row: &Row<'_>| {
        Ok(Card {
            listed: listed(row)?,
            status_until: row.get::<_, Option<i64>>("status_until")?.map(from_millisecond).transpose()?,
            zone: row.get::<_, Option<String>>("time_zone")?.and_then(|name| Zone::parse(&name)),
            is_guest: row.get("is_guest")?,
            is_active: row.get("is_active")?,
            rooms: Vec::new(),
        })
    };
    let card = db.prepare_cached(&query)?.query_row((key, now.as_millisecond()), card).optional()?;
    let Some(mut card) = card else { return Ok(None) };
    let query = "select r.slug, r.name, r.kind from memberships m join rooms r on r.id = m.room_id
        where m.account_id = ?1 and r.kind <> 'direct' and r.deleted_at is null and r.archived_at is null
            and (r.kind = 'open'
                or exists (select 1 from memberships o where o.account_id = ?2 and o.room_id = r.id))
        order by r.name_key limit ?3";
    let room = |row: &Row<'_>| Ok(CommonRoom { slug: slug_of(row)?, name: row.get("name")?, kind: kind_of(row)? });
    let values = (card.listed.account.id.0, viewer.0, MAX_COMMON_ROOMS);
    card.rooms = db.prepare_cached(query)?.query_map(values, room)?.collect::<Result<_, _>>()?;
    Ok(Some(card))
}
