//! The arrangement of the sidebar: stars, sections, order, width, and who is online.

use reqwest::Method;

use crate::app::{Answer, Person, Stream, TestApp};
use crate::sinks::over_every_sink;

over_every_sink! {
    the_other_in_a_conversation_is_shown_as_online_to_the_two_alone,
    sorted_by_activity_a_room_rises_when_somebody_writes_in_it,
}

async fn place(by: &Person, room: &str, form: &[(&str, &str)]) -> Answer {
    by.post(&format!("/rooms/{room}/placement"), form).await
}

#[tokio::test]
async fn a_member_stars_rooms_and_puts_them_into_sections() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for name in ["Garden", "Tea", "Trees"] {
        let room = ann.make_room(name, "open").await;
        ann.post(&format!("/rooms/{room}/invite"), &[("username", "bob")]).await;
    }
    assert_eq!(place(&bob, "tea", &[("starred", "yes"), ("section", "")]).await.status, 303);
    assert_eq!(place(&bob, "trees", &[("section", "  Out \n doors ")]).await.status, 303);
    let app = app.restart().await;
    let (ann, bob) = (ann.at(&app.url), bob.at(&app.url));
    let page = bob.get("/rooms/tea/about").await;
    let headings =
        page.texts("#own-rooms h2").into_iter().map(|text| text.trim_end_matches(['+', ' ']).to_owned());
    assert_eq!(headings.collect::<Vec<_>>(), ["Starred", "Out doors", "Rooms", "Conversations"]);
    assert_eq!(page.texts("#own-rooms .rooms bdi"), ["Tea", "Trees", "Garden", "General"]);
    assert!(page.has("[name=starred][checked]"));
    let page = bob.get("/rooms/trees/about").await;
    assert_eq!(page.attribute("#section", "value").as_deref(), Some("Out doors"));
    let page = ann.get("/rooms/tea").await;
    assert_eq!(page.texts("#own-rooms .rooms bdi"), ["Garden", "General", "Tea", "Trees"], "others see their own");
    assert_eq!(place(&bob, "trees", &[]).await.status, 303);
    assert_eq!(bob.get("/rooms").await.texts("#own-rooms .rooms bdi"), ["Tea", "Garden", "General", "Trees"]);
    ann.post("/rooms/garden/archive", &[]).await;
    let page = bob.get("/rooms").await;
    assert_eq!(page.texts("#own-rooms details li bdi"), ["Garden"]);
    assert!(!page.has("#own-rooms details[open]"));
    assert!(bob.get("/rooms/garden").await.has("#own-rooms details[open]"), "one's own room is seen");
}

#[tokio::test]
async fn only_members_place_a_room_and_a_bad_section_is_kept_with_an_error() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (open, closed) = (ann.make_room("Open", "open").await, ann.make_room("Closed", "closed").await);
    assert_eq!(place(&bob, &open, &[("starred", "yes")]).await.status, 404);
    assert_eq!(place(&bob, &closed, &[("starred", "yes")]).await.status, 404);
    for wrong in ["x".repeat(33), "\u{202e}evil".to_owned()] {
        let refused = place(&ann, &open, &[("starred", "yes"), ("section", &wrong)]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.attribute("#section", "value").as_deref(), Some(&*wrong));
        assert!(refused.has("[name=starred][checked]") && refused.has("#section[aria-invalid=true]"));
    }
    assert!(!ann.get("/rooms").await.texts("#own-rooms h2").contains(&"Starred".to_owned()));
}

async fn sorted_by_activity_a_room_rises_when_somebody_writes_in_it() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for name in ["Garden", "Tea"] {
        let room = ann.make_room(name, "open").await;
        ann.say(&room, "hello").await;
    }
    let form = [("theme", "system"), ("text_size", "normal"), ("room_order", "activity")];
    assert_eq!(ann.post("/settings/appearance", &form).await.status, 303);
    let rooms = |page: &Answer| page.texts("#own-rooms .rooms bdi");
    let page = ann.get("/rooms").await;
    assert_eq!(rooms(&page), ["Tea", "Garden", "General"]);
    let version = page.attribute("#own-rooms", "data-version").unwrap();
    let request = ann.request(Method::GET, "/rooms/general/events").header("snug-rooms", version);
    let mut stream = Stream::open(request).await;
    bob.say("garden", "rain!").await;
    let list = loop {
        let event = stream.next().await.unwrap();
        if event.data.contains("id=\"own-rooms\"") {
            break event.data;
        }
    };
    assert!(list.find("/rooms/garden") < list.find("/rooms/tea"), "{list}");
    assert_eq!(rooms(&ann.get("/rooms").await), ["Garden", "Tea", "General"]);
    let refused = [("theme", "system"), ("text_size", "normal"), ("room_order", "size")];
    assert_eq!(ann.post("/settings/appearance", &refused).await.status, 422);
    let kept = [("theme", "dark"), ("text_size", "normal")];
    assert_eq!(ann.post("/settings/appearance", &kept).await.status, 303);
    assert_eq!(rooms(&ann.get("/rooms").await), ["Garden", "Tea", "General"], "a form without it changes nothing");
}

async fn the_other_in_a_conversation_is_shown_as_online_to_the_two_alone() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let room = ann.post("/direct", &[("people", "bob")]).await;
    ann.say(room.location().trim_start_matches("/rooms/"), "hello").await;
    let open = async |person: &Person| {
        let version = person.get("/rooms").await.attribute("#own-rooms", "data-version").unwrap();
        Stream::open(person.request(Method::GET, "/events").header("snug-rooms", version)).await
    };
    let (mut hers, mut of_cy) = (open(&ann).await, open(&cy).await);
    assert_eq!(bob.post("/rooms/general/signs", &[("sign", "here")]).await.status, 204);
    until(&mut hers, |data| data.contains("#presence-") && data.contains("Online:")).await;
    let mut late = open(&ann).await;
    until(&mut late, |data| data.contains("Online:")).await;
    bob.post("/rooms/general/signs", &[("sign", "gone")]).await;
    until(&mut hers, |data| data.contains("#presence-") && !data.contains("Online:")).await;
    // The next event for cy comes after it.
    ann.say("general", "for @cy").await;
    until(&mut of_cy, |data| {
        assert!(!data.contains("#presence-"), "{data}");
        data.contains("#mark-")
    })
    .await;
}

async fn until(stream: &mut Stream, test: impl Fn(&str) -> bool) {
    while !stream.next().await.is_some_and(|event| test(&event.data)) {}
}

#[tokio::test]
async fn the_width_of_the_sidebar_is_the_browsers() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let class = async || ann.get("/rooms/general").await.attribute("body", "class").unwrap();
    assert_eq!(class().await, "inside");
    let request =
        ann.request(Method::POST, "/settings/sidebar").header("referer", format!("{}/rooms/general", app.url));
    let saved = Answer::of(request.form(&[("width", "wide")])).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, "/rooms/general"));
    assert_eq!(class().await, "inside sidebar-wide");
    for referer in ["https://evil.example//evil.example", "nonsense"] {
        let request = ann.request(Method::POST, "/settings/sidebar").header("referer", referer);
        let saved = Answer::of(request.form(&[("width", "hidden")])).await;
        assert_eq!((saved.status.as_u16(), saved.location()), (303, "/"), "{referer}");
    }
    let page = ann.get("/settings/appearance").await;
    assert_eq!(page.attribute("[name=width][checked]", "value").as_deref(), Some("hidden"));
    assert_eq!(ann.post("/settings/sidebar", &[("width", "<script>")]).await.status, 422);
    assert_eq!(ann.htmx_post("/settings/sidebar", &[("width", "normal")]).await.status, 204);
    assert_eq!(class().await, "inside");
}
