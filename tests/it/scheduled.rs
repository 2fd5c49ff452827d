//! Messages that are sent later.

use tempfile::TempDir;

use crate::app::{Answer, PASSWORD, Person, TestApp, until};
use crate::process::Process;
use crate::reminders::{in_seconds, wait_for};
use crate::sinks::over_every_sink;

const LATER: &str = "/rooms/general/later";

over_every_sink! {
    a_scheduled_message_is_posted_when_it_is_due,
}

async fn schedule(person: &Person, room: &str, body: &str, seconds: i64) -> Answer {
    let time = in_seconds(seconds);
    let mut form: Vec<_> = time.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form.push(("body", body));
    person.post(&format!("/rooms/{room}/later"), &form).await
}

/// The address of somebody's only scheduled message.
async fn only(person: &Person) -> String {
    person.get("/scheduled").await.attribute("li form", "action").unwrap()
}

async fn a_scheduled_message_is_posted_when_it_is_due() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut stream = bob.events("/rooms/general/events").await;
    let mut own = crate::app::Stream::open(
        ann.request(reqwest::Method::GET, "/rooms/general/events").header("snug-rooms", "1"),
    )
    .await;
    let answer = schedule(&ann, "general", "good *morning*", 2).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/scheduled?in=%2Frooms%2Fgeneral"));
    wait_for(&mut own, "[hx-target='#scheduled-here'] a").await;
    let list = ann.get(answer.location()).await;
    assert_eq!(list.texts("li .text"), ["good *morning*"]);
    assert_eq!(list.attribute(".saved", "data-scheduled-in").as_deref(), Some("/rooms/general"));
    assert_eq!(ann.get("/rooms/general").await.texts("#scheduled-here a"), ["1 scheduled message"]);
    for page in ["/rooms/general", "/scheduled"] {
        let page = bob.get(page).await;
        assert!(!page.has("#scheduled-here a") && !page.body.contains("morning"), "it is ann's alone");
    }

    assert_eq!(stream.message().await, "good morning");
    wait_for(&mut own, "[hx-target='#scheduled-here']:not(:has(a))").await;
    assert_eq!(bob.get("/rooms/general").await.messages(), ["good morning"]);
    assert!(ann.get("/scheduled").await.has(".empty"));
    assert!(!ann.get("/rooms/general").await.has("#scheduled-here a"));
}

#[tokio::test]
async fn the_composers_button_takes_the_text_along() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "a question").await;
    let room = ann.get("/rooms/general").await;
    assert_eq!(room.attribute("#composer .later", "formaction").as_deref(), Some(LATER));
    let form = [("body", "<b>an answer"), ("nonce", "n1"), ("reply_to", "1")];
    let page = ann.post(LATER, &form).await;
    assert_eq!((page.status.as_u16(), page.texts("#body")), (200, vec!["<b>an answer".to_owned()]));
    assert_eq!(page.attribute("form.later [name=reply_to]", "value").as_deref(), Some("1"));
    assert!(ann.get("/scheduled").await.has(".empty"), "nothing is scheduled yet");
    let scheduled = ann.post(LATER, &[("body", "an answer"), ("reply_to", "1"), ("when", "hours")]).await;
    assert_eq!(scheduled.status, 303);
    assert_eq!(ann.post(&only(&ann).await, &[("act", "send")]).await.status, 303);
    let room = ann.get("/rooms/general").await;
    assert_eq!((room.messages()[1].as_str(), room.texts("#message-2 .quote").len()), ("an answer", 1));
}

#[tokio::test]
async fn a_refused_schedule_keeps_the_text() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for form in [
        [("body", "hi"), ("when", "own"), ("date", "2020-01-01"), ("time", "9:00")],
        [("body", ""), ("when", "own"), ("date", "2031-01-01"), ("time", "9:00")],
    ] {
        let refused = ann.post(LATER, &form).await;
        assert_eq!((refused.status.as_u16(), refused.texts("#body")), (422, vec![form[0].1.to_owned()]));
        assert!(refused.has("[aria-invalid]"));
    }
    for number in 0..100 {
        assert_eq!(schedule(&ann, "general", &number.to_string(), 3_600).await.status, 303);
    }
    let refused = schedule(&ann, "general", "one more", 3_600).await;
    assert_eq!((refused.status.as_u16(), refused.texts("#body")), (429, vec!["one more".to_owned()]));
    assert_eq!(schedule(&bob, "general", "of another", 3_600).await.status, 303);
    ann.post("/rooms/general/archive", &[]).await;
    assert_eq!(schedule(&bob, "general", "to an archive", 3_600).await.status, 403);
    assert_eq!(bob.get(LATER).await.status, 403);
    let den = ann.make_room("Den", "closed").await;
    assert_eq!(schedule(&bob, &den, "let me in", 3_600).await.status, 404);
    let unknown = app.browser().post(LATER, &[("body", "from nobody"), ("when", "hours")]).await;
    assert!(unknown.body.contains("from nobody"), "the page of logging in has the text: {}", unknown.status);
}

#[tokio::test]
async fn scheduled_messages_are_changed_sent_and_deleted_by_their_author_alone() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    schedule(&ann, "general", "tea at five", 3_600).await;
    let address = only(&ann).await;
    for act in ["save", "send", "delete"] {
        let form = [("act", act), ("body", "coffee"), ("date", "2031-01-01"), ("time", "9:00")];
        assert_eq!(bob.post(&address, &form).await.status, 404);
    }
    assert_eq!(bob.get(&address).await.status, 404);
    let page = ann.get(&address).await;
    let [date, time] = ["date", "time"].map(|name| page.attribute(&format!("#{name}"), "value").unwrap());
    let form = [("act", "save"), ("body", "tea at six"), ("date", &date), ("time", &time)];
    assert_eq!(ann.post(&address, &form).await.status, 303);
    let form = [("act", "save"), ("body", "tea at seven"), ("date", "2031-02-01"), ("time", "17:30")];
    assert_eq!(ann.post(&address, &form).await.status, 303);
    let list = ann.get("/scheduled").await;
    assert_eq!(list.texts("li .text"), ["tea at seven"]);
    assert_eq!(list.attribute("li time", "datetime").as_deref(), Some("2031-02-01T17:30:00Z"));
    let form = [("act", "save"), ("body", "tea"), ("date", "2020-02-01"), ("time", "17:30")];
    let refused = ann.post(&address, &form).await;
    assert_eq!((refused.status.as_u16(), refused.texts("#body")), (422, vec!["tea".to_owned()]));
    assert_eq!(ann.post(&address, &[("act", "x")]).await.status, 400);

    assert_eq!(ann.post(&address, &[("act", "send"), ("body", "tea at eight")]).await.status, 303);
    assert_eq!(bob.get("/rooms/general").await.messages(), ["tea at eight"]);
    assert_eq!(ann.post(&address, &[("act", "send")]).await.status, 404, "it was sent");
    let form = [("act", "save"), ("body", "a text of mine"), ("date", "2031-02-01"), ("time", "17:30")];
    let gone = ann.post(&address, &form).await;
    assert_eq!((gone.status.as_u16(), gone.body.contains("a text of mine")), (404, true), "no text is lost");
    schedule(&ann, "general", "never mind", 3_600).await;
    assert_eq!(ann.post(&only(&ann).await, &[("act", "delete")]).await.status, 303);
    assert!(ann.get("/scheduled").await.has(".empty"));
    assert_eq!(bob.get("/rooms/general").await.messages(), ["tea at eight"]);
}

#[tokio::test]
async fn a_message_that_may_not_be_sent_when_it_is_due_stays_with_the_reason() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let room = ann.make_room("Tea", "open").await;
    let fails = async |reason: &str| {
        until(reason, async || bob.get("/scheduled").await.texts("li .error").concat().contains(reason)).await;
        let page = bob.get("/scheduled").await;
        assert_eq!(page.texts("#unsent .badge"), ["1"], "the sidebar says so");
        assert_eq!(page.texts("li .text"), ["from bob"], "the text is there");
        assert!(ann.get("/rooms/tea?newest=yes").await.messages().is_empty());
        bob.post(&only(&bob).await, &[("act", "send")]).await
    };

    schedule(&bob, &room, "from bob", 2).await;
    assert!(bob.get("/rooms/tea").await.has("#own-rooms a[href='/rooms/tea']"), "scheduling joins the room");
    bob.post("/rooms/tea/leave", &[]).await;
    assert_eq!(fails("no longer in this room").await.status, 422);
    assert!(!bob.get("/rooms").await.has("#own-rooms a[href='/rooms/tea']"), "and nothing joins it again");
    bob.post("/rooms/tea/join", &[]).await;

    let address = only(&bob).await;
    let again = async || {
        let time = in_seconds(2);
        let mut form: Vec<_> = time.iter().skip(1).map(|(name, value)| (*name, value.as_str())).collect();
        form.extend([("act", "save"), ("body", "from bob")]);
        assert_eq!(bob.post(&address, &form).await.status, 303);
        assert!(!bob.get("/scheduled").await.has("li .error"), "it waits again");
    };
    again().await;
    let mute = [("act", "mute"), ("mute", "hour"), ("password", PASSWORD)];
    let muted = ann.post("/admin/people/bob", &mute).await;
    assert_eq!(muted.status, 303, "{:?}", muted.texts(".error"));
    assert_eq!(fails("muted").await.status, 403);
    ann.post("/admin/people/bob", &[("act", "mute"), ("mute", "end"), ("password", PASSWORD)]).await;

    again().await;
    ann.post("/rooms/tea/archive", &[]).await;
    assert_eq!(fails("archived").await.status, 422);
    ann.post("/rooms/tea/unarchive", &[]).await;
    assert_eq!(bob.post(&address, &[("act", "send")]).await.status, 303);
    assert_eq!(ann.get("/rooms/tea").await.messages(), ["from bob"]);
    assert!(!bob.get("/scheduled").await.has("#unsent .badge"));
}

#[tokio::test]
async fn a_scheduled_message_waits_for_slow_mode() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let room = ann.make_room("Tea", "open").await;
    ann.post("/rooms/tea/rules", &[("post", "everybody"), ("slow", "5"), ("max_members", "")]).await;
    bob.say(&room, "one").await;
    schedule(&bob, &room, "two", 1).await;
    until("it was sent", async || ann.get("/rooms/tea?newest=yes").await.messages().len() == 2).await;
    let times = ann.get("/rooms/tea?newest=yes").await;
    let times: Vec<snug::model::Timestamp> = times
        .html()
        .select(&crate::app::css("article time"))
        .map(|time| time.attr("datetime").unwrap().parse().unwrap())
        .collect();
    assert!(times[1].as_second() - times[0].as_second() >= 4, "{times:?}");
    assert!(bob.get("/scheduled").await.has(".empty"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_sends_each_message_exactly_once() {
    const MESSAGES: usize = 60;
    let folder = TempDir::new().unwrap();
    let serve = |port| {
        let mut command = crate::process::serve(folder.path(), port);
        command.args(["--messages-per-minute", "0", "--time-zone", "UTC"]);
        Process::of(&mut command)
    };
    let mut server = serve(0).unwrap();
    let (port, ann) = (server.port(), server.browser().register("ann").await);
    for number in 0..MESSAGES {
        assert_eq!(schedule(&ann, "general", &format!("message {number}"), 3).await.status, 303);
    }
    let said = async || ann.get("/rooms/general?newest=yes").await.messages().len();
    // Killed as soon as the first of them are there, and while it begins anew.
    until("the first are sent", async || said().await > 0).await;
    for _ in 0..3 {
        server.kill();
        server = (0..100).find_map(|_| serve(port)).expect("the server does not start again");
    }
    until("all are sent", async || ann.get("/scheduled").await.has(".empty")).await;
    let mut all = ann.get("/rooms/general?newest=yes").await.messages();
    let first = ann.get("/rooms/general/messages/1").await.messages();
    all.extend(first);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), MESSAGES);
    let count = tokio_rusqlite::rusqlite::Connection::open(folder.path().join("chat.db")).unwrap().query_row(
        "select count(*) from messages",
        (),
        |row| row.get::<_, i64>(0),
    );
    assert_eq!(count.unwrap(), MESSAGES as i64);
    server.kill();
}
