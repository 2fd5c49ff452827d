//! Mentions of people and rooms.

use reqwest::Method;
use scraper::Html;

use crate::app::{Answer, Person, Stream, TestApp, css};

const ROOM: &str = "/rooms/general";

/// The number of mentions in the sidebar.
async fn waiting(person: &Person) -> Vec<String> {
    person.get("/rooms").await.texts("#own-rooms .badge")
}

fn named(page: &Answer) -> Vec<String> {
    page.texts("article .mention")
}

#[tokio::test]
async fn a_mentioned_member_is_notified_and_the_name_is_highlighted() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("Bob").await, app.person("cy").await);
    ann.say("general", "@bob, and @nobody: look").await;
    let page = cy.get(ROOM).await;
    assert_eq!(named(&page), ["@Bob"], "as the name is written, and nobody else's");
    assert_eq!(page.messages(), ["@Bob, and @nobody: look"]);
    assert_eq!((waiting(&bob).await, waiting(&cy).await), (vec!["1".to_owned()], vec![]));
    assert!(waiting(&ann).await.is_empty());
    ann.say("general", "`@bob` and \\*@ann\\*").await;
    assert_eq!(named(&cy.get(ROOM).await), ["@Bob", "@ann"], "code names nobody");
    assert_eq!((waiting(&bob).await, waiting(&ann).await), (vec!["1".to_owned()], vec![]), "oneself is not told");
}

#[tokio::test]
async fn a_backslash_before_a_name_prevents_the_mention() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    ann.say("general", r"\@bob and **\@bob** in \#tea \:tada:").await;
    assert!(waiting(&bob).await.is_empty());
    let page = bob.get(ROOM).await;
    assert_eq!(page.messages(), ["@bob and @bob in #tea :tada:"]);
    assert!(named(&page).is_empty() && !page.has(".room-link"));
    ann.post(&format!("{ROOM}/messages/1/edit"), &[("body", "@bob")]).await;
    ann.post(&format!("{ROOM}/messages/1/edit"), &[("body", r"\@bob")]).await;
    assert!(waiting(&bob).await.is_empty());
}

#[tokio::test]
async fn the_first_hundred_mentions_of_a_message_count() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    ann.say("general", &format!("{}@cy", "@bob ".repeat(1_500))).await;
    assert_eq!((waiting(&bob).await, waiting(&cy).await), (vec!["1".to_owned()], vec![]));
    let page = bob.get(ROOM).await;
    assert_eq!(named(&page), vec!["@bob"; 100], "what comes after them is text");
    assert!(page.body.len() < 40_000, "{}", page.body.len());
}

#[tokio::test]
async fn of_names_that_begin_alike_the_longest_is_mentioned() {
    let app = TestApp::spawn().await;
    let (ann, bob, other) = (app.person("ann").await, app.person("bob").await, app.person("bob-b").await);
    ann.say("general", "@bob-b. @bob-c").await;
    assert_eq!(named(&ann.get(ROOM).await), ["@bob-b", "@bob"]);
    ann.say("general", "only @bob-b").await;
    assert_eq!((waiting(&bob).await, waiting(&other).await), (vec!["1".to_owned()], vec!["2".to_owned()]));
}

#[tokio::test]
async fn people_outside_a_closed_room_are_not_mentioned_there() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let secret = ann.make_room("Secret", "closed").await;
    ann.say(&secret, "@bob does not know").await;
    assert!(named(&ann.get(&format!("/rooms/{secret}")).await).is_empty());
    assert!(waiting(&bob).await.is_empty());
}

#[tokio::test]
async fn an_edit_notifies_new_mentions_and_withdraws_former_ones() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    ann.say("general", "@bob look").await;
    let mut stream = cy.events("/rooms/general/events").await;
    ann.post(&format!("{ROOM}/messages/1/edit"), &[("body", "@cy look")]).await;
    assert!(
        stream.next().await.unwrap().data.contains("<a class=\"mention\" href=\"/people/cy\"><bdi>@cy</bdi></a>")
    );
    assert_eq!((waiting(&bob).await, waiting(&cy).await), (vec![], vec!["1".to_owned()]));
    cy.post(&format!("{ROOM}/read"), &[("change", "2")]).await;
    ann.post(&format!("{ROOM}/messages/1/edit"), &[("body", "@bob @cy look")]).await;
    assert_eq!((waiting(&bob).await, waiting(&cy).await), (vec!["1".to_owned()], vec![]), "cy has read it");
    ann.post(&format!("{ROOM}/messages/1/delete"), &[]).await;
    assert!(waiting(&bob).await.is_empty());
}

#[tokio::test]
async fn an_edit_that_mentions_somebody_shows_at_once_in_the_open_pages_of_the_mentioned() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    bob.post("/rooms/tea/join", &[]).await;
    ann.say("tea", "look").await;
    let id = ann.get("/rooms/tea").await.attribute("article", "id").unwrap().replace("message-", "");
    let version = bob.get("/settings").await.attribute("#own-rooms", "data-version").unwrap();
    let stream = bob.request(Method::GET, &format!("{ROOM}/events")).header("snug-rooms", version);
    let mut stream = Stream::open(stream).await;
    for (body, badge) in [("look, @bob", "1"), ("look", "")] {
        ann.post(&format!("/rooms/tea/messages/{id}/edit"), &[("body", body)]).await;
        let event = stream.next().await.unwrap().data;
        let html = Html::parse_fragment(&event);
        assert!(html.select(&css(".mark.unread")).next().is_some(), "the message itself is unread still: {event}");
        let badges: String = html
            .select(&css("[hx-target^='#mark-']:not([hx-target='#mark-of-others']) .badge"))
            .flat_map(|badge| badge.text())
            .collect();
        assert_eq!(badges, badge, "{event}");
    }
}

#[tokio::test]
async fn open_rooms_are_linked_by_former_addresses_too() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea & Cake")]).await;
    let secret = ann.make_room("Secret", "closed").await;
    ann.say("general", &format!("#tea-cake, #secret, #{secret} and #nothing")).await;
    let page = bob.get(ROOM).await;
    assert_eq!(page.texts(".room-link"), ["#Tea & Cake"]);
    let link = page.attribute(".room-link", "href").unwrap();
    ann.post("/rooms/tea-cake/about", &[("name", "Coffee")]).await;
    assert_eq!(bob.get(&link).await.location(), "/rooms/coffee", "the link works still");
    ann.say("general", "once more: #tea-cake").await;
    assert_eq!(bob.get(ROOM).await.texts("#message-2 .room-link"), ["#Coffee"]);
    ann.post("/rooms/coffee/delete", &[("name", "Coffee")]).await;
    ann.say("general", "and now #coffee").await;
    assert!(!bob.get(ROOM).await.has("#message-3 .room-link"));
}

#[tokio::test]
async fn a_fragment_with_a_mention_equals_the_page() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut stream = ann.events("/rooms/general/events").await;
    ann.say("general", "@ann in #general").await;
    let event = stream.next().await.unwrap();
    let article = event.data.split_once('>').unwrap().1.trim_end_matches("</hx-partial>");
    assert!(article.contains("mention") && article.contains("room-link"));
    assert!(ann.get(ROOM).await.body.contains(article), "{article}");
}
