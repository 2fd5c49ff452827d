//! `snug demo`: a sample week, for looking around, screenshots and benches.

use std::net::{IpAddr, Ipv4Addr};

use jiff::{SignedDuration, Timestamp};

use crate::chat::Entrance;
use crate::cli::output::print_line;
use crate::cli::session::Session;
use crate::config::Demo;
use crate::model::people::NewPicture;
use crate::model::text::candidates;
use crate::model::{
    Account, AccountId, DisplayName, Draft, Emoji, EmojiName, MessageId, Network, Password, RoomDescription,
    RoomId, RoomKind, RoomName, Slug, Username,
};
use crate::store::{GroupMentions, NewConversation, NewMessage, NewProfile, NewRoom, Posted};

/// The lines that people write: room, author, text and reactions.
const LINES: &str = include_str!("demo.txt");

/// Usernames and display names. The first one is the administrator.
const PEOPLE: [(&str, &str); 6] = [
    ("ann", "Ann Lee"),
    ("bob", "Bob Okafor"),
    ("cy", ""),
    ("dee", "Dee Müller"),
    ("mo", "Mo Haddad"),
    ("zoe", "Zoë Tanaka"),
];

/// Names and descriptions. Closed rooms have a star before their names.
const ROOMS: [(&str, &str); 19] = [
    ("Garden", "Beds, compost and the watering list"),
    ("Website", "The public pages"),
    ("Help", "Questions are welcome"),
    ("Announcements", ""),
    ("Bikes", "Repair on Tuesdays"),
    ("*Board", "Minutes and votes"),
    ("Books", "One book each month"),
    ("Choir", "Thursdays at seven"),
    ("Cinema", "Films, and who comes along"),
    ("Hall & keys", "Bookings of the hall"),
    ("Hikes", ""),
    ("Kitchen", "Recipes and shopping"),
    ("Lost and found", ""),
    ("Newsletter", "The next issue"),
    ("Photos", ""),
    ("*Treasury", "Budget and bills"),
    ("Workshop", "Tools and courses"),
    ("日本語", "日本語で話しましょう"),
    ("العربية", "نتحدث العربية هنا"),
];

/// Conversations: positions in [`PEOPLE`].
const CONVERSATIONS: [&[usize]; 10] =
    [&[0, 1], &[0, 2], &[0, 3], &[0, 4], &[0, 5], &[0, 1, 2], &[0, 3, 5], &[0, 2, 4], &[0, 1, 4, 5], &[0, 1, 3]];

/// Messages in a room that has no lines of its own, and in a conversation.
const SMALL_TALK: usize = 9;

/// Fills an empty database with a sample week.
///
/// # Errors
/// When there is an account already, or the database can't be used.
pub async fn run(config: Demo) -> anyhow::Result<()> {
    Session::run(&config.database, async |session| {
        if session.store.has_administrator().await? {
            anyhow::bail!("the database has accounts already; snug demo fills a new one: --database demo.db");
        }
        let people = register(session, &config.password).await?;
        session.chat.dismiss_setup(&session.administrator).await?;
        add_emoji(session, people[2]).await?;
        let rooms = make_rooms(session, &people).await?;
        let count = talk(session, &people, &rooms).await?;
        print_line(&format!(
            "{count} messages of {} people in {} rooms and conversations. Log in as ann, bob, cy, dee, mo or zoe, with the password {}",
            people.len(),
            rooms.len(),
            config.password,
        ));
        Ok(())
    })
    .await
}

async fn register(session: &Session, password: &str) -> anyhow::Result<Vec<AccountId>> {
    let mut people = Vec::new();
    for (username, display_name) in PEOPLE {
        let password = Password::parse(password.to_owned(), username)
            .map_err(|_| anyhow::anyhow!("choose a longer or less common password with --password"))?;
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let account =
            session.chat.register(Username::parse(username)?, password, address, &Entrance::Form).await?;
        people.push(account.id);
        if let Ok(name) = DisplayName::parse(display_name) {
            set_name(session, &account, name).await?;
        }
    }
    Ok(people)
}

async fn set_name(session: &Session, account: &Account, name: DisplayName) -> anyhow::Result<()> {
    let id = session.chat.start_session(account, String::new(), Network::NONE).await?.id();
    let profile = NewProfile { account: account.id, session: id, name: Some(name), picture: NewPicture::Same };
    session.store.set_profile(profile).await?;
    Ok(session.store.delete_session(id, account.id).await?)
}

/// The picture of the custom emoji `:garden_sun:`.
const SUN: &[u8] = include_bytes!("demo_sun.png");

async fn add_emoji(session: &Session, person: AccountId) -> anyhow::Result<()> {
    let account = session.store.own_account(person).await?.account;
    let id = session.chat.start_session(&account, String::new(), Network::NONE).await?.id();
    let name =
        EmojiName::parse("garden_sun").map_err(|_| anyhow::anyhow!("the emoji of the sample has no name"))?;
    session.chat.add_emoji_as(person, id, name, SUN.to_vec()).await?;
    Ok(session.store.delete_session(id, person).await?)
}

/// A room, and the positions of its members.
struct DemoRoom {
    id: RoomId,
    name: String,
    members: Vec<usize>,
}

async fn make_rooms(session: &Session, people: &[AccountId]) -> anyhow::Result<Vec<DemoRoom>> {
    let (store, started) = (&session.store, Timestamp::now() - SignedDuration::from_hours(24 * 8));
    let everybody: Vec<usize> = (0..people.len()).collect();
    let general = store.room_named(&RoomName::parse("General")?).await?;
    let mut rooms = vec![DemoRoom { id: general.id, name: "general".to_owned(), members: everybody.clone() }];
    for (position, (name, description)) in ROOMS.into_iter().enumerate() {
        let closed = name.starts_with('*');
        let name = RoomName::parse(name.trim_start_matches('*'))?;
        let slug = Slug::from_name(&name);
        let new = NewRoom {
            slug: if closed { slug.with_random([7; 10]) } else { slug.clone() },
            name,
            kind: if closed { RoomKind::Closed } else { RoomKind::Open },
            description: RoomDescription::parse(description)?,
            by: Some(people[0]),
            only_administrators: false,
            max_per_maker: u32::MAX,
            created_at: started,
        };
        let room = store.create_room(new).await?;
        // Some rooms aren't everybody's.
        let members: Vec<usize> =
            everybody.iter().copied().filter(|one| *one == 0 || (one + position) % 4 != 3).collect();
        for member in members.iter().skip(1) {
            store.invite(room.id, people[0], people[*member], started).await?;
        }
        rooms.push(DemoRoom { id: room.id, name: slug.as_str().to_owned(), members });
    }
    for members in CONVERSATIONS {
        let new = NewConversation {
            by: people[members[1]],
            people: members.iter().map(|one| people[*one]).collect(),
            slug: Slug::parse("direct").with_random([u8::try_from(rooms.len())?; 10]),
            max_per_maker: u32::MAX,
            max_unwritten: u32::MAX,
            begun_at: started,
        };
        let id = store.direct_room(new).await?.room.id;
        rooms.push(DemoRoom { id, name: String::new(), members: members.to_vec() });
    }
    Ok(rooms)
}

/// A line of the sample week.
struct Line<'a> {
    room: &'a str,
    author: usize,
    text: String,
    replies: bool,
    reactions: Vec<Emoji>,
}

fn lines() -> Vec<Line<'static>> {
    let parse = |line: &'static str| {
        let mut parts = line.splitn(3, '|');
        let (room, author, text) = (parts.next()?, parts.next()?, parts.next()?);
        // Reactions stand after the last bar; tables have bars, too.
        let (text, reactions) = match text.rsplit_once('|') {
            Some((text, reactions)) if reactions.starts_with(':') => (text, reactions),
            _ => (text, ""),
        };
        Some(Line {
            room,
            author: PEOPLE.iter().position(|(name, _)| *name == author)?,
            replies: text.starts_with("+ "),
            text: text.trim_start_matches("+ ").replace("\\n", "\n"),
            reactions: reactions.split_whitespace().filter_map(|typed| Emoji::parse(typed).ok()).collect(),
        })
    };
    LINES.lines().filter(|line| !line.starts_with('#')).filter_map(parse).collect()
}

/// Posts all lines, in the order of their times. Returns the number of messages.
async fn talk(session: &Session, people: &[AccountId], rooms: &[DemoRoom]) -> anyhow::Result<usize> {
    let lines = lines();
    let small_talk: Vec<&Line<'_>> = lines.iter().filter(|line| line.room == "*").collect();
    let mut said: Vec<(Timestamp, usize, &Line<'_>)> = Vec::new();
    let now = Timestamp::now();
    for (position, room) in rooms.iter().enumerate() {
        let own: Vec<&Line<'_>> = lines.iter().filter(|line| line.room == room.name).collect();
        let start = position * 7;
        let own = if own.is_empty() {
            small_talk.iter().cycle().skip(start).take(SMALL_TALK).copied().collect()
        } else {
            own
        };
        let count = own.len();
        for (number, line) in own.into_iter().enumerate() {
            // Three lines at a time, over seven days, between eight and six o'clock.
            let day = 6 - number * 7 / count;
            let minute = (position * 97 + number / 3 * 53) % 600 + number % 3 * 2;
            let ago = SignedDuration::from_mins(i64::try_from(day * 24 * 60 + 720 - minute)?);
            said.push((now - ago, position, line));
        }
    }
    said.sort_by_key(|(at, ..)| *at);
    let mut last: Vec<Option<MessageId>> = vec![None; rooms.len()];
    let count = said.len();
    for (posted_at, position, line) in said {
        let room = &rooms[position];
        // In a conversation, small talk is its members'.
        let author = if room.members.contains(&line.author) {
            line.author
        } else {
            room.members[line.author % room.members.len()]
        };
        let draft = Draft::parse(&line.text).map_err(|_| anyhow::anyhow!("a line of the sample is no message"))?;
        let new = NewMessage {
            files: Vec::new(),
            room: room.id,
            author: people[author],
            names: candidates(draft.as_str()),
            draft,
            reply_to: last[position].filter(|_| line.replies),
            nonce: None,
            groups: GroupMentions::default(),
            posted_at,
        };
        let Posted::New(change) = session.store.post_message(new).await? else { continue };
        last[position] = Some(change.message.id);
        for (other, emoji) in line.reactions.iter().enumerate() {
            let reader = room.members[(author + other + 1) % room.members.len()];
            session
                .store
                .toggle_reaction(room.id, change.message.id, people[reader], emoji.clone(), posted_at)
                .await?;
        }
    }
    read_most(session, people, rooms).await?;
    Ok(count)
}

/// Marks two of three rooms as read by all their members.
async fn read_most(session: &Session, people: &[AccountId], rooms: &[DemoRoom]) -> anyhow::Result<()> {
    for (position, room) in rooms.iter().enumerate() {
        let newest = session.store.newest_change(room.id).await?;
        for member in room.members.iter().filter(|member| (position + **member) % 3 != 0) {
            session.store.note_read(room.id, people[*member], None, newest).await?;
        }
    }
    Ok(())
}
