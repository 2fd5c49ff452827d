//! The database of a measured server: people with sessions, rooms, and a history, written through Snug's store.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use argon2::Argon2;
use argon2::password_hash::PasswordHasher as _;
use jiff::Timestamp;
use snug::model::{
    Account, AccountId, MessageId, Position, Room, RoomDescription, RoomId, RoomKind, RoomName, SessionToken,
    Slug, Username,
};
use snug::store::{Factor, ImportedAccount, ImportedMessage, NewRoom, NewSession, Store};
use tempfile::TempDir;
use tokio::task::JoinSet;

/// The number of people. Sessions are distributed over them.
const PEOPLE: usize = 256;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// Messages per transaction.
const BATCH: usize = 10_000;

pub struct Stage {
    folder: TempDir,
    /// The session cookies; those of one person are [`PEOPLE`] apart.
    pub cookies: Vec<String>,
    /// The rooms' slugs.
    pub rooms: Vec<String>,
}

impl Stage {
    /// Creates a database with this many sessions, rooms, and messages in the first room.
    pub fn set(sessions: usize, rooms: usize, messages: usize) -> Result<Self> {
        // On the disk of the build, because the system's temporary folder may be in memory.
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR"))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (cookies, rooms) = runtime.block_on(async {
            let store = Store::open(&folder.path().join("chat.db")).await?;
            let people = add_people(&store).await?;
            let cookies = log_in(&store, &people, sessions).await?;
            let rooms = add_rooms(&store, people[0].id, rooms).await?;
            add_messages(&store, rooms[0].id, &people, messages).await?;
            store.close().await;
            anyhow::Ok((cookies, rooms))
        })?;
        let rooms = rooms.iter().map(|room| room.slug.as_str().to_owned()).collect();
        Ok(Self { folder, cookies, rooms })
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The ids of the first room's first and last message.
    pub fn message_ids(&self) -> Result<(i64, i64)> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let store = Store::open(&self.folder.path().join("chat.db")).await?;
            let room = store.room_named(&RoomName::parse("General")?).await?;
            let oldest = store.page(room.id, Position::After(MessageId(0)), 1).await?;
            let newest = store.page(room.id, Position::Newest, 1).await?;
            store.close().await;
            let first = oldest.messages.first().context("the room is empty")?;
            let last = newest.messages.last().context("the room is empty")?;
            Ok((first.id.0, last.id.0))
        })
    }
}

async fn add_people(store: &Store) -> Result<Vec<Account>> {
    let hash = Argon2::default().hash_password(PASSWORD.as_bytes()).map_err(|error| anyhow!("{error}"))?;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let new = ImportedAccount {
            username: Username::parse(&format!("person-{number}"))?,
            password_hash: Some(hash.to_string()),
            origin: format!("bench:{number}"),
            created_at: Timestamp::now(),
        };
        people.push(store.import_account(new).await?);
    }
    Ok(people)
}

async fn log_in(store: &Store, people: &[Account], sessions: usize) -> Result<Vec<String>> {
    let instance = store.instance().await?;
    let mut cookies = Vec::new();
    let mut writes = JoinSet::new();
    for number in 0..sessions {
        let mut bits = [7; 32];
        bits[..8].copy_from_slice(&number.to_be_bytes());
        let token = SessionToken::new(bits);
        // As a browser sends it. With another value, each response would set this cookie again.
        let user = format!("person%2D{}", number % people.len());
        cookies.push(format!("snug-{instance}={}; snug-{instance}-user={user}", token.encode()));
        let (store, account) = (store.clone(), people[number % people.len()].id);
        writes.spawn(async move {
            let now = Timestamp::now();
            let new = NewSession {
                id: token.id(),
                account,
                opened_by: None,
                factor: Factor::None,
                device: "bench".to_owned(),
                network: String::new(),
                now,
            };
            store.create_session(new, u32::MAX).await
        });
        // The writer's queue is bounded.
        if writes.len() == 256 {
            while let Some(written) = writes.join_next().await {
                written??;
            }
        }
    }
    while let Some(written) = writes.join_next().await {
        written??;
    }
    Ok(cookies)
}

async fn add_rooms(store: &Store, by: AccountId, count: usize) -> Result<Vec<Room>> {
    let mut rooms = vec![store.room_named(&RoomName::parse("General")?).await?];
    for number in 1..count {
        let name = RoomName::parse(&format!("Room {number}"))?;
        let new = NewRoom {
            slug: Slug::from_name(&name),
            name,
            kind: RoomKind::Open,
            description: RoomDescription::default(),
            by: Some(by),
            only_administrators: false,
            max_per_maker: u32::MAX,
            created_at: Timestamp::now(),
        };
        rooms.push(store.create_room(new).await?);
    }
    Ok(rooms)
}

/// A conversation: people take turns of three messages each, a minute apart.
async fn add_messages(store: &Store, room: RoomId, people: &[Account], count: usize) -> Result<()> {
    let start = Timestamp::now().as_second() - i64::try_from(count)? * 60;
    for batch in 0..count.div_ceil(BATCH) {
        let messages = (batch * BATCH..count.min((batch + 1) * BATCH)).map(|number| {
            let posted_at = Timestamp::from_second(start + i64::try_from(number)? * 60)?;
            let author = people[number / 3 % people.len()].id;
            Ok(ImportedMessage { room, author, body: body(number), origin: format!("bench:{number}"), posted_at })
        });
        store.import_messages(messages.collect::<Result<_>>()?).await?;
    }
    Ok(())
}

/// A text of typical length; some have a link or several lines.
fn body(number: usize) -> String {
    let text = format!("Message {number}: shall we meet at nine, or is that too early for everyone on the train?");
    match number % 10 {
        3 => format!("{text}\nSee https://example.org/plans/{number} for the plan."),
        7 => "Yes.".to_owned(),
        _ => text,
    }
}
