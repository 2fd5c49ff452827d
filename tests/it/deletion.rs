//! Deleting one's account.

use reqwest::Method;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp, until};

const PAGE: &str = "/settings/delete";

async fn delete(person: &Person, messages: &str, password: &str) -> Answer {
    person.post(PAGE, &[("messages", messages), ("password", password)]).await
}

/// Lets time pass until accounts are deleted, of which a server notes at its start.
async fn after_a_week(app: TestApp) -> TestApp {
    let database = Connection::open(app.database()).unwrap();
    database.execute("update accounts set delete_at = delete_at - 604800000", ()).unwrap();
    drop(database);
    app.restart().await
}

#[tokio::test]
async fn a_deleted_account_is_closed_at_once_and_a_login_undoes_it() {
    let app = TestApp::spawn().await;
    let (_ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut stream = bob.events("/rooms/general/events").await;
    assert_eq!(delete(&bob, "stay", "wrong horse").await.status, 422);
    assert_eq!(delete(&bob, "some", PASSWORD).await.status, 422);
    let done = delete(&bob, "stay", PASSWORD).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/login?deleted=yes"));
    assert!(bob.get(done.location()).await.texts(".saved")[0].contains("within 7 days"));
    while stream.next().await.is_some() {}
    assert_eq!(bob.get("/rooms").await.status, 303);

    assert_eq!(bob.post("/login", &[("username", "bob"), ("password", PASSWORD)]).await.status, 303);
    let app = after_a_week(app).await;
    assert_eq!(bob.at(&app.url).get("/rooms").await.status, 200, "the login has undone it");
}

#[tokio::test]
async fn after_a_week_the_account_is_gone_its_messages_stay_and_its_name_is_free() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.post("/settings/profile", &[("name", "Bobby")]).await;
    let room = bob.make_room("Board", "closed").await;
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "ann")]).await;
    bob.say(&room, "remember me").await;
    let direct = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    let reply = [("body", "I do"), ("nonce", "n"), ("reply_to", "1")];
    assert_eq!(ann.post(&format!("/rooms/{room}/messages"), &reply).await.status, 303);
    assert_eq!(bob.post(&format!("/rooms/{room}/messages/2/reactions"), &[("emoji", "🎉")]).await.status, 303);
    bob.post(&format!("/rooms/{room}/messages/1/remind"), &[("when", "hours")]).await;
    bob.post(&format!("/rooms/{room}/later"), &[("when", "hours"), ("body", "a text for later")]).await;
    delete(&bob, "stay", PASSWORD).await;
    let app = after_a_week(app).await;
    let (ann, address) = (ann.at(&app.url), format!("/rooms/{room}"));
    until("the account is gone", async || ann.get(&address).await.texts(".author") == ["Deleted account", "ann"])
        .await;
    let left = Connection::open(app.database()).unwrap();
    let left = left.query_row("select count(*) from due_work", (), |row| row.get::<_, i64>(0));
    assert_eq!(left.unwrap(), 0, "reminders and scheduled messages go with it");
    let page = ann.get(&address).await;
    assert_eq!(page.messages(), ["remember me", "I do"]);
    // The name is in the reader's language wherever it is shown.
    for (language, name) in [("ar", "حساب محذوف"), ("ja", "削除されたアカウント")] {
        let in_language = async |path: &str| {
            Answer::of(ann.request(Method::GET, path).header("accept-language", language)).await
        };
        let page = in_language(&address).await;
        assert_eq!(page.texts(".author"), [name, "ann"]);
        assert_eq!(page.texts(".quote .whom"), [name]);
        assert_eq!(page.texts("#own-rooms .direct bdi"), [name]);
        assert!(in_language(&direct).await.texts("h1").concat().contains(name));
        let reactions = format!("{address}/messages/2/reactions");
        for path in [&reactions, "/search?q=remember", "/rooms", &format!("{address}/messages/1/menu"), "/switch"]
        {
            let page = in_language(path).await;
            assert!(page.status == 200 && page.body.contains(name), "{path}: {}", page.body);
            assert!(!page.body.contains("Deleted account"), "{path}");
        }
    }
    assert!(!page.body.contains("Bobby") && !ann.get(&format!("{address}/about")).await.body.contains("Bobby"));
    assert_eq!(ann.get("/admin/people").await.texts(".people bdi"), ["ann"]);
    let login = [("username", "bob"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/login", &login).await.status, 422);
    let bob = app.person("bob").await;
    assert_eq!(bob.get(&address).await.status, 404, "another bob is not in its rooms");
}

#[tokio::test]
async fn messages_go_with_the_account_if_so_chosen() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    for number in 0..25 {
        bob.say("general", &format!("message {number}")).await;
    }
    delete(&bob, "go", PASSWORD).await;
    let app = after_a_week(app).await;
    let ann = ann.at(&app.url);
    let gone = async || !ann.get("/rooms/general").await.body.contains("message 1");
    until("the messages are gone", gone).await;
    assert_eq!(ann.get("/rooms/general").await.messages()[0], "hello");
}

#[tokio::test]
async fn the_last_administrator_does_not_delete_the_account() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let refused = delete(&ann, "go", PASSWORD).await;
    assert_eq!(refused.status, 422);
    assert!(refused.texts(".problem")[0].contains("last administrator") && refused.has("[value=go][checked]"));
    assert_eq!(ann.get("/rooms").await.status, 200);

    let act = |act, role| [("act", act), ("role", role), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/bob", &act("role", "administrator")).await.status, 303);
    assert_eq!(delete(&bob, "go", PASSWORD).await.status, 303);
    let refused = ann.post("/admin/people/ann", &act("role", "member")).await;
    assert_eq!(refused.status, 422, "the other one is about to go");
}

#[tokio::test]
async fn an_account_is_deleted_although_somebody_has_a_name_like_that_of_deleted_ones() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    app.person("DeletedAccount").await;
    app.person("deleted-account").await;
    bob.say("general", "remember me").await;
    delete(&bob, "stay", PASSWORD).await;
    let app = after_a_week(app).await;
    let ann = ann.at(&app.url);
    until("the account is gone", async || !ann.get("/rooms/general").await.has("[data-author=bob]")).await;
    assert_eq!(ann.get("/rooms/general").await.messages(), ["remember me"]);
}
