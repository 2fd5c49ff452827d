//! What administrators do to accounts, and what is noted of it.

use snug::model::administration::one_time_links::LinkSecret;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp, until};
use crate::sinks::over_every_sink;

over_every_sink!(a_deactivated_account_is_out_at_once_and_back_when_it_is_reactivated);

async fn act(by: &Person, of: &str, act: &str, role: &str) -> Answer {
    by.post(&format!("/admin/people/{of}"), &[("act", act), ("role", role), ("password", PASSWORD)]).await
}

/// The path of a link that a page shows.
fn path(page: &Answer) -> String {
    let link = page.attribute("#link", "value").unwrap();
    link[link.find("/recover/").unwrap()..].to_owned()
}

async fn log_in(app: &TestApp, name: &str, password: &str) -> Answer {
    app.browser().post("/login", &[("username", name), ("password", password)]).await
}

async fn a_deactivated_account_is_out_at_once_and_back_when_it_is_reactivated() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut stream = bob.events("/rooms/general/events").await;
    assert_eq!(act(&ann, "bob", "deactivate", "member").await.status, 303);
    while stream.next().await.is_some() {}
    assert_eq!(bob.get("/rooms/general").await.status, 303, "the session has ended");
    let refused = log_in(&app, "bob", PASSWORD).await;
    assert_eq!(refused.status, 403);
    assert!(refused.texts(".problem")[0].contains("deactivated"));
    assert_eq!(log_in(&app, "bob", "wrong horse").await.status, 422, "only who knows the password is told so");
    assert_eq!(ann.get("/admin/people?state=deactivated").await.texts(".people bdi"), ["bob"]);

    assert_eq!(act(&ann, "bob", "reactivate", "member").await.status, 303);
    assert_eq!(log_in(&app, "bob", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn only_administrators_administer_and_only_with_their_password() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert_eq!(act(&bob, "ann", "deactivate", "member").await.status, 403);
    let form = [("act", "role"), ("role", "administrator"), ("password", "wrong horse")];
    let refused = ann.post("/admin/people/bob", &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.has("#password[aria-invalid]"));
    assert_eq!(refused.texts("#role option[selected]"), ["Administrator"], "the choice is kept");
    assert_eq!(bob.get("/admin").await.status, 403);
    assert_eq!(act(&ann, "bob", "role", "administrator").await.status, 303);
    assert_eq!(bob.get("/admin").await.status, 200, "at once");
    assert_eq!(act(&ann, "bob", "promote", "member").await.status, 422);
    assert_eq!(act(&ann, "nobody", "role", "member").await.status, 404);
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let app = TestApp::spawn().await;
    let (ann, _bob) = (app.person("ann").await, app.person("bob").await);
    for (what, role) in [("role", "member"), ("deactivate", "administrator")] {
        let refused = act(&ann, "ann", what, role).await;
        assert_eq!(refused.status, 422, "{what}");
        assert!(refused.texts(".problem")[0].contains("last administrator"));
    }
    assert_eq!(act(&ann, "bob", "role", "administrator").await.status, 303);
    assert_eq!(act(&ann, "ann", "role", "member").await.status, 303, "there is another now");
    assert_eq!(ann.get("/admin").await.status, 403);
}

#[tokio::test]
async fn a_link_sets_a_forgotten_password_once_and_ends_all_sessions() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let first = path(&act(&ann, "bob", "link", "member").await);
    let made = act(&ann, "bob", "link", "member").await;
    assert_eq!(made.header("cache-control"), "private, no-store");
    let link = path(&made);
    assert_eq!(app.browser().get(&first).await.status, 404, "a new link replaces the one before");

    let page = app.browser().get(&link).await;
    assert_eq!(page.attribute("[autocomplete=username]", "value").unwrap(), "bob");
    assert_eq!(app.browser().post(&link, &[("password", "bob")]).await.status, 422);
    let set = app.browser().post(&link, &[("password", "another horse")]).await;
    assert_eq!(set.location(), "/login?password=set");
    assert!(app.browser().get(set.location()).await.has(".saved"));
    assert_eq!(bob.get("/rooms/general").await.status, 303, "the session has ended");
    assert_eq!(log_in(&app, "bob", PASSWORD).await.status, 422);
    assert_eq!(log_in(&app, "bob", "another horse").await.status, 303);
    for unusable in [&link, "/recover/x", &format!("/recover/{}", LinkSecret::new([7; 32]).encode())] {
        assert_eq!(app.browser().get(unusable).await.status, 404, "{unusable}");
        assert_eq!(app.browser().post(unusable, &[("password", "third horse")]).await.status, 404, "{unusable}");
    }
    assert_eq!(log_in(&app, "bob", "another horse").await.status, 303);
}

#[tokio::test]
async fn a_link_for_a_password_ends_after_four_hours() {
    let app = TestApp::spawn().await;
    let (ann, _bob) = (app.person("ann").await, app.person("bob").await);
    let link = path(&act(&ann, "bob", "link", "member").await);
    let database = Connection::open(app.database()).unwrap();
    let back = |hours: i64| {
        let update = "update one_time_links set expires_at = expires_at - ?1";
        assert_eq!(database.execute(update, [hours * 3_600_000]).unwrap(), 1);
    };
    back(3);
    assert_eq!(app.browser().get(&link).await.status, 200);
    back(1);
    assert_eq!(app.browser().get(&link).await.status, 404);
    assert_eq!(app.browser().post(&link, &[("password", "another horse")]).await.status, 404);
}

#[tokio::test]
async fn everything_an_administrator_does_is_in_the_audit_log_for_ever() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    act(&ann, "bob", "role", "moderator").await;
    act(&ann, "bob", "sessions", "member").await;
    ann.post("/admin/settings", &[("registration", "invite")]).await;
    ann.post("/invitations", &[("valid", "day"), ("uses", "1"), ("note", "Choir")]).await;
    assert_eq!(
        ann.get("/admin/audit").await.texts(".act"),
        ["Invitation created", "Setting changed, registration", "Logged out everywhere, bob", "Role changed, bob"]
    );
    assert_eq!(ann.get("/admin/audit?person=bob&act=role-changed").await.texts(".act"), ["Role changed, bob"]);
    assert_eq!(ann.get("/admin/audit?person=nobody").await.texts(".act"), [""; 0]);
    let export = ann.get("/admin/audit.jsonl?act=role-changed").await;
    let line: serde_json::Value = serde_json::from_str(export.body.trim()).unwrap();
    assert_eq!(
        (&line["actor"], &line["subject"], &line["detail"]),
        (&"ann".into(), &"bob".into(), &"moderator".into())
    );
    assert_eq!(line["network"], "127.0.0.1");
    for path in ["/admin/audit", "/admin/audit.jsonl"] {
        assert_eq!(bob.get(path).await.status, 303, "bob was logged out");
    }
    let database = Connection::open(app.database()).unwrap();
    for change in ["delete from audit_log", "update audit_log set actor = 'bob'"] {
        assert!(database.execute(change, ()).unwrap_err().to_string().contains("append-only"), "{change}");
    }
}

#[tokio::test]
async fn the_list_of_people_is_searched_and_filtered_and_paged() {
    let app = TestApp::spawn_with(&["--registrations-per-hour", "0"]).await;
    let ann = app.person("ann").await;
    let database = Connection::open(app.database()).unwrap();
    let insert = "insert into accounts (username, username_key, password_hash, role, created_at) values (?1, ?1, 'x', ?2, 0)";
    for number in 0..60 {
        let role = if number == 7 { "moderator" } else { "member" };
        database.execute(insert, (format!("p{number:02}"), role)).unwrap();
    }
    let names = |page: &Answer| page.texts(".people bdi");
    let first = ann.get("/admin/people").await;
    assert_eq!((names(&first).len(), names(&first)[0].as_str()), (50, "ann"));
    let next = first.attribute("a.button[href*=after]", "href").unwrap();
    let second = ann.get(&next).await;
    assert_eq!((names(&second).len(), names(&second)[0].as_str()), (11, "p49"));
    assert!(!second.has("a.button[href*=after]"));
    assert_eq!(names(&ann.get("/admin/people?q=P0").await).len(), 10);
    assert_eq!(names(&ann.get("/admin/people?role=moderator").await), ["p07"]);
    assert_eq!(ann.get("/admin/people?q=nobody%25").await.texts(".sheet > p"), ["No results"]);
}

#[tokio::test]
async fn administrators_see_what_people_store_as_of_an_hour_ago() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let noted =
        async |by: &Person| by.get("/admin/people").await.texts(".hint").concat().contains("Storage is noted");
    until("storage is noted when the server starts", async || noted(&ann).await).await;
    bob.say("general", &"x".repeat(1_500)).await;
    let edit = [("body", &*"x".repeat(700))];
    assert_eq!(bob.post("/rooms/general/messages/1/edit", &edit).await.status, 303);
    assert!(!ann.get("/admin/people").await.has(".storage"), "not before it is noted again");
    let due = |app: &TestApp| {
        Connection::open(app.database()).unwrap().execute("update storage_noted set noted_at = 0", ()).unwrap();
    };
    due(&app);
    let app = app.restart().await;
    let (ann, bob) = (ann.at(&app.url), bob.at(&app.url));
    let stored = async || ann.get("/admin/people").await.texts(".storage");
    until("the former version counts, too", async || stored().await == ["3 kB"]).await;
    // The time is noted last: until then, the work of before goes on.
    let noted_at = || {
        let database = Connection::open(app.database()).unwrap();
        database.query_row("select noted_at from storage_noted", (), |row| row.get::<_, i64>(0)).unwrap()
    };
    until("all of it is noted", async || noted_at() > 0).await;
    assert!(ann.get("/admin/people/bob").await.body.contains("One message (3 kB)"));
    assert_eq!(bob.post("/rooms/general/messages/1/delete", &[]).await.status, 303);
    due(&app);
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    let stored = async || ann.get("/admin/people").await.texts(".storage");
    until("nothing is left", async || stored().await == ["0 kB"]).await;
}
