//! Rooms with more unread messages than a page shows.

use reqwest::Method;
use scraper::Html;

use super::{browser_page, first_new, mark};
use crate::app::{Person, TestApp, css};

/// A room with 81 messages by ann that bob has not read; the first mentions him.
async fn busy_room() -> (TestApp, Person, Person) {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.say("general", "read before").await;
    ann.say("general", "look at this, @bob").await;
    for number in 1..=80 {
        ann.say("general", &format!("later {number}")).await;
    }
    (app, ann, bob)
}

fn assert_in_order(page: &str, texts: &[&str]) {
    let places = texts.iter().map(|text| page.find(text).unwrap_or_else(|| panic!("{text} is not on the page")));
    assert!(places.is_sorted(), "{texts:?} in {page}");
}

#[tokio::test]
async fn a_busy_room_opens_at_the_first_unread_message_and_is_read_as_far_as_shown() {
    let (_app, _ann, bob) = busy_room().await;
    assert_eq!(mark(&bob, "general").await, (true, "1".to_owned()));
    let page = browser_page(&bob, "general").await;
    assert_in_order(&page, &["read before", "id=\"new\"", "look at this"]);
    assert!(page.contains("81 new") && page.contains("?newest=yes") && !page.contains("later 80"));
    assert_eq!(mark(&bob, "general").await.1, "1", "it was not on a screen yet");

    // Seeing the newest messages doesn't mark earlier ones read.
    let newest = newest_page(&bob).await;
    let (first, change) = (id_of(&newest, 0), newest.rsplit("after=").next().unwrap().split('"').next().unwrap());
    bob.post("/rooms/general/read", &[("change", change), ("since", &first)]).await;
    assert_eq!(mark(&bob, "general").await.1, "1");

    let (first, shown) = (id_of(&page, 0), id_of(&page, 10));
    bob.post("/rooms/general/read", &[("message", &shown), ("since", &first)]).await;
    assert_eq!(mark(&bob, "general").await, (true, String::new()), "it was, and others were not");
    let page = browser_page(&bob, "general").await;
    assert!(page.find("later 9<").unwrap() < page.find("id=\"new\"").unwrap(), "the line is after what was shown");
    bob.post("/rooms/general/read", &[("change", change), ("all", "yes")]).await;
    assert!(!mark(&bob, "general").await.0, "who wants it has read everything");
}

#[tokio::test]
async fn without_javascript_posting_in_a_busy_room_shows_the_message() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for number in 1..=70 {
        bob.say("general", &number.to_string()).await;
    }
    let sent = ann.post("/rooms/general/messages", &[("body", "mine"), ("nonce", "n1")]).await;
    assert_eq!((sent.status.as_u16(), sent.location()), (303, "/rooms/general?newest=yes"));
    let page = ann.get(sent.location()).await;
    assert_eq!(page.messages().last().map(String::as_str), Some("mine"));
    assert!(!page.has("#new"), "what is new begins before this page");
    assert!(page.texts(".new-line").concat().starts_with("70 new since "));
    assert_eq!(page.attribute(".new-line a", "href").as_deref(), Some("/rooms/general/messages/1#message-1"));
}

#[tokio::test]
async fn posting_does_not_mark_unseen_messages_read() {
    let (_app, ann, bob) = busy_room().await;
    bob.say("general", "hello all").await;
    bob.say("general", "what is new?").await;
    assert_eq!(mark(&bob, "general").await, (true, "1".to_owned()), "the mention was not on a screen");
    let page = browser_page(&bob, "general").await;
    assert_in_order(&page, &["read before", "id=\"new\"", "look at this"]);
    assert!(page.contains("81 new"), "one's own are not new");

    bob.post("/rooms/general/read", &[("change", "999999"), ("all", "yes")]).await;
    bob.say("general", "now I know").await;
    assert_eq!(mark(&bob, "general").await, (false, String::new()), "nothing unread lies between");
    assert!(!browser_page(&bob, "general").await.contains("id=\"new\""));

    // Cached and stored marks agree.
    ann.say("general", "@bob?").await;
    bob.say("general", "yes?").await;
    assert_eq!(mark(&bob, "general").await, (true, "1".to_owned()));
    bob.post("/rooms/general/involvement", &[("involvement", "everything")]).await;
    assert_eq!(mark(&bob, "general").await, (true, "1".to_owned()));
}

#[tokio::test]
async fn without_javascript_a_busy_room_is_read_page_by_page() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "look at this, @bob").await;
    for number in 1..=120 {
        ann.say("general", &format!("later {number}")).await;
    }
    let mut page = bob.get("/rooms/general").await;
    assert_eq!(page.messages()[0], "look at this, @bob");
    assert_eq!(mark(&bob, "general").await, (true, String::new()), "the mention was shown, and others were not");
    let mut seen = page.messages();
    while let Some(next) = page.attribute("a[rel=next]", "href") {
        page = bob.get(&next).await;
        seen.extend(page.messages());
    }
    assert_eq!(seen.len(), 121);
    assert!(!mark(&bob, "general").await.0);
}

async fn newest_page(person: &Person) -> String {
    let request =
        person.request(Method::GET, "/rooms/general?newest=yes").header("upgrade-insecure-requests", "1");
    request.send().await.unwrap().text().await.unwrap()
}

/// The id of a message on a page.
fn id_of(page: &str, number: usize) -> String {
    let html = Html::parse_document(page);
    let id = html.select(&css("article")).nth(number).unwrap().attr("id").unwrap().to_owned();
    id.trim_start_matches("message-").to_owned()
}

#[tokio::test]
async fn own_messages_are_never_unread() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "1 ann").await;
    bob.say("general", "2 bob").await;
    bob.say("general", "3 bob").await;
    ann.say("general", "4 ann").await;
    let page = browser_page(&bob, "general").await;
    assert_eq!(first_new(&page).as_deref(), Some("1 ann"));
    // Reading up to the first message includes own messages after it, such as from another device.
    let (first, second) = (id_of(&page, 0), id_of(&page, 1));
    bob.post("/rooms/general/read", &[("message", &first), ("since", &first)]).await;
    assert_eq!(first_new(&browser_page(&bob, "general").await).as_deref(), Some("4 ann"));
    assert!(mark(&bob, "general").await.0);
    let last = id_of(&page, 3);
    ann.post(&format!("/rooms/general/messages/{last}/delete"), &[]).await;
    bob.say("general", "5 bob").await;
    assert!(!mark(&bob, "general").await.0, "nothing of others is unread");
    assert_eq!(first_new(&browser_page(&bob, "general").await), None);

    // An explicit mark counts even for own messages.
    bob.post(&format!("/rooms/general/messages/{second}/unread"), &[]).await;
    assert!(mark(&bob, "general").await.0);
    assert_eq!(first_new(&browser_page(&bob, "general").await).as_deref(), Some("2 bob"));
    bob.say("general", "6 bob").await;
    assert!(mark(&bob, "general").await.0, "it stays marked");
    assert_eq!(first_new(&browser_page(&bob, "general").await).as_deref(), Some("2 bob"));
}

#[tokio::test]
async fn own_messages_are_read_if_only_they_remain_and_after_joining() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "1 ann").await;
    bob.say("general", "2 bob").await;
    let first = id_of(&browser_page(&bob, "general").await, 0);
    bob.post("/rooms/general/read", &[("message", &first), ("since", &first)]).await;
    assert!(!mark(&bob, "general").await.0, "only an own one is left");
    assert_eq!(first_new(&browser_page(&bob, "general").await), None);
    ann.make_room("Tea", "open").await;
    ann.say("tea", "before").await;
    bob.say("tea", "joins by writing").await;
    assert!(!mark(&bob, "tea").await.0);
    assert_eq!(first_new(&browser_page(&bob, "tea").await), None);
}

#[tokio::test]
async fn a_long_history_opens_at_the_first_message_of_others_or_a_marked_own_one() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "first of ann").await;
    bob.say("general", "own").await;
    for number in 1..=80 {
        ann.say("general", &format!("later {number}")).await;
    }
    let page = browser_page(&bob, "general").await;
    assert!(page.contains("81 new"), "the own one is not counted");
    let (first, own) = (id_of(&page, 0), id_of(&page, 1));
    bob.post("/rooms/general/read", &[("message", &first), ("since", &first)]).await;
    assert_eq!(first_new(&browser_page(&bob, "general").await).as_deref(), Some("later 1"));
    bob.post(&format!("/rooms/general/messages/{own}/unread"), &[]).await;
    let page = browser_page(&bob, "general").await;
    assert_eq!(first_new(&page).as_deref(), Some("own"));
    assert!(page.contains("81 new"));
}
