//! `snug room`.

use crate::chat::Confirmed;
use crate::cli::output::{print_rows, time};
use crate::cli::session::Session;
use crate::config::{Database, OneRoom, RoomCommand};
use crate::model::administration::rooms::{RoomEntry, RoomFilter, parse_retention};
use crate::model::{RoomId, Slug};
use crate::store::RoomChange;

/// Number of rooms that are read at once.
const PAGE: u32 = 1_000;

/// Runs one of the commands.
///
/// # Errors
/// When the room doesn't exist, or the database can't be used.
pub async fn run(command: RoomCommand) -> anyhow::Result<()> {
    match command {
        RoomCommand::List { part, output, database } => list(&database, &part, output.json).await,
        RoomCommand::Archive(OneRoom { room, database }) => change(&database, &room, RoomChange::Archive).await,
        RoomCommand::Reopen(OneRoom { room, database }) => change(&database, &room, RoomChange::Reopen).await,
        RoomCommand::Delete(OneRoom { room, database }) => change(&database, &room, RoomChange::Delete).await,
        RoomCommand::Retention { room, days, database } => {
            let days = match days.as_str() {
                "default" => None,
                days => Some(parse_retention(days).ok_or_else(|| {
                    anyhow::anyhow!("{days} is no number of days. Give 0 (never) to 36500, or default")
                })?),
            };
            change(&database, &room, RoomChange::Retention(days)).await
        }
    }
}

async fn list(database: &Database, part: &str, json: bool) -> anyhow::Result<()> {
    Session::run(database, async |session| {
        let rooms = rooms(session, part).await?;
        let row = |room: RoomEntry| {
            vec![
                room.slug.as_str().to_owned(),
                room.name.as_str().to_owned(),
                room.kind.as_str().to_owned(),
                if room.archived { "archived" } else { "active" }.to_owned(),
                room.members.to_string(),
                time(room.created_at),
                room.last_at.map(time).unwrap_or_default(),
                room.retention.map_or_else(|| "default".to_owned(), |days| days.to_string()),
            ]
        };
        let rows: Vec<_> = rooms.into_iter().map(row).collect();
        let columns = ["address", "name", "kind", "state", "members", "created", "newest", "retention-days"];
        print_rows(&columns, &rows, json);
        Ok(())
    })
    .await
}

/// All rooms with this in their names.
async fn rooms(session: &Session, part: &str) -> anyhow::Result<Vec<RoomEntry>> {
    let mut filter = RoomFilter { part: part.to_lowercase(), ..RoomFilter::default() };
    let mut rooms = Vec::new();
    loop {
        let page = session.store.room_entries(&session.administrator, filter.clone(), PAGE).await?;
        let Some(last) = page.last() else { return Ok(rooms) };
        filter.after = Some(last.id);
        rooms.extend(page);
    }
}

async fn change(database: &Database, address: &str, change: RoomChange) -> anyhow::Result<()> {
    Session::run(database, async |session| {
        let room = find(session, address).await?;
        let confirmed = Confirmed::at_the_command_line();
        Ok(session.chat.administer_room(&session.administrator, confirmed, room, change).await?)
    })
    .await
}

async fn find(session: &Session, address: &str) -> anyhow::Result<RoomId> {
    let slug = Slug::parse(address.trim_start_matches('#'));
    let found = rooms(session, "").await?.into_iter().find(|room| room.slug == slug);
    let found = found.ok_or_else(|| {
        anyhow::anyhow!("there is no room {address}. Give the end of its address, like general: snug room list")
    })?;
    Ok(found.id)
}
