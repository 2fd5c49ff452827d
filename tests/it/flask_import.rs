//! Importing a Flask chat, whose database is written by Flask and Werkzeug themselves (`tests/flask_chat`).

mod logins;
mod old_chat;
mod repeated;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use tokio_rusqlite::rusqlite::{Connection, OpenFlags};

use self::old_chat::{CHAT, old_database, python, succeed};
use crate::app::Person;
use crate::process::{Process, run, text};

/// A folder with an old chat's database, for Snug.
struct Move {
    folder: TempDir,
}

impl Move {
    /// None where Flask isn't available: the test is then skipped with a notice.
    fn prepare() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        fs::copy(old_database()?, folder.path().join("old.db")).unwrap();
        Some(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn old(&self) -> PathBuf {
        self.path().join("old.db")
    }

    /// Adds messages to the old chat.
    fn say_more(&self) {
        let python = python().unwrap();
        succeed(Command::new(python).arg(CHAT).arg(self.old()).arg("--more")).unwrap();
    }

    /// Runs the import; returns the lines printed.
    fn import(&self, options: &[&str]) -> Vec<String> {
        let output = run(self.path(), &[&["import", "flask-chat", "old.db"], options].concat());
        assert!(output.status.success(), "{output:?}");
        assert_eq!(text(&*output.stderr), "");
        text(&*output.stdout).lines().map(str::to_owned).collect()
    }

    fn start(&self) -> Process {
        Process::start(self.path(), 0)
    }

    fn snug(&self) -> Connection {
        Connection::open_with_flags(self.path().join("chat.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    fn password_hash(&self, name: &str) -> String {
        let query = "select password_hash from accounts where username = ?1";
        self.snug().query_row(query, [name], |row| row.get(0)).unwrap()
    }

    /// Authors and texts of a room, from the database.
    fn said(&self, room: &str) -> Vec<(String, String)> {
        let snug = self.snug();
        let query = "select a.username, m.body from messages m
            join accounts a on a.id = m.author_id join rooms r on r.id = m.room_id where r.slug = ?1 order by m.id";
        let mut statement = snug.prepare(query).unwrap();
        let said = statement.query_map([room], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        said.map(Result::unwrap).collect()
    }
}

async fn log_in(server: &Process, name: &str, password: &str) -> Person {
    let person = server.browser();
    let answer = person.post("/login", &[("username", name), ("password", password)]).await;
    assert_eq!(answer.status, 303, "{name} cannot log in: {}", answer.body);
    person
}

async fn register(server: &Process, name: &str) -> Person {
    server.browser().register(name).await
}

/// Authors and texts of a room, read page by page.
async fn history(person: &Person, room: &str) -> Vec<(String, String)> {
    let mut history = Vec::new();
    let mut page = format!("/rooms/{room}");
    loop {
        let answer = person.get(&page).await;
        assert_eq!(answer.status, 200, "{page}");
        let (html, body) = (answer.html(), crate::app::css(".body"));
        let messages: Vec<_> = html.select(&crate::app::css("article")).collect();
        let Some(first) = messages.first() else { break };
        let id = first.attr("id").unwrap().strip_prefix("message-").unwrap();
        page = format!("/rooms/{room}?before={id}");
        let said = messages.iter().map(|message| {
            let body: String = message.select(&body).next().unwrap().text().collect();
            (message.attr("data-author").unwrap().to_owned(), body)
        });
        history.splice(0..0, said.collect::<Vec<_>>());
    }
    history
}

fn lines(said: &[(&str, &str)]) -> Vec<(String, String)> {
    said.iter().map(|(who, what)| ((*who).to_owned(), (*what).to_owned())).collect()
}

/// The numbers that ann or bob counted in a room: every second one from `first`.
fn counted(first: usize) -> Vec<(String, String)> {
    let by = |number: usize| if number.is_multiple_of(3) { "bob" } else { "ann" };
    (first..=1_200).step_by(2).map(|number| (by(number).to_owned(), format!("number {number}"))).collect()
}

fn in_general() -> Vec<(String, String)> {
    lines(&[
        ("veteran", "Welcome, everyone!"),
        ("ann", "Hi 👋🏽 — Ünïcödé, 日本語, עברית"),
        ("bob", "<script>alert(\"hi\")</script> & <b>bold</b>"),
        ("cy", "Twolines"),
        ("gone", "I am leaving"),
        ("john-doe", "The other john"),
        (&"n".repeat(32), "A long name"),
        ("imported", "Slow and steady"),
        ("דוד-לוי", "שלום"),
    ])
}

#[tokio::test]
async fn imported_messages_keep_their_order() {
    let Some(the_move) = Move::prepare() else { return };
    the_move.import(&[]);
    let server = the_move.start();
    let ann = log_in(&server, "ann", "correct horse").await;
    // Line ends are elements without text.
    assert_eq!(history(&ann, "general").await, in_general());
    assert_eq!(
        history(&ann, "off-topic").await,
        lines(&[("ann", "Anything goes here"), ("bob", "One room, two spellings")])
    );
    assert_eq!(history(&ann, &"l".repeat(80)).await, lines(&[("cy", "In the room with the long name")]));
    assert_eq!(history(&ann, "imported").await, lines(&[("Ann-2", "In the room without a name")]));
    assert_eq!(history(&ann, "odd").await, counted(1));
    assert_eq!(history(&ann, "even").await, counted(2));

    let long: Vec<String> = history(&ann, "long").await.into_iter().map(|(_, body)| body).collect();
    let words: Vec<String> = (0..2_000).map(|number| format!("word{number:05}")).collect();
    assert_eq!(long[..3].join(" "), words.join(" "));
    assert_eq!(long[3..].concat(), "x".repeat(20_000));
}

#[tokio::test]
async fn people_log_in_with_old_passwords_which_are_rehashed() {
    let Some(the_move) = Move::prepare() else { return };
    the_move.import(&[]);
    let server = the_move.start();
    for (name, password, method) in [
        ("ann", "correct horse", "scrypt:"),
        ("Ann-2", "battery staple", "pbkdf2:sha256:"),
        ("bob", "pw", "pbkdf2:sha1:"),
        ("cy", "pässwörd 🔑", "scrypt:"),
        ("john-doe", "another john's", "scrypt:"),
        ("john-doe-2", "correct horse", "scrypt:"),
        ("imported", "correct horse", "scrypt:"),
    ] {
        assert!(the_move.password_hash(name).starts_with(method), "{name}");
        let wrong = server.browser().post("/login", &[("username", name), ("password", "wrong")]).await;
        assert_eq!(wrong.status, 422, "{name}");
        assert!(the_move.password_hash(name).starts_with(method), "{name}");
        log_in(&server, name, password).await;
        assert!(the_move.password_hash(name).starts_with("$argon2id$"), "{name}");
        log_in(&server, name, password).await;
    }
    for (name, password) in [("veteran", "from the old days"), ("gone", "correct horse"), ("gone", "")] {
        let answer = server.browser().post("/login", &[("username", name), ("password", password)]).await;
        assert_eq!(answer.status, 422, "{name}");
    }
}

#[test]
fn the_import_reports_everything_it_changed() {
    let Some(the_move) = Move::prepare() else { return };
    let n = |count| "n".repeat(count);
    let l = |count| "l".repeat(count);
    let expected = [
        "account “john-doe”: the first who can log in, so it is the administrator".to_owned(),
        "account “Ann”: the name, or one that looks like it, is taken in Snug, so it is now “Ann-2”".to_owned(),
        "account “john doe”: not a name in Snug, so it is now “john-doe-2”".to_owned(),
        format!("account “{}”: not a name in Snug, so it is now “{}”", n(40), n(32)),
        "account “🐢🐢”: not a name in Snug, so it is now “imported”".to_owned(),
        "account “דוד לוי”: not a name in Snug, so it is now “דוד-לוי”".to_owned(),
        "account “\u{fffd}[2Jclear”: not a name in Snug, so it is now “2Jclear”".to_owned(),
        "account “veteran”: its password is in an unknown form, so it cannot log in".to_owned(),
        "room “general”: it is “General” in Snug".to_owned(),
        "room “off topic”: it is “Off Topic” in Snug".to_owned(),
        "message 6: empty, so it was left out".to_owned(),
        format!("room “{}…”: not a name in Snug, so it is now “{}”", l(80), l(80)),
        "room “”: not a name in Snug, so it is now “Imported”".to_owned(),
        "message 10: too long, so it is now 3 messages".to_owned(),
        "message 11: too long, so it is now 3 messages".to_owned(),
        "account “gone”: no longer in the old chat, kept for its messages".to_owned(),
        "account “gone”: it has no password, so it cannot log in".to_owned(),
        "12 accounts and 1219 messages imported; 0 messages were here already".to_owned(),
    ];
    let mut printed = the_move.import(&[]);
    assert_eq!(printed.last(), expected.last());
    // The order of these lines isn't specified.
    let mut expected = expected.to_vec();
    printed.sort();
    expected.sort();
    assert_eq!(printed, expected);
}

#[tokio::test]
async fn merge_unites_accounts_of_the_same_name() {
    let Some(the_move) = Move::prepare() else { return };
    let server = the_move.start();
    let bob = server.browser();
    bob.post("/register", &[("username", "bob"), ("password", "a new password")]).await;
    register(&server, "ann").await;
    register(&server, "john-doe-2").await;

    let printed = the_move.import(&["--merge"]);
    assert!(printed.contains(&"account “bob”: taken to be “bob” in Snug".to_owned()), "{printed:?}");
    assert!(printed.contains(&"account “ann”: taken to be “ann” in Snug".to_owned()), "{printed:?}");
    // Neither names that differ in case, nor mapped names are merged.
    assert!(printed.contains(
        &"account “Ann”: the name, or one that looks like it, is taken in Snug, so it is now “Ann-2”".to_owned()
    ));
    let john = "account “john doe”: not a name in Snug, so it is now “john-doe-3”";
    assert!(printed.contains(&john.to_owned()), "{printed:?}");
    assert_eq!(history(&bob, "general").await, in_general());
    let old_password = bob.post("/login", &[("username", "bob"), ("password", "pw")]).await;
    assert_eq!(old_password.status, 422);

    // The next run merges them even without the flag.
    let again = the_move.import(&[]);
    assert_eq!(again.last().unwrap(), "0 accounts and 0 messages imported; 1219 messages were here already");
}

#[test]
fn the_old_database_is_only_read() {
    let Some(the_move) = Move::prepare() else { return };
    let before = fs::read(the_move.old()).unwrap();
    the_move.import(&[]);
    assert!(fs::read(the_move.old()).unwrap() == before, "the old database has changed");
    let mut files: Vec<_> =
        fs::read_dir(the_move.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["chat.db", "old.db"]);
}

#[test]
fn values_in_the_write_ahead_log_are_imported_whatever_their_type() {
    let Some(the_move) = Move::prepare() else { return };
    let old = Connection::open(the_move.old()).unwrap();
    old.execute_batch(
        "pragma journal_mode = wal;
        insert into messages (room, username, message) values ('general', 'ann', 'Not in the file yet');
        insert into messages (room, username, message) values ('types', 'ann', 42), ('types', 'ann', x'c3a4'),
            ('types', 'ann', 1.5), ('types', 'ann', null), (7, 'ann', 'in seven'), (null, null, 'by nobody');",
    )
    .unwrap();
    the_move.import(&[]);
    assert_eq!(the_move.said("general").pop().unwrap().1, "Not in the file yet");
    assert_eq!(the_move.said("types"), lines(&[("ann", "42"), ("ann", "ä"), ("ann", "1.5")]));
    assert_eq!(the_move.said("7"), lines(&[("ann", "in seven")]));
    assert_eq!(the_move.said("imported")[1], ("imported-2".to_owned(), "by nobody".to_owned()));
}

#[test]
fn a_file_that_is_not_a_flask_chat_is_refused_in_one_line() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("empty.db"), "").unwrap();
    fs::write(path("letter.txt"), "Dear Snug, this is a letter and no database.\n".repeat(100)).unwrap();
    fs::create_dir(path("folder")).unwrap();
    Connection::open(path("other.db")).unwrap().execute_batch("create table users (id, name)").unwrap();
    for (old, said) in [
        ("missing.db", "cannot read missing.db: "),
        ("folder", "cannot read folder: "),
        ("empty.db", "empty.db is not a Flask chat's database: "),
        ("letter.txt", "letter.txt is not a Flask chat's database: "),
        ("other.db", "other.db is not a Flask chat's database: "),
    ] {
        let Output { status, stdout, stderr } = run(folder.path(), &["import", "flask-chat", old]);
        let stderr = text(&*stderr);
        assert_eq!((status.code(), stdout.len()), (Some(1), 0), "{old}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{old}: {stderr}");
        assert!(stderr.starts_with(&format!("snug: {said}")), "{old}: {stderr}");
        assert!(!path("chat.db").exists(), "{old}");
        assert!(!path("missing.db").exists());
    }
}
