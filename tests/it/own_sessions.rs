//! The list of one's sessions, and ending them.

use std::sync::Arc;

use reqwest::Method;
use scraper::ElementRef;
use snug::model::logins::sessions::{SESSION_LIFETIME, SESSION_MAX_AGE};
use snug::model::{SessionToken, Timestamp, Username};
use snug::store::{
    Admission, Error, Factor, MAX_WAITING_WRITES, NewAccount, NewSession, Notice, SessionUse, Store,
};
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp, css};
use crate::sinks::over_every_sink;

const FORM: Admission = Admission::Form { registration: None, first_needs_link: false };
const PAGE: &str = "/settings/sessions";
const EVENTS: &str = "/rooms/general/events";
const FIREFOX: &str = "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0";

over_every_sink! {
    chosen_sessions_end_with_their_streams,
}

/// Logs in with another browser, which sends this `User-Agent`.
async fn log_in(app: &TestApp, name: &str, agent: &str) -> Person {
    let person = app.browser();
    let form = [("username", name), ("password", PASSWORD)];
    let request = person.request(Method::POST, "/login").header("user-agent", agent).form(&form);
    assert_eq!(Answer::of(request).await.status, 303);
    person
}

/// The ids of the sessions that a page lets one choose.
fn ids(page: &Answer) -> Vec<String> {
    page.html().select(&css("[name=session]")).filter_map(|input| input.attr("value").map(str::to_owned)).collect()
}

#[tokio::test]
async fn sessions_are_listed_with_browser_network_and_times() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    assert_eq!(ann.get(PAGE).await.texts(".devices .tag"), ["this browser"]);
    assert!(!ann.get(PAGE).await.has("main form"), "there is no other to end");
    log_in(&app, "ann", FIREFOX).await;
    app.person("bob").await;
    let page = ann.get(PAGE).await;
    assert_eq!(page.html().select(&css(".devices li")).count(), 2, "bob's is not ann's");
    let html = page.html();
    let other: ElementRef<'_> = html
        .select(&css(".devices li"))
        .find(|item| item.select(&css("input[type=checkbox]")).next().is_some())
        .expect("there is another");
    let text: String = other.text().collect();
    assert!(text.contains("Firefox on Android") && text.contains("Network: 127.0.0.1"), "{text}");
    assert_eq!(other.select(&css("time[datetime$=Z]")).count(), 2, "{text}");
    assert!(ann.get("/settings").await.has(&format!("nav a[href='{PAGE}']")));
}

async fn chosen_sessions_end_with_their_streams() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (phone, tablet) = (log_in(&app, "ann", FIREFOX).await, log_in(&app, "ann", "tablet").await);
    let mut streams = Vec::new();
    for person in [&ann, &phone, &tablet] {
        streams.push(person.events(EVENTS).await);
    }
    let page = ann.get(PAGE).await;
    let chosen = page
        .html()
        .select(&css(".devices li"))
        .find(|item| item.text().collect::<String>().contains("Firefox"))
        .and_then(|item| item.select(&css("input")).next()?.attr("value").map(str::to_owned))
        .expect("the phone is listed");
    let done = ann.post(PAGE, &[("session", &chosen), ("password", PASSWORD), ("which", "chosen")]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/settings/sessions?ended=1"));
    assert_eq!(ann.get(done.location()).await.texts(".saved"), ["One browser has been logged out."]);
    while streams[1].next().await.is_some() {}
    assert_eq!(phone.get("/rooms").await.status, 303, "it is logged out");
    assert_eq!(tablet.get("/rooms").await.status, 200);

    let done = ann.post(PAGE, &[("password", PASSWORD), ("which", "others")]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/settings/sessions?ended=1"));
    while streams[2].next().await.is_some() {}
    assert_eq!(tablet.get("/rooms").await.status, 303);
    bob.say("general", "hello").await;
    assert_eq!(streams[0].message().await, "hello", "this one goes on");
}

#[tokio::test]
async fn ending_sessions_asks_for_the_password_and_keeps_what_was_chosen() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let phone = log_in(&app, "ann", FIREFOX).await;
    let id = ids(&ann.get(PAGE).await).remove(0);
    for (which, password) in [("chosen", "wrong horse"), ("others", "wrong horse"), ("others", "")] {
        let refused = ann.post(PAGE, &[("session", &id), ("password", password), ("which", which)]).await;
        assert_eq!(refused.status, 422, "{which} {password}");
        assert_eq!(refused.texts("#password-error"), ["Wrong password. Try again."]);
        assert!(refused.has("[name=session][checked]") && !refused.has("main input[type=password][value]"));
    }
    let refused = ann.post(PAGE, &[("password", PASSWORD), ("which", "chosen")]).await;
    assert_eq!(
        (refused.status.as_u16(), refused.texts("#problem")),
        (422, vec!["Choose at least one browser.".to_owned()])
    );
    assert_eq!(phone.get("/rooms").await.status, 200);
    let outside = app.browser().post(PAGE, &[("session", &id), ("password", PASSWORD), ("which", "others")]).await;
    assert_eq!(outside.status, 303);
    assert_eq!(phone.get("/rooms").await.status, 200, "a stranger ends nothing");
}

#[tokio::test]
async fn sessions_of_others_and_the_current_one_are_not_ended() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    log_in(&app, "bob", FIREFOX).await;
    log_in(&app, "ann", FIREFOX).await;
    let hers = ids(&ann.get(PAGE).await).remove(0);
    let done = bob.post(PAGE, &[("session", &hers), ("password", PASSWORD), ("which", "chosen")]).await;
    assert_eq!(done.location(), "/settings/sessions?ended=0");
    // Bob's own ids, as another browser of his sees them.
    let other = log_in(&app, "bob", "tablet").await;
    let all = [ids(&bob.get(PAGE).await), ids(&other.get(PAGE).await)].concat();
    let mut form: Vec<(&str, &str)> = all.iter().map(|id| ("session", id.as_str())).collect();
    form.extend([("password", PASSWORD), ("which", "chosen")]);
    assert_eq!(bob.post(PAGE, &form).await.status, 303);
    assert_eq!(bob.get("/rooms").await.status, 200, "the current one ends by logging out");
    assert_eq!(other.get("/rooms").await.status, 303);
    assert_eq!(ids(&ann.get(PAGE).await).len(), 1, "ann's is still there");
}

#[tokio::test]
async fn a_session_ends_at_its_maximum_age_even_if_it_is_in_use() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let age = |app: &TestApp, days: i64| {
        let older = "update sessions set created_at = created_at - ?1 * 24 * 60 * 60 * 1000";
        Connection::open(app.database()).unwrap().execute(older, [days]).unwrap();
    };
    age(&app, 179);
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    assert_eq!(ann.get("/rooms").await.status, 200);
    age(&app, 2);
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    assert_eq!(ann.get("/rooms").await.location(), "/login?next=%2Frooms");
}

#[tokio::test]
async fn expired_sessions_are_ended_and_announced_so_that_their_streams_end() {
    let folder = tempfile::TempDir::new().unwrap();
    let (ended, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let sink = move |notice: &Notice| {
        if let Notice::SessionEnded(session) = notice {
            ended.send(*session).unwrap();
        }
    };
    let store =
        Store::open_with(&folder.path().join("chat.db"), MAX_WAITING_WRITES, Arc::new(sink)).await.unwrap();
    let start = Timestamp::now();
    let account = NewAccount {
        username: Username::parse("ann").unwrap(),
        password_hash: Some("secret".to_owned()),
        identity: None,
        network: String::new(),
        created_at: start,
    };
    let account = store.create_account(account, FORM).await.unwrap().id;
    let ids = [1_u8, 2].map(|byte| SessionToken::new([byte; 32]).id());
    for (id, now) in [(ids[0], start), (ids[1], start + SESSION_LIFETIME)] {
        let (device, network) = (String::new(), String::new());
        let new = NewSession { id, account, opened_by: None, factor: Factor::None, device, network, now };
        store.create_session(new, 9).await.unwrap();
    }
    // The first one is used all the time.
    let mut now = start;
    while now.duration_since(start) <= SESSION_MAX_AGE {
        let used = SessionUse { session: ids[0], network: String::new(), now };
        store.note_session(account, used).await.unwrap();
        store.end_expired_sessions(now).await.unwrap();
        now += SESSION_LIFETIME / 2;
    }
    assert_eq!(heard.try_recv().ok(), Some(ids[1]), "the unused one ends first");
    let used = SessionUse { session: ids[0], network: String::new(), now };
    assert!(
        matches!(store.note_session(account, used).await, Err(Error::SessionEnded)),
        "a use prolongs it no more"
    );
    assert!(heard.try_recv().is_err());
    store.end_expired_sessions(now).await.unwrap();
    assert_eq!(heard.try_recv().ok(), Some(ids[0]));
    assert!(store.sessions(account, now).await.unwrap().is_empty());
    store.close().await;
}
