//! Logging in with a second factor.

use tokio_rusqlite::rusqlite::Connection;
use totp_rs::{Builder, Secret};

use crate::app::{Answer, PASSWORD, Person, TestApp};

const PAGE: &str = "/settings/second-factor";

async fn act(person: &Person, act: &str, code: &str) -> Answer {
    person.post(PAGE, &[("act", act), ("code", code), ("password", PASSWORD)]).await
}

/// The code of a secret some time steps from now.
pub fn code(secret: &str, steps: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).with_account_name("ann");
    let now = snug::model::Timestamp::now().as_second() + 30 * steps;
    totp.build().unwrap().generate(now.try_into().unwrap()).to_string()
}

/// Turns a second factor on; returns its secret and the recovery codes. The code of the time step before is used.
async fn enrol(person: &Person) -> (String, Vec<String>) {
    assert_eq!(act(person, "begin", "").await.status, 303);
    let secret = person.get(PAGE).await.texts("main code").remove(0);
    let done = act(person, "confirm", &code(&secret, -1)).await;
    assert_eq!(done.status, 200, "{:?}", done.texts(".error"));
    assert_eq!(done.header("cache-control"), "private, no-store");
    (secret, done.texts(".codes code"))
}

/// The first step of a login: what the second one is sent with.
async fn half(browser: &Person) -> String {
    let form = [("username", "ann"), ("password", PASSWORD), ("next", "/rooms")];
    let page = browser.post("/login", &form).await;
    assert_eq!((page.status.as_u16(), page.texts("h1").remove(0)), (200, "Enter the code".to_owned()));
    assert_eq!(browser.get("/rooms").await.status, 303, "not yet");
    page.attribute("[name=half]", "value").unwrap()
}

async fn finish(browser: &Person, half: &str, code: &str) -> Answer {
    browser.post("/login/code", &[("username", "ann"), ("half", half), ("code", code), ("next", "/rooms")]).await
}

#[tokio::test]
async fn a_login_needs_the_code_and_each_code_works_once() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let (secret, codes) = enrol(&ann).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(ann.get("/rooms").await.status, 200, "the session goes on");
    assert!(ann.get(PAGE).await.body.contains("10 recovery codes are left"));

    let phone = app.browser();
    let step = half(&phone).await;
    let wrong = finish(&phone, &step, "000000").await;
    assert_eq!((wrong.status.as_u16(), wrong.has("#code[aria-invalid]")), (422, true));
    assert_eq!(finish(&phone, &step, &code(&secret, -1)).await.status, 422, "it was used to turn it on");
    let next = code(&secret, 1);
    let spaced = format!("{} {}", &next[..3], &next[3..]);
    let done = finish(&phone, &step, &spaced).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/rooms"));
    assert_eq!(phone.get("/rooms").await.status, 200);
    let thief = app.browser();
    assert_eq!(finish(&thief, &half(&thief).await, &next).await.status, 422, "replay");
    assert_eq!(finish(&thief, &half(&thief).await, &code(&secret, 0)).await.status, 422, "of an earlier step");

    for (number, typed) in [(0, codes[0].clone()), (1, codes[1].replace('-', " ").to_uppercase())] {
        let browser = app.browser();
        assert_eq!(finish(&browser, &half(&browser).await, &typed).await.status, 303, "{number}");
        assert_eq!(finish(&thief, &half(&thief).await, &typed).await.status, 422, "each works once");
    }
    assert!(ann.get(PAGE).await.body.contains("8 recovery codes are left"));
}

#[tokio::test]
async fn the_second_step_needs_the_first() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (secret, _) = enrol(&ann).await;
    let thief = app.browser();
    let right = code(&secret, 1);
    for forged in ["", "x", &"A".repeat(32)] {
        let refused = finish(&thief, forged, &right).await;
        assert_eq!(refused.status, 403, "{forged}");
        assert!(refused.has("form[action='/login']"));
    }
    let step = half(&thief).await;
    let other = [("username", "bob"), ("half", &step), ("code", &right)];
    assert_eq!(thief.post("/login/code", &other).await.status, 403, "of another account");
    let changed = [("present", PASSWORD), ("password", "another horse")];
    assert_eq!(ann.post("/settings/password", &changed).await.status, 303);
    assert_eq!(finish(&thief, &step, &right).await.status, 403, "the password has changed since");
    assert_eq!(bob.get("/rooms").await.status, 200);
}

#[tokio::test]
async fn guesses_of_codes_are_throttled_as_those_of_passwords() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let (secret, _) = enrol(&ann).await;
    let thief = app.browser();
    let step = half(&thief).await;
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(finish(&thief, &step, "000000").await.status.as_u16());
    }
    assert_eq!(statuses[..10], [422; 10]);
    assert_eq!(statuses[10..], [429; 2]);
    assert_eq!(finish(&thief, &step, &code(&secret, 1)).await.status, 429);
}

#[tokio::test]
async fn it_is_set_up_and_turned_off_with_the_password_alone() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for what in ["begin", "codes", "off"] {
        let wrong = [("act", what), ("password", "wrong horse")];
        assert_eq!(ann.post(PAGE, &wrong).await.status, 422, "{what}");
    }
    assert_eq!(act(&ann, "begin", "").await.status, 303);
    let secret = ann.get(PAGE).await.texts("main code").remove(0);
    assert!(ann.get(PAGE).await.has("svg.qr"));
    assert_eq!(act(&ann, "confirm", "000000").await.status, 422);
    let login = [("username", "ann"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/login", &login).await.status, 303, "it is not on before a code was right");
    assert_eq!(act(&ann, "confirm", &code(&secret, 0)).await.status, 200);
    assert_eq!(act(&ann, "begin", "").await.status, 303, "which leaves it as it is");
    half(&app.browser()).await;
    let new = act(&ann, "codes", "").await.texts(".codes code");
    assert_eq!(new.len(), 10);

    assert_eq!(act(&ann, "off", "").await.location(), "/settings/second-factor?off=yes");
    assert_eq!(app.browser().post("/login", &login).await.status, 303);

    let (_, codes) = enrol(&bob).await;
    let form = [("act", "factor"), ("role", "member"), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/bob", &form).await.status, 303, "somebody has lost phone and codes");
    let login = [("username", "bob"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/login", &login).await.status, 303);
    let database = Connection::open(app.database()).unwrap();
    let left: u32 = database.query_row("select count(*) from recovery_codes", (), |row| row.get(0)).unwrap();
    assert_eq!((codes.len(), left), (10, 0));
}

#[tokio::test]
async fn recovery_codes_are_not_stored_readable() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let (_, codes) = enrol(&ann).await;
    let file = std::fs::read(app.database()).unwrap();
    let log = std::fs::read(app.folder.path().join("chat.db-wal")).unwrap_or_default();
    for code in &codes {
        for written in [code.clone(), code.replace('-', "")] {
            let written = written.as_bytes();
            let is_in = |bytes: &[u8]| bytes.windows(written.len()).any(|window| window == written);
            assert!(!is_in(&file) && !is_in(&log));
        }
    }
}

#[tokio::test]
async fn where_a_role_needs_a_second_factor_nothing_else_is_open_before_it_is_set_up() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut stream = ann.events("/rooms/general/events").await;
    bob.say("general", "hello").await;
    assert_eq!(stream.message().await, "hello");
    let change = [("second_factor", "administrators")];
    assert_eq!(ann.post("/admin/settings", &change).await.status, 303);
    // The stream that was open ends, and says so.
    let mut rest = String::new();
    while let Some(event) = stream.next().await {
        rest.push_str(&event.data);
    }
    assert!(rest.contains("/login"), "{rest}");
    for path in ["/", "/rooms", "/rooms/general", "/admin", "/settings", "/search?q=hello", "/people/bob/picture"]
    {
        assert_eq!(ann.get(path).await.location(), PAGE, "{path}");
    }
    let message = [("body", "spam"), ("nonce", "n")];
    assert_eq!(ann.post("/rooms/general/messages", &message).await.location(), PAGE);
    let answer = ann.htmx_post("/rooms/general/messages", &message).await;
    assert_eq!((answer.status.as_u16(), answer.header("hx-redirect")), (401, PAGE));
    // Not even the names of rooms are shown, on the page or by its stream.
    let page = ann.get(PAGE).await;
    assert!(page.has(".warning") && page.has("form[action='/logout']"));
    assert!(!page.has("#sidebar") && !page.body.contains("general") && !page.body.contains("/rooms"));
    let events = ann.get("/events").await;
    assert!(events.body.contains("/login") && !events.body.contains("general"), "{}", events.body);
    assert_eq!(bob.get("/rooms/general").await.messages(), ["hello"], "others are not concerned");

    enrol(&ann).await;
    assert!(ann.get(PAGE).await.has("#sidebar a[href='/rooms/general']"));
    assert_eq!(ann.get("/rooms/general").await.status, 200);
    assert_eq!(act(&ann, "off", "").await.status, 303);
    assert_eq!(ann.get("/rooms/general").await.location(), PAGE);
    assert_eq!(ann.post("/logout", &[("logout", "yes")]).await.location(), "/login");
}
