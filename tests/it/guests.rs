//! Guests: a link into one room, a name, and nothing else of the server.

use reqwest::Method;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::Stream;
use crate::app::{Answer, PASSWORD, Person, TestApp, until};
use crate::sinks::over_every_sink;

mod acts;

over_every_sink!(a_guest_sees_what_is_said_from_the_coming_on);

async fn change(by: &Person, room: &str, form: &[(&str, &str)]) -> Answer {
    by.post(&format!("/rooms/{room}/guests"), form).await
}

/// The path of a new guest link.
async fn link(by: &Person, room: &str, waits: &str) -> String {
    let made = change(by, room, &[("act", "create"), ("stay", "day"), ("waits", waits)]).await;
    assert_eq!(made.status, 303);
    let url = by.get(&format!("/rooms/{room}/guests")).await.attribute("input.address", "value").unwrap();
    url[url.find("/guest/").unwrap()..].to_owned()
}

/// A guest of this name.
async fn guest(app: &TestApp, link: &str, name: &str) -> Person {
    let guest = app.browser();
    let came = guest.post(link, &[("name", name)]).await;
    assert_eq!((came.status.as_u16(), came.location()), (303, "/guest"), "{}", came.body);
    guest
}

async fn frame(guest: &Person) -> Stream {
    Stream::open(guest.request(Method::GET, "/guest/live/stream").header("sec-fetch-dest", "iframe")).await
}

async fn say(guest: &Person, body: &str) -> Answer {
    guest.post("/guest/messages", &[("body", body), ("nonce", body)]).await
}

async fn a_guest_sees_what_is_said_from_the_coming_on() {
    let app = TestApp::spawn().await;
    let (bob, cy) = (app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("Board", "closed").await;
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await;
    bob.say(&room, "before the guest").await;
    bob.say(&room, "also before").await;
    let link = link(&bob, &room, "").await;
    assert!(app.browser().get(&link).await.body.contains("Guest in Board"));
    let zoe = guest(&app, &link, "Zoe").await;
    let browser = zoe.request(Method::GET, "/guest").header("upgrade-insecure-requests", "1");
    let page = Answer::of(browser).await;
    assert!(page.has("#composer") && page.has("iframe[src='/guest/live']") && !page.has("script"));
    let mut live = frame(&zoe).await;
    live.until("No messages since you joined.").await;
    let mut stream = cy.events(&format!("/rooms/{room}/events?after=2")).await;

    assert_eq!(say(&zoe, "hello, I am #general @cy").await.status, 303);
    stream.until("Zoe (guest)").await;
    let seen = live.until("hello, I am").await.unwrap();
    assert!(seen.contains("Zoe (guest)") && !seen.contains("before the guest"));
    assert!(
        !cy.get(&format!("/rooms/{room}")).await.has("article a[href='/rooms/general']"),
        "names no other room"
    );
    // A reply and an edit bring nothing of what was said before.
    let reply = [("body", "about that"), ("nonce", "n"), ("reply_to", "1")];
    assert_eq!(bob.post(&format!("/rooms/{room}/messages"), &reply).await.status, 303);
    let seen = live.until("about that").await.unwrap();
    assert!(!seen.contains("before the guest"), "{seen}");
    assert_eq!(
        bob.post(&format!("/rooms/{room}/messages/2/edit"), &[("body", "before, edited")]).await.status,
        303
    );
    bob.say(&room, "after the edit").await;
    let seen = live.until("after the edit").await.unwrap();
    assert!(!seen.contains("before, edited"), "{seen}");
    // An edit of what the guest sees loads the frame anew.
    assert_eq!(bob.post(&format!("/rooms/{room}/messages/4/edit"), &[("body", "about this")]).await.status, 303);
    while live.next().await.is_some() {}
    let again = zoe.get("/guest/live").await;
    assert!(again.body.contains("about this") && again.body.contains("http-equiv=\"refresh\""));
    // In text browsers, the page itself has the list.
    let text = zoe.request(Method::GET, "/guest").header("user-agent", "Lynx/2.9.0").send().await.unwrap();
    let text = text.text().await.unwrap();
    assert!(text.contains("after the edit") && !text.contains("iframe") && !text.contains("before"));
    assert!(!zoe.get("/guest?before=3").await.body.contains("before, edited"));
    for message in zoe.get("/guest?before=99").await.messages() {
        assert!(!message.contains("before"), "{message}");
    }
}

#[tokio::test]
async fn a_guest_is_nobody_elsewhere() {
    let app = TestApp::spawn().await;
    let (bob, cy) = (app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("Tea", "open").await;
    let link = link(&bob, &room, "").await;
    let zoe = guest(&app, &link, "Zoe").await;
    let cookie = zoe.cookie_header();
    for path in
        ["/rooms", "/rooms/tea", "/rooms/tea/messages/1", "/search?q=a", "/settings", "/people/bob/picture"]
    {
        let answer = zoe.request(Method::GET, path).header("cookie", &cookie).send().await.unwrap();
        assert!([303, 401].contains(&answer.status().as_u16()), "{path}: {}", answer.status());
        let login = answer.headers().get("location").is_none_or(|to| to.to_str().unwrap().starts_with("/login"));
        assert!(login, "{path}");
    }
    assert_eq!(zoe.post("/rooms/tea/messages", &[("body", "x"), ("nonce", "n")]).await.status, 401);
    assert!(cy.get("/rooms/tea").await.messages().is_empty());
    // Without the guest's cookie, nothing is seen; and the link can't be guessed.
    for path in ["/guest", "/guest/live", "/guest/live/stream", "/guest/live?x"] {
        assert_eq!(app.browser().get(path).await.status, 403, "{path}");
    }
    let guessed = link.replace("/guest/1-", "/guest/2-");
    assert_eq!(app.browser().get(&guessed).await.status, 404);
    assert_eq!(app.browser().post(&guessed, &[("name", "Eve")]).await.status, 404);
    // A guest has no password.
    let name = app.browser();
    let username =
        cy.get("/rooms/tea/about").await.texts(".people .handle").into_iter().find(|n| n.starts_with("@guest-"));
    let login = [("username", username.as_deref().unwrap()), ("password", PASSWORD)];
    assert_eq!(name.post("/login", &login).await.status, 422);
}

#[tokio::test]
async fn waiting_guests_see_nothing_until_they_are_let_in() {
    let app = TestApp::spawn().await;
    let (bob, cy) = (app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("Board", "closed").await;
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await;
    let link = link(&bob, &room, "yes").await;
    let (zoe, eve) = (guest(&app, &link, "Zoe").await, guest(&app, &link, "Eve").await);
    bob.say(&room, "while they wait").await;
    for waiting in [&zoe, &eve] {
        let page = waiting.get("/guest").await;
        assert!(page.body.contains("Waiting to be admitted"));
        assert_eq!(say(waiting, "hello").await.status, 403);
        let frame = waiting.get("/guest/live").await;
        assert!(frame.messages().is_empty() && !frame.body.contains("while they wait"));
    }
    let managed = bob.get(&format!("/rooms/{room}/guests")).await;
    assert_eq!(managed.texts(".people .names bdi:first-child"), ["Zoe (guest)", "Eve (guest)"]);
    let names: Vec<String> = {
        let html = managed.html();
        let inputs = crate::app::css(".people input[name=guest]");
        html.select(&inputs).filter_map(|input| input.attr("value").map(str::to_owned)).collect()
    };
    let (first, second) = (&names[0], &names[2]);
    for (by, status) in [(&cy, 403), (&app.person("dee").await, 404)] {
        assert_eq!(change(by, &room, &[("act", "admit"), ("guest", first)]).await.status, status);
        assert_eq!(by.get(&format!("/rooms/{room}/guests")).await.status, status);
    }
    let (mut first_frame, mut second_frame) = (frame(&zoe).await, frame(&eve).await);
    assert_eq!(change(&bob, &room, &[("act", "admit"), ("guest", first)]).await.status, 303);
    assert_eq!(change(&bob, &room, &[("act", "remove"), ("guest", second)]).await.status, 303);
    first_frame.until("You have been admitted.").await;
    second_frame.until("Your guest access has ended").await;
    for mut frame in [first_frame, second_frame] {
        while frame.next().await.is_some() {}
    }
    assert_eq!(say(&zoe, "here I am").await.status, 303);
    assert_eq!(zoe.get("/guest/live").await.messages(), ["here I am"]);
    assert_eq!(eve.get("/guest").await.status, 403);
    assert_eq!(change(&bob, &room, &[("act", "burn")]).await.status, 400);
}

#[tokio::test]
async fn a_guest_whose_access_ends_hears_and_says_nothing_more() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let room = bob.make_room("Tea", "open").await;
    let link = link(&bob, &room, "").await;
    let about = format!("/rooms/{room}/about");
    let username = async |name: &str| {
        let people = bob.get(&about).await.texts(".people li");
        let line = people.into_iter().find(|line| line.contains(name)).unwrap();
        line[line.find("guest-").unwrap()..].chars().take("guest-".len() + 10).collect::<String>()
    };
    for way in ["leave", "removed as a guest", "removed as a member", "deactivated", "logged out"] {
        let name = format!("Zoe {}", way.len());
        let zoe = guest(&app, &link, &name).await;
        let mut live = frame(&zoe).await;
        live.until("No messages since you joined").await;
        let username = username(&name).await;
        let person = format!("/admin/people/{username}");
        let ended = match way {
            "leave" => zoe.post("/guest/leave", &[("leave", "yes")]).await.status,
            "removed as a guest" => change(&bob, &room, &[("act", "remove"), ("guest", &username)]).await.status,
            "removed as a member" => {
                bob.post(&format!("/rooms/{room}/remove"), &[("username", &username)]).await.status
            }
            "deactivated" => ann.post(&person, &[("act", "deactivate"), ("password", PASSWORD)]).await.status,
            _ => ann.post(&person, &[("act", "sessions"), ("password", PASSWORD)]).await.status,
        };
        assert!(ended == 303 || ended == 200, "{way}: {ended}");
        while live.next().await.is_some() {}
        assert_eq!(zoe.get("/guest").await.status, 403, "{way}");
        assert_eq!(say(&zoe, "still here").await.status, 403, "{way}");
    }
    assert!(bob.get(&format!("/rooms/{room}")).await.messages().is_empty());

    // The time is over: at once for requests, and for streams when they hear of it.
    let zoe = guest(&app, &link, "Zoe").await;
    Connection::open(app.database())
        .unwrap()
        .execute("update guests set expires_at = 1 where ended_at is null", ())
        .unwrap();
    assert_eq!(zoe.get("/guest").await.status, 403);
    // A revoked link lets nobody in, and a deleted room is gone for its guests.
    assert_eq!(change(&bob, &room, &[("act", "revoke"), ("link", "1")]).await.status, 303);
    assert_eq!(app.browser().post(&link, &[("name", "Late")]).await.status, 404);
    let other = self::link(&bob, &room, "").await;
    let zoe = guest(&app, &other, "Zoe").await;
    let mut live = frame(&zoe).await;
    live.until("No messages since you joined").await;
    assert_eq!(bob.post(&format!("/rooms/{room}/delete"), &[("name", "Tea")]).await.status, 303);
    while live.next().await.is_some() {}
    assert_eq!(zoe.get("/guest").await.status, 403);
}

#[tokio::test]
async fn guests_are_told_apart_and_bounded() {
    let app = TestApp::spawn_with(&["--registrations-per-hour", "0"]).await;
    let bob = app.person("bob").await;
    let room = bob.make_room("Tea", "open").await;
    let link = link(&bob, &room, "").await;
    for wrong in ["", &"x".repeat(60), "a\u{202e}b"] {
        let refused = app.browser().post(&link, &[("name", wrong)]).await;
        assert_eq!((refused.status.as_u16(), refused.attribute("#name", "value").as_deref()), (422, Some(wrong)));
    }
    let rules = [("post", "everybody"), ("slow", "0"), ("max_members", "2")];
    assert_eq!(bob.post(&format!("/rooms/{room}/rules"), &rules).await.status, 303);
    let zoe = guest(&app, &link, "Zoe").await;
    let refused = app.browser().post(&link, &[("name", "Eve")]).await;
    assert_eq!((refused.status.as_u16(), refused.body.contains("no space for more guests")), (422, true));
    assert!(!bob.get("/switch?q=Eve").await.body.contains("Eve (guest)"), "nothing is left of the refused one");
    // The message is the same, once.
    for _ in 0..2 {
        assert_eq!(say(&zoe, "hello").await.status, 303);
    }
    assert_eq!(bob.get(&format!("/rooms/{room}")).await.messages(), ["hello"]);
    let long = "x".repeat(20_001);
    let refused = zoe.post("/guest/messages", &[("body", &long), ("nonce", "long")]).await;
    assert_eq!((refused.status.as_u16(), refused.texts("#composer-body")), (422, vec![long]));
    // Slow mode, muting and announcements hold for guests, too.
    let rules = [("post", "announcements"), ("slow", "0"), ("max_members", "")];
    assert_eq!(bob.post(&format!("/rooms/{room}/rules"), &rules).await.status, 303);
    let refused = say(&zoe, "my opinion").await;
    assert_eq!((refused.status.as_u16(), refused.texts("#composer-body")), (403, vec!["my opinion".to_owned()]));
    for number in 0..19 {
        assert_eq!(change(&bob, &room, &[("act", "create"), ("stay", "hour")]).await.status, 303, "{number}");
    }
    assert_eq!(change(&bob, &room, &[("act", "create"), ("stay", "hour")]).await.status, 422);
    until("all links are listed", async || {
        let page = bob.get(&format!("/rooms/{room}/guests")).await;
        page.html().select(&crate::app::css("input.address")).count() == 20
    })
    .await;
}
