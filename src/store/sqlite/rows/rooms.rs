//! Rooms.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::{
    AccountId, ChangeNumber, MessageId, Room, RoomId, RoomKind, RoomName, RoomRules, RoomSummary, Slug,
};
use crate::store::commands::newest::Newest;
use crate::store::sqlite::rows::people::from_named;
use crate::store::sqlite::rows::timestamps::from_millisecond;

/// A room's columns, for [`from_row`].
pub(crate) const COLUMNS: &str =
    "r.id, r.slug, r.name, r.kind, r.description, r.archived_at, r.created_by, r.change,
    r.posted_change, (select coalesce(max(id), 0) from messages where room_id = r.id) as newest_message,
    r.announcements, r.slow_seconds, r.max_members, r.no_group_mentions, r.retention_days";

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<(Room, Newest)> {
    let newest = Newest {
        change: ChangeNumber(row.get("change")?),
        posted: ChangeNumber(row.get("posted_change")?),
        message: MessageId(row.get("newest_message")?),
    };
    let room = Room {
        id: RoomId(row.get("id")?),
        slug: slug_of(row)?,
        name: RoomName::from_store(row.get("name")?),
        kind: kind_of(row)?,
        description: row.get("description")?,
        archived: row.get::<_, Option<i64>>("archived_at")?.is_some(),
        rules: rules_of(row)?,
        retention: row.get("retention_days")?,
        created_by: row.get::<_, Option<i64>>("created_by")?.map(AccountId),
        change: newest.change,
    };
    Ok((room, newest))
}

pub(crate) fn rules_of(row: &Row<'_>) -> rusqlite::Result<RoomRules> {
    Ok(RoomRules {
        announcements: row.get("announcements")?,
        no_group_mentions: row.get("no_group_mentions")?,
        slow_seconds: row.get("slow_seconds")?,
        max_members: row.get("max_members")?,
    })
}

pub(crate) fn slug_of(row: &Row<'_>) -> rusqlite::Result<Slug> {
    Ok(Slug::parse(row.get_ref("slug")?.as_str()?))
}

pub(crate) fn kind_of(row: &Row<'_>) -> rusqlite::Result<RoomKind> {
    Ok(parse_kind(row.get_ref("kind")?.as_str()?))
}

/// A kind as it is stored; one that this version doesn't know is open to nobody.
pub(crate) fn parse_kind(word: &str) -> RoomKind {
    RoomKind::parse(word).unwrap_or(RoomKind::Closed)
}

pub(crate) fn summary(row: &Row<'_>) -> rusqlite::Result<RoomSummary> {
    let last = match row.get::<_, Option<i64>>("posted_at")? {
        Some(at) => Some((from_named(row)?, from_millisecond(at)?)),
        None => None,
    };
    Ok(RoomSummary {
        slug: slug_of(row)?,
        name: row.get::<_, Option<String>>("shown_name")?.unwrap_or_default(),
        kind: kind_of(row)?,
        description: row.get("description")?,
        archived: row.get::<_, Option<i64>>("archived_at")?.is_some(),
        joined: row.get("joined")?,
        members: row.get("members")?,
        last,
        others: row.get::<_, Option<String>>("others")?.unwrap_or_default(),
        distinction: None,
    })
}
