//! Reminders of messages.

use reqwest::Method;
use scraper::Html;
use snug::model::Timestamp;

use crate::app::{Answer, Person, Stream, TestApp, css, until};
use crate::sinks::over_every_sink;

const REMIND: &str = "/rooms/general/messages/1/remind";

over_every_sink! {
    a_reminder_appears_on_open_pages_when_it_is_due,
}

/// The fields for a time some seconds from now, on a server in UTC.
pub fn in_seconds(seconds: i64) -> [(&'static str, String); 3] {
    let at = Timestamp::from_second(Timestamp::now().as_second() + seconds).unwrap().to_string();
    let (date, time) = at.trim_end_matches('Z').split_once('T').unwrap();
    [("when", "own".to_owned()), ("date", date.to_owned()), ("time", time.to_owned())]
}

async fn remind_in(person: &Person, path: &str, seconds: i64) -> Answer {
    let form = in_seconds(seconds);
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    person.post(path, &form).await
}

/// The events of a stream up to the first with a partial for this target and a match in it.
pub async fn wait_for(stream: &mut Stream, selector: &str) -> Html {
    loop {
        let event = Html::parse_fragment(&stream.next().await.expect("the stream goes on").data);
        if event.select(&css(selector)).next().is_some() {
            return event;
        }
    }
}

async fn a_reminder_appears_on_open_pages_when_it_is_due() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "bring the maps").await;
    let page = bob.get("/rooms/general/messages/1/menu").await;
    assert!(page.has(&format!("a[href='{REMIND}']")));
    let mut without_room = Stream::open(bob.request(Method::GET, "/events").header("snug-rooms", "1")).await;
    let in_room = bob.request(Method::GET, "/rooms/general/events").header("snug-rooms", "1");
    let mut in_room = Stream::open(in_room).await;
    let answer = remind_in(&bob, REMIND, 2).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, REMIND));
    assert!(bob.get(REMIND).await.texts(".saved")[0].starts_with("You will be reminded"));
    let coming = bob.get("/reminders").await;
    assert_eq!(
        (coming.texts("#main h2"), coming.has("#due-reminders.unread")),
        (vec!["Upcoming".to_owned()], false)
    );

    for stream in [&mut without_room, &mut in_room] {
        let event = wait_for(stream, "#due-reminders .badge").await;
        let texts = |selector: &str| {
            event.select(&css(selector)).map(|one| one.text().collect::<String>()).collect::<Vec<_>>()
        };
        assert_eq!(texts("#due-reminders .badge"), ["1"]);
        assert_eq!(texts("[hx-target='#mark-of-others'] .badge"), ["1"]);
        assert_eq!(texts("[hx-target='#reminders-news'] a"), ["1 reminder is due"]);
    }
    let due = bob.get("/reminders").await;
    assert_eq!(
        (due.texts("#main h2"), due.messages()),
        (vec!["Due".to_owned()], vec!["bring the maps".to_owned()])
    );
    assert_eq!(due.texts("#due-reminders .badge"), ["1"]);
    assert!(!ann.get("/reminders").await.has("form.buttons"), "it is bob's alone");

    let address = due.attribute("li form", "action").unwrap();
    let later = bob.post(&address, &[("act", "later"), ("when", "tomorrow")]).await;
    assert_eq!(later.status, 303);
    assert_eq!(bob.get("/reminders").await.texts("#main h2"), ["Upcoming"]);
    wait_for(&mut without_room, "#due-reminders:not(.unread)").await;
    assert_eq!(bob.post(&address, &[("act", "remove")]).await.status, 303);
    assert!(bob.get("/reminders").await.has(".empty"));
}

#[tokio::test]
async fn a_reminder_reveals_nothing_that_cannot_be_read_any_more() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let den = ann.make_room("Den", "closed").await;
    ann.post(&format!("/rooms/{den}/invite"), &[("username", "bob")]).await;
    ann.say(&den, "of the den").await;
    ann.say("general", "of all").await;
    for path in [format!("/rooms/{den}/messages/1/remind"), "/rooms/general/messages/2/remind".to_owned()] {
        assert_eq!(bob.post(&path, &[("when", "hours")]).await.status, 303);
    }
    assert_eq!(bob.get("/reminders").await.messages(), ["of the den", "of all"]);
    ann.post(&format!("/rooms/{den}/remove"), &[("username", "bob")]).await;
    let page = bob.get("/reminders").await;
    assert_eq!((page.messages(), page.texts("li .empty").len()), (vec!["of all".to_owned()], 1));
    for secret in ["of the den", "Den", &den] {
        assert!(!page.body.contains(secret), "{secret}");
    }
    ann.post("/rooms/general/messages/2/delete", &[("delete", "yes")]).await;
    let page = bob.get("/reminders").await;
    assert_eq!((page.messages().len(), page.texts("li .empty").len()), (0, 2));
    assert!(!page.body.contains("of all"));
    // Nor can one be set there, and it is told like a message that never was.
    assert_eq!(bob.post(&format!("/rooms/{den}/messages/1/remind"), &[("when", "soon")]).await.status, 404);
    assert_eq!(bob.post("/rooms/general/messages/2/remind", &[("when", "soon")]).await.status, 404);
    assert_eq!(bob.post("/rooms/general/messages/1/remind", &[("when", "soon")]).await.status, 404);
    for address in [page.attribute("li form", "action").unwrap()] {
        assert_eq!(bob.post(&address, &[("act", "remove")]).await.status, 303, "it can be removed all the same");
    }
}

#[tokio::test]
async fn times_are_those_of_the_persons_time_zone() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let own = [("when", "own"), ("date", "2031-07-01"), ("time", "9:00")];
    let due = async || ann.get("/reminders").await.attribute("li time", "datetime").unwrap();
    ann.post(REMIND, &own).await;
    assert_eq!(due().await, "2031-07-01T09:00:00Z", "the server's");
    let browsers = [&own[..], &[("zone", "Europe/Berlin")]].concat();
    ann.post(REMIND, &browsers).await;
    assert_eq!(due().await, "2031-07-01T07:00:00Z", "the browser's");
    let settings = [("language", ""), ("zone", "Asia/Tokyo")];
    assert_eq!(ann.post("/settings", &settings).await.status, 303);
    ann.post(REMIND, &browsers).await;
    assert_eq!(due().await, "2031-07-01T00:00:00Z", "that of the settings");
    assert!(ann.get(REMIND).await.texts(".hint").concat().contains("Asia/Tokyo"));
    assert_eq!(ann.get("/reminders").await.texts("ol.kept > li").len(), 1, "one for each message");
}

#[tokio::test]
async fn a_time_that_cannot_be_used_is_refused_with_what_was_typed() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    for (date, time) in [("", ""), ("tomorrow", "9:00"), ("2020-01-01", "9:00"), ("2999-01-01", "9:00")] {
        let refused = ann.post(REMIND, &[("when", "own"), ("date", date), ("time", time)]).await;
        assert_eq!(refused.status, 422, "{date} {time}");
        assert_eq!(refused.attribute("#date[aria-invalid]", "value").as_deref(), Some(date));
        assert_eq!(refused.attribute("#time", "value").as_deref(), Some(time));
        assert!(!refused.texts("#date-error")[0].is_empty());
    }
    assert_eq!(ann.post(REMIND, &[("when", "never")]).await.status, 422);
    assert!(ann.get("/reminders").await.has(".empty"));
}

#[tokio::test]
async fn nobody_changes_reminders_of_others() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    bob.post(REMIND, &[("when", "hours")]).await;
    bob.post("/rooms/general/later", &[("when", "hours"), ("body", "mine")]).await;
    let address = bob.get("/reminders").await.attribute("li form", "action").unwrap();
    let scheduled = bob.get("/scheduled").await.attribute("li form", "action").unwrap();
    for act in ["remove", "later"] {
        assert_eq!(ann.post(&address, &[("act", act), ("when", "soon")]).await.status, 404);
        let crossed = scheduled.replace("scheduled", "reminders");
        assert_eq!(bob.post(&crossed, &[("act", act), ("when", "soon")]).await.status, 404, "of another kind");
    }
    for wrong in [[("act", "later"), ("when", "never")], [("act", "x"), ("when", "soon")]] {
        assert_eq!(bob.post(&address, &wrong).await.status, 400);
    }
    assert_eq!(bob.get("/reminders").await.messages(), ["hello"]);
    assert_eq!(bob.get("/scheduled").await.texts("li .text"), ["mine"]);
}

#[tokio::test]
async fn a_person_has_a_hundred_reminders_at_most() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    for number in 1..=101 {
        ann.say("general", &number.to_string()).await;
    }
    let set = async |number: u32| {
        ann.post(&format!("/rooms/general/messages/{number}/remind"), &[("when", "hours")]).await
    };
    for number in 1..=100 {
        assert_eq!(set(number).await.status, 303);
    }
    let refused = set(101).await;
    assert_eq!((refused.status.as_u16(), refused.texts("#problem").len()), (422, 1));
    assert_eq!(set(1).await.status, 303, "one that there is can be moved");
}

#[tokio::test]
async fn reminders_become_due_after_a_restart() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    remind_in(&ann, REMIND, 1).await;
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    until("the reminder is due", async || ann.get("/reminders").await.has("#due-reminders .badge")).await;
}
