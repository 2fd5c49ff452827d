//! Load: people who concurrently post, edit, delete and read, retry requests without a response, and record what was
//! acknowledged.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rusqlite::rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use crate::app::{Answer, Person, css};
use crate::process;
use crate::random::Random;
use crate::reader::{List, Reader};

const MESSAGES: &str = "/rooms/general/messages";

/// The last message, at which readers stop.
const END: &str = "that was all";

/// What was sent, by nonce.
pub type Sent = HashMap<String, Fate>;

#[derive(Debug)]
pub enum Fate {
    /// Acknowledged, with its text after the last acknowledged edit.
    Stored(String),
    /// Acknowledged, and then deleted.
    Deleted,
    /// Never acknowledged: it may or may not be stored.
    Unknown(String),
}

/// The people and their messages so far.
pub struct Load {
    posters: JoinSet<Sent>,
    readers: JoinSet<Reader>,
    first: Person,
    stop: CancellationToken,
    acknowledged: watch::Sender<u64>,
    up: watch::Sender<bool>,
}

pub struct Crowd {
    pub posters: u32,
    pub readers: u32,
    /// Messages per person; none: until stopped.
    pub messages: Option<u32>,
}

impl Load {
    /// Registers people at `server`, and starts their requests at `url`, which may be a proxy.
    pub async fn start(server: &str, url: &str, crowd: &Crowd) -> Self {
        let (acknowledged, up) = (watch::Sender::new(0), watch::Sender::new(true));
        let (mut posters, mut readers) = (JoinSet::new(), JoinSet::new());
        let stop = CancellationToken::new();
        let mut first = None;
        for number in 0..crowd.readers {
            let person = register(server, &format!("reader-{number}")).await;
            readers.spawn(read_to_the_end(Reader::new(person.at(url)), up.subscribe()));
        }
        for number in 0..crowd.posters {
            let person = register(server, &format!("poster-{number}")).await;
            first.get_or_insert(person.clone());
            let poster = Poster {
                person: person.at(url),
                number,
                random: Random::of(1 + u64::from(number)),
                up: up.subscribe(),
                acknowledged: acknowledged.clone(),
                sent: Sent::new(),
            };
            posters.spawn(poster.post(crowd.messages, stop.clone()));
        }
        Self { posters, readers, first: first.unwrap(), stop, acknowledged, up }
    }

    /// Waits for this many further acknowledged posts.
    pub async fn acknowledged(&self, more: u64) {
        let goal = *self.acknowledged.borrow() + more;
        self.acknowledged.subscribe().wait_for(|count| *count >= goal).await.unwrap();
    }

    /// Sets whether the server is up. While it is down, people pause.
    pub fn server_is_up(&self, is_up: bool) {
        self.up.send_replace(is_up);
    }

    /// Stops the posters, waits for them and the readers, and checks that each reader has what the server shows.
    /// Returns what was sent.
    pub async fn finish(mut self) -> Sent {
        self.stop.cancel();
        let mut sent = Sent::new();
        while let Some(theirs) = self.posters.join_next().await {
            sent.extend(theirs.unwrap());
        }
        say_the_last(&self.first, &mut sent).await;
        let shown = List::of_room(&self.first, "general").await;
        while let Some(reader) = self.readers.join_next().await {
            reader.unwrap().holds_what_is_shown(&shown).await;
        }
        sent
    }
}

/// The command that serves `chat.db` in a folder, without rate limits.
pub fn serve(folder: &Path, port: u16) -> Command {
    let mut command = process::serve(folder, port);
    command.args(["--messages-per-minute", "0"]);
    command
}

/// Somebody new, logged in.
pub async fn register(server: &str, name: &str) -> Person {
    Person::new(server).register(name).await
}

/// Posts the last message.
pub async fn say_the_last(person: &Person, sent: &mut Sent) {
    let answer = person.post(MESSAGES, &[("body", END), ("nonce", END)]).await;
    assert_eq!(answer.status, 303);
    sent.insert(END.to_owned(), Fate::Stored(END.to_owned()));
}

/// Reads up to the last message, resuming after each break.
pub async fn read_to_the_end(mut reader: Reader, mut up: watch::Receiver<bool>) -> Reader {
    while !reader.read_until(END).await {
        // Pause while the server is down.
        let _ = up.wait_for(|up| *up).await;
    }
    reader
}

struct Poster {
    person: Person,
    number: u32,
    random: Random,
    up: watch::Receiver<bool>,
    acknowledged: watch::Sender<u64>,
    sent: Sent,
}

impl Poster {
    async fn post(mut self, messages: Option<u32>, stop: CancellationToken) -> Sent {
        for message in 0..messages.unwrap_or(u32::MAX) {
            if stop.is_cancelled() {
                break;
            }
            // Long and multi-byte, so that cuts fall inside it.
            let nonce = format!("{}-{message}", self.number);
            let body = format!("poster {} says number {message}: größer 🙂", self.number);
            let form = [("body", body.as_str()), ("nonce", nonce.as_str())];
            let gives_up = self.random.below(4) == 0;
            let answer = match self.person.try_post(MESSAGES, &form).await {
                Ok(answer) => Some(answer),
                Err(_) if gives_up => None,
                Err(_) => Some(self.insist(MESSAGES, &form).await),
            };
            let Some(answer) = answer else {
                self.sent.insert(nonce, Fate::Unknown(body));
                continue;
            };
            assert_eq!(answer.status, 303, "{}", answer.body);
            self.acknowledged.send_modify(|count| *count += 1);
            let fate = match self.random.below(12) {
                0 | 1 => self.edit(body).await,
                2 => self.delete(body).await,
                3 => self.react(body).await,
                _ => Fate::Stored(body),
            };
            self.sent.insert(nonce, fate);
        }
        self.sent
    }

    async fn edit(&mut self, body: String) -> Fate {
        let Some(address) = self.find(&body).await else { return Fate::Stored(body) };
        let edited = format!("{body}, edited");
        let answer = self.insist(&format!("{address}/edit"), &[("body", &edited)]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        Fate::Stored(edited)
    }

    async fn react(&mut self, body: String) -> Fate {
        if let Some(address) = self.find(&body).await {
            // A post without a response may have been stored: this deletes it.
            let answer = self.insist(&format!("{address}/reactions"), &[("emoji", "🎉")]).await;
            assert_eq!(answer.status, 303, "{}", answer.body);
        }
        Fate::Stored(body)
    }

    async fn delete(&mut self, body: String) -> Fate {
        let Some(address) = self.find(&body).await else { return Fate::Stored(body) };
        let answer = self.insist(&format!("{address}/delete"), &[]).await;
        // A deletion without a response may have succeeded.
        assert!([303, 404].contains(&answer.status.as_u16()), "{}", answer.body);
        Fate::Deleted
    }

    /// Retries until there is a response.
    async fn insist(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        loop {
            match self.person.try_post(path, form).await {
                Ok(answer) => return answer,
                Err(_) => self.up.wait_for(|up| *up).await.map(|_| ()).unwrap(),
            }
        }
    }

    /// The URL of one of the newest messages.
    async fn find(&mut self, body: &str) -> Option<String> {
        let page = loop {
            match Answer::try_of(self.person.request(reqwest::Method::GET, "/rooms/general")).await {
                Ok(page) => break page,
                Err(_) => self.up.wait_for(|up| *up).await.map(|_| ()).unwrap(),
            }
        };
        let html = page.html();
        let id = html.select(&css("article")).find_map(|article| {
            let text: String = article.select(&css(".body")).flat_map(|body| body.text()).collect();
            (text == body).then(|| article.attr("id").unwrap().trim_start_matches("message-").to_owned())
        })?;
        Some(format!("{MESSAGES}/{id}"))
    }
}

/// Checks that the database has each message exactly as often as allowed, with its text, in the order of posting.
pub fn check(database: &Path, mut sent: Sent) {
    let db = Connection::open(database).unwrap();
    let integrity: String = db.query_row("pragma integrity_check", (), |row| row.get(0)).unwrap();
    assert_eq!(integrity, "ok");
    let query = "select nonce, body, deleted_at is not null, created_change from messages order by id";
    let mut statement = db.prepare(query).unwrap();
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
    let (mut last_change, mut last_of) = (0, HashMap::<String, u32>::new());
    for row in rows {
        let (nonce, body, deleted, change): (String, String, bool, i64) = row.unwrap();
        match sent.remove(&nonce).unwrap_or_else(|| panic!("{nonce} is there twice, or was never sent")) {
            Fate::Stored(text) | Fate::Unknown(text) => assert_eq!((&body, deleted), (&text, false), "{nonce}"),
            Fate::Deleted => assert!(deleted && body.is_empty(), "{nonce}"),
        }
        assert!(change > last_change, "changes are in the order of the messages");
        last_change = change;
        if let Some((poster, number)) = nonce.split_once('-') {
            let number = number.parse().unwrap();
            let before = last_of.insert(poster.to_owned(), number);
            assert!(before.is_none_or(|before| before < number), "{nonce} comes after {before:?}");
        }
    }
    sent.retain(|_, fate| !matches!(fate, Fate::Unknown(_)));
    assert!(sent.is_empty(), "acknowledged and lost: {sent:?}");
    let numbers = "select change = (select max(latest_change) from messages where room_id = rooms.id) from rooms";
    assert!(db.query_row(numbers, (), |row| row.get::<_, bool>(0)).unwrap(), "the room's number is its newest");
}
