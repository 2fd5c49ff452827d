//! Alerts on all pages of a person, live: warnings of moderators, and guests that wait.

use reqwest::Method;
use scraper::Html;

use crate::app::{PASSWORD, Person, Stream, TestApp, css};
use crate::sinks::over_every_sink;

over_every_sink! {
    managers_of_a_room_learn_that_guests_wait,
    a_warning_shows_on_pages_that_are_open,
}

/// The stream of a page without a room, or of a room's page, that was just loaded.
async fn open(person: &Person, events: &str) -> Stream {
    let version = person.get("/settings").await.attribute("#own-rooms", "data-version").unwrap();
    Stream::open(person.request(Method::GET, events).header("snug-rooms", version)).await
}

/// The texts and addresses of the alerts in the next event that has alerts.
async fn next(stream: &mut Stream) -> Vec<String> {
    loop {
        let event = stream.next().await.expect("the stream goes on").data;
        let html = Html::parse_fragment(&event);
        if let Some(alerts) = html.select(&css("hx-partial[hx-target='#alerts']")).next() {
            return alerts.select(&css("p")).map(|line| line.inner_html()).collect();
        }
    }
}

async fn waiting_link(by: &Person, room: &str) -> String {
    let form = [("act", "create"), ("stay", "day"), ("waits", "yes")];
    assert_eq!(by.post(&format!("/rooms/{room}/guests"), &form).await.status, 303);
    let url = by.get(&format!("/rooms/{room}/guests")).await.attribute("input.address", "value").unwrap();
    url[url.find("/guest/").unwrap()..].to_owned()
}

async fn waiting_guest(app: &TestApp, link: &str, name: &str) -> Person {
    let guest = app.browser();
    assert_eq!(guest.post(link, &[("name", name)]).await.status, 303);
    guest
}

async fn managers_of_a_room_learn_that_guests_wait() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("Board", "closed").await;
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await;
    let link = waiting_link(&bob, &room).await;
    let page = bob.get("/settings").await;
    assert!(page.has("#alerts[role=status]:empty"), "nothing to announce");
    let (mut elsewhere, mut there) =
        (open(&bob, "/events").await, open(&bob, &format!("/rooms/{room}/events")).await);
    let mut member = open(&cy, "/events").await;

    let zoe = waiting_guest(&app, &link, "Zoe").await;
    let (guests, shown) = (format!("/rooms/{room}/guests"), |count: &str| {
        vec![format!("<a href=\"/rooms/{room}/guests\">{count} to join <bdi lang=\"\">Board</bdi></a>")]
    });
    for stream in [&mut elsewhere, &mut there] {
        assert_eq!(next(stream).await, shown("A guest is waiting"));
    }
    let eve = waiting_guest(&app, &link, "Eve").await;
    for stream in [&mut elsewhere, &mut there] {
        assert_eq!(next(stream).await, shown("2 guests are waiting"));
    }
    // Without JavaScript, on the next page, the guests' own included, and in the live frame.
    for page in ["/rooms", &format!("/rooms/{room}"), &guests] {
        assert!(bob.get(page).await.has(&format!("#alerts a[href='{guests}']")), "{page}");
    }
    let frame = bob.request(Method::GET, &format!("/rooms/{room}/live")).header("sec-fetch-dest", "iframe");
    let seen = Stream::open(frame).await.until("guests are waiting").await.unwrap();
    assert!(seen.contains(&guests), "{seen}");
    // Members who can't let them in, and an administrator who is no member, see nothing of it.
    for other in [&cy, &ann] {
        assert!(other.get("/rooms").await.has("#alerts:empty"));
    }

    let admit = [("act", "admit"), ("guest", &*username(&bob, &guests, "Zoe").await)];
    assert_eq!(bob.post(&guests, &admit).await.status, 303);
    for stream in [&mut elsewhere, &mut there] {
        assert_eq!(next(stream).await, shown("A guest is waiting"));
    }
    assert_eq!(zoe.get("/guest").await.status, 200);
    assert_eq!(eve.post("/guest/leave", &[("leave", "yes")]).await.status, 200);
    for stream in [&mut elsewhere, &mut there] {
        assert!(next(stream).await.is_empty(), "nobody waits");
    }
    assert!(bob.get("/rooms").await.has("#alerts:empty"));

    // An administrator who is a member lets guests in, too; one who is turned away or deactivated waits no longer.
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "ann")]).await;
    let mut administrator = open(&ann, "/events").await;
    for way in ["removed", "deactivated"] {
        let _guest = waiting_guest(&app, &link, way).await;
        assert_eq!(next(&mut administrator).await, shown("A guest is waiting"));
        let name = username(&bob, &guests, way).await;
        let ended = match way {
            "removed" => bob.post(&guests, &[("act", "remove"), ("guest", &name)]).await,
            _ => {
                let form = [("act", "deactivate"), ("password", PASSWORD)];
                ann.post(&format!("/admin/people/{name}"), &form).await
            }
        };
        assert_eq!(ended.status, 303, "{way}");
        assert!(next(&mut administrator).await.is_empty(), "{way}");
    }
    // A former administrator manages no room of others.
    let _last = waiting_guest(&app, &link, "Last").await;
    assert_eq!(next(&mut administrator).await, shown("A guest is waiting"));
    let mo = [("act", "role"), ("role", "administrator"), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/cy", &mo).await.status, 303);
    assert_eq!(next(&mut member).await, shown("A guest is waiting"), "the first that this member reads");
    let member = [("act", "role"), ("role", "member"), ("password", PASSWORD)];
    assert_eq!(cy.post("/admin/people/ann", &member).await.status, 303);
    assert!(next(&mut administrator).await.is_empty());
}

/// The username of a guest on the page of those who manage the room.
async fn username(by: &Person, guests: &str, name: &str) -> String {
    let page = by.get(guests).await;
    let html = page.html();
    let entries = css(".people li");
    let mut entries = html.select(&entries);
    let entry =
        entries.find(|entry| entry.text().any(|text| text.starts_with(name))).expect("the guest is listed");
    entry.select(&css("input[name=guest]")).next().unwrap().attr("value").unwrap().to_owned()
}

async fn a_warning_shows_on_pages_that_are_open() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (mut elsewhere, mut there) = (open(&bob, "/events").await, open(&bob, "/rooms/general/events").await);
    let mut other = open(&ann, "/events").await;
    let warn = [("act", "warn"), ("warning", "Be kind."), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/bob", &warn).await.status, 303);
    for stream in [&mut elsewhere, &mut there] {
        let alerts = next(stream).await.concat();
        assert!(alerts.contains("warned you") && alerts.contains("/settings/warnings"), "{alerts}");
        assert!(!alerts.contains("Be kind"), "the text is on its page alone: {alerts}");
    }
    assert_eq!(bob.post("/settings/warnings", &[("newest", "99")]).await.status, 303);
    for stream in [&mut elsewhere, &mut there] {
        assert!(next(stream).await.is_empty());
    }
    // The administrator's own page has got no alert meanwhile.
    ann.post("/rooms", &[("name", "Tea")]).await;
    let event = other.next().await.unwrap().data;
    assert!(event.contains("/rooms/tea") && !event.contains("alerts"), "{event}");
}
