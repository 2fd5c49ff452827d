//! Logins and administrators after an import. The old databases are created here, as any version of Werkzeug could have
//! written them.

use tempfile::TempDir;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{PASSWORD, Person, TestApp};
use crate::process::{run, text};

/// HMAC with the salt as key; the password is `correct horse`.
const HASHES: [(&str, &str); 6] = [
    ("ann", "sha256$mN7tyk3w$85f7cf8b41f2acd90ee0c886eb46c2e7af0135f93f740dbe8c604c85b74f24a3"),
    ("bob", "sha1$mN7tyk3w$ca676332ca8ff16ac65036df08e39df2afdec3a4"),
    ("cy", "md5$mN7tyk3w$86cfd8f680cc630684f80c87fb49a59d"),
    ("dee", "pbkdf2:sha1:1000$mN7tyk3w$8ec2fc4030bc189202ded8ae5f27e896691dda17"),
    (
        "eve",
        "pbkdf2:sha512:1000$mN7tyk3w$b1919f06a1680c1335cf12e756b4f53296f263faf8d580a4ea7cbb377d23e5dea2c1d85901e503afbf7590babee683067ba3877ce5c92f4053037b8cc056f1e3",
    ),
    (
        "fay",
        "sha512$mN7tyk3w$0e4903db8c7ffc3b00b6dac01554c1454a0164cbca5ae66cdde1cdaec8cbea6a806b6e4d61867a29d1a72edd094d9e4d12d6dc1f6115c237ba9d294c4f61d82e",
    ),
];

/// bcrypt, which Snug doesn't verify.
const UNKNOWN: &str = "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW";

/// An old chat with these accounts.
fn old_chat(people: &[(Option<&str>, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let old = Connection::open(folder.path().join("old.db")).unwrap();
    old.execute_batch(
        "create table users (id integer primary key, username text unique, password text);
        create table messages (id integer primary key, room text, username text, message text);",
    )
    .unwrap();
    for (name, hash) in people {
        old.execute("insert into users (username, password) values (?1, ?2)", (name, hash)).unwrap();
    }
    folder
}

/// Imports into the database of a running server; returns the lines printed.
fn import(old: &TempDir, app: &TestApp) -> Vec<String> {
    let database = app.database();
    let output = run(old.path(), &["import", "flask-chat", "old.db", "--database", database.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    text(&*output.stdout).lines().map(str::to_owned).collect()
}

async fn log_in(app: &TestApp, name: &str, password: &str) -> Option<Person> {
    let person = app.browser();
    let answer = person.post("/login", &[("username", name), ("password", password)]).await;
    (answer.status == 303).then_some(person)
}

fn hash_of(app: &TestApp, name: &str) -> Option<String> {
    let snug = Connection::open(app.database()).unwrap();
    snug.query_row("select password_hash from accounts where username = ?1", [name], |row| row.get(0)).unwrap()
}

async fn administers(person: &Person, room: &str) -> bool {
    person.post("/rooms", &[("name", room)]).await.status == 303
}

#[tokio::test]
async fn older_werkzeug_hashes_are_verified_and_replaced() {
    let app = TestApp::spawn().await;
    import(&old_chat(&HASHES.map(|(name, hash)| (Some(name), hash))), &app);
    for (name, hash) in HASHES {
        assert_eq!(hash_of(&app, name).as_deref(), Some(hash));
        assert!(log_in(&app, name, "wrong horse").await.is_none(), "{name}");
        assert!(log_in(&app, name, "correct horse").await.is_some(), "{name}");
        assert!(hash_of(&app, name).unwrap().starts_with("$argon2id$"), "{name}");
        assert!(log_in(&app, name, "correct horse").await.is_some(), "{name}, again");
    }
}

#[tokio::test]
async fn without_a_usable_imported_login_the_next_registration_is_administrator() {
    let app = TestApp::spawn_with(&["--registration", "closed", "--room-creation", "administrators"]).await;
    let printed = import(&old_chat(&[(Some("ann"), UNKNOWN), (Some("bob"), UNKNOWN)]), &app);
    assert!(!printed.iter().any(|line| line.contains("the administrator")), "{printed:?}");
    assert!(
        printed.contains(&"nobody can administer yet: the next account that can log in will".to_owned()),
        "{printed:?}"
    );
    let cy = app.person("cy").await;
    assert!(administers(&cy, "Tea").await);
    let dee = app.browser().post("/register", &[("username", "dee"), ("password", PASSWORD)]).await;
    assert_eq!(dee.status, 403, "now somebody administers");
}

#[tokio::test]
async fn a_later_import_with_a_usable_login_makes_an_administrator() {
    let app = TestApp::spawn_with(&["--room-creation", "administrators"]).await;
    import(&old_chat(&[(Some("ann"), UNKNOWN)]), &app);
    let (name, hash) = HASHES[0];
    let other = old_chat(&[(Some("cy"), UNKNOWN), (Some("bob"), hash), (Some("dee"), HASHES[5].1)]);
    assert_ne!(name, "bob");
    let printed = import(&other, &app);
    assert!(
        printed.contains(&"account “bob”: the first who can log in, so it is the administrator".to_owned()),
        "{printed:?}"
    );
    let (bob, dee) =
        (log_in(&app, "bob", "correct horse").await.unwrap(), log_in(&app, "dee", "correct horse").await);
    assert!(administers(&bob, "Tea").await && !administers(&dee.unwrap(), "Coffee").await);
}

#[tokio::test]
async fn another_import_repairs_accounts_that_could_not_log_in() {
    let app = TestApp::spawn_with(&["--room-creation", "administrators"]).await;
    let (name, hash) = HASHES[1];
    let old = old_chat(&[(Some(name), hash)]);
    import(&old, &app);
    // As a version without support for this hash did.
    let snug = Connection::open(app.database()).unwrap();
    snug.execute_batch("update accounts set password_hash = null, role = 'member'").unwrap();
    assert!(log_in(&app, name, "correct horse").await.is_none());
    import(&old, &app);
    let person = log_in(&app, name, "correct horse").await.unwrap();
    assert!(administers(&person, "Tea").await, "the only one who can");
    import(&old, &app);
    assert!(hash_of(&app, name).unwrap().starts_with("$argon2id$"), "and no import brings an old password back");
}

#[tokio::test]
async fn a_long_imported_password_still_works() {
    let app = TestApp::spawn().await;
    import(
        &old_chat(&[
            (Some("ann"), "sha256$mN7tyk3w$45e50453030d361f7347de5395b045bde41d0b4732331405f40e6bd50c6a437c"),
            (Some("bob"), "sha256$mN7tyk3w$097530afa3c022e02d00ec53511fea98b22dd47867b67b530a195b007ce554f9"),
        ]),
        &app,
    );
    let (long, longer) = ("ä".repeat(2_048), "ä".repeat(2_049));
    for time in ["by Werkzeug's hash", "by our own"] {
        assert!(log_in(&app, "ann", &long).await.is_some(), "{time}");
        assert!(log_in(&app, "ann", &long[2..]).await.is_none(), "{time}");
    }
    let form = [("username", "ann"), ("password", long.as_str())];
    let ann = app.browser();
    assert_eq!(
        ann.post("/login", &form).await.location(),
        "/settings/password?long=yes",
        "it asks for another one"
    );
    let form = [("username", "ann"), ("password", long.as_str()), ("next", "/rooms/general?before=5")];
    let way = app.browser().post("/login", &form).await.location().to_owned();
    assert_eq!(way, "/settings/password?long=yes&next=%2Frooms%2Fgeneral%3Fbefore%3D5");
    let page = ann.get(&way).await;
    assert!(page.has("main form a[href='/rooms/general?before=5']"), "who leaves it as it is goes on, too");
    let next = page.attribute("main input[name=next]", "value").unwrap();
    let refused =
        ann.post("/settings/password", &[("present", "x"), ("password", "short"), ("next", &next)]).await;
    assert_eq!(refused.attribute("main input[name=next]", "value").as_deref(), Some(&*next), "{}", refused.body);
    let evil = ann.get("/settings/password?long=yes&next=%2F%2Fevil.example").await;
    assert!(!evil.body.contains("evil.example"));
    let page = ann.get("/settings/password?long=yes").await;
    assert!(page.texts("[role=status]").concat().contains("longer than 256"), "{}", page.body);
    let change = [("present", long.as_str()), ("password", "battery staple"), ("next", &next)];
    assert_eq!(ann.post("/settings/password", &change).await.location(), "/rooms/general?before=5");
    let form = [("username", "ann"), ("password", "battery staple")];
    assert_eq!(app.browser().post("/login", &form).await.location(), "/");
    assert!(log_in(&app, "bob", &longer).await.is_none(), "there is a bound");
    let new = app.browser().post("/register", &[("username", "cy"), ("password", &"x".repeat(257))]).await;
    assert_eq!(new.status, 422, "for new ones it is what it was");
}

#[tokio::test]
async fn accounts_without_a_name_and_with_an_empty_name_differ() {
    let app = TestApp::spawn().await;
    let old = old_chat(&[(Some(""), UNKNOWN), (None, UNKNOWN)]);
    let db = Connection::open(old.path().join("old.db")).unwrap();
    db.execute_batch(
        "insert into messages (room, username, message) values ('general', '', 'by the empty one'),
            ('general', null, 'by no one'), ('general', '', 'again');",
    )
    .unwrap();
    let first = import(&old, &app);
    assert!(first.contains(&"account “”: not a name in Snug, so it is now “imported”".to_owned()), "{first:?}");
    assert!(first.contains(&"account without a name: it is “imported-2” in Snug".to_owned()), "{first:?}");
    let ann = app.person("ann").await;
    let page = ann.get("/rooms/general").await;
    let said: Vec<_> = page.texts(".author").into_iter().zip(page.messages()).collect();
    let expected = [("imported", "by the empty one"), ("imported-2", "by no one"), ("imported", "again")];
    assert_eq!(said, expected.map(|(who, what)| (who.to_owned(), what.to_owned())));
    let again = import(&old, &app);
    assert_eq!(again.last().unwrap(), "0 accounts and 0 messages imported; 3 messages were here already");
}

#[tokio::test]
async fn names_of_every_script_are_imported() {
    let app = TestApp::spawn().await;
    let names = ["محمّد", "שָׁלוֹם", "Вася_vasya", "ann Петрова", "דוד x"];
    let printed = import(&old_chat(&names.map(|name| (Some(name), UNKNOWN))), &app);
    let renamed: Vec<&str> =
        printed.iter().filter_map(|line| line.split_once("so it is now ").map(|(_, to)| to)).collect();
    assert_eq!(renamed, ["“Вася_”", "“ann”", "“דוד”"], "{printed:?}");
}
