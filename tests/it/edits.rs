use crate::app::{Person, TestApp};
use crate::random::Random;
use crate::reader::{List, Reader};

const MESSAGE: &str = "/rooms/general/messages/1";

#[tokio::test]
async fn an_author_edits_a_message_and_earlier_texts_can_be_read() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.say("general", "teh first").await;
    let form = bob.get(&format!("{MESSAGE}/edit")).await;
    assert_eq!(form.texts("textarea"), ["teh first"]);
    let saved = bob.post(&format!("{MESSAGE}/edit"), &[("body", "the <first>")]).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, "/rooms/general/messages/1#message-1"));
    bob.post(&format!("{MESSAGE}/edit"), &[("body", "the second")]).await;
    let page = ann.get("/rooms/general").await;
    assert_eq!(page.messages(), ["the second"]);
    assert_eq!(page.attribute("#message-1 .edited a", "href").unwrap(), format!("{MESSAGE}/history"));
    let history = ann.get(&format!("{MESSAGE}/history")).await;
    assert_eq!(history.texts(".versions .body"), ["the second", "the <first>", "teh first"]);
}

#[tokio::test]
async fn an_edit_without_changes_stores_nothing() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "as it is").await;
    let mut stream = ann.events("/rooms/general/events").await;
    ann.post(&format!("{MESSAGE}/edit"), &[("body", "as it is")]).await;
    ann.say("general", "next").await;
    assert_eq!(stream.next().await.unwrap().id, Some(2));
    assert!(!ann.get("/rooms/general").await.has(".edited"));
}

#[tokio::test]
async fn an_invalid_edit_shows_the_form_with_its_text() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "good").await;
    for body in ["", &"x".repeat(8_001)] {
        let answer = ann.post(&format!("{MESSAGE}/edit"), &[("body", body)]).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.texts("textarea"), [body]);
        assert_eq!(answer.attribute("textarea", "aria-describedby").as_deref(), Some("body-error"));
    }
    assert_eq!(ann.get("/rooms/general").await.messages(), ["good"]);
}

#[tokio::test]
async fn a_deleted_message_leaves_only_a_placeholder() {
    let app = TestApp::spawn().await;
    app.person("ann").await;
    let (bob, cy) = (app.person("bob").await, app.person("cy").await);
    bob.say("general", "first seekret").await;
    bob.post(&format!("{MESSAGE}/edit"), &[("body", "second seekret")]).await;
    cy.say("general", "after").await;
    let ask = bob.get(&format!("{MESSAGE}/delete")).await;
    assert!(ask.has("form[action='/rooms/general/messages/1/delete'] button"));
    let deleted = bob.post(&format!("{MESSAGE}/delete"), &[]).await;
    assert_eq!((deleted.status.as_u16(), deleted.location()), (303, "/rooms/general"));
    for path in ["/rooms/general", MESSAGE, "/rooms/general/messages/1/history", "/rooms/general/live"] {
        let page = cy.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains("seekret") && page.body.contains("deleted"), "{path}");
    }
    assert!(cy.get("/rooms/general").await.has("#message-1.deleted"));
    for path in ["edit", "delete"] {
        assert_eq!(bob.get(&format!("{MESSAGE}/{path}")).await.status, 404);
        assert_eq!(bob.post(&format!("{MESSAGE}/{path}"), &[("body", "back")]).await.status, 404);
    }
    let app = app.restart().await;
    let database = std::fs::read(app.database()).unwrap();
    assert!(!database.windows(7).any(|bytes| bytes == b"seekret"), "nor in the file");
}

#[tokio::test]
async fn only_the_author_and_the_administrator_change_a_message() {
    let app = TestApp::spawn().await;
    let (administrator, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    bob.say("general", "mine").await;
    for (path, status) in [("edit", 401), ("delete", 303)] {
        let address = format!("{MESSAGE}/{path}");
        assert_eq!(cy.get(&address).await.status, 403);
        assert_eq!(cy.post(&address, &[("body", "stolen")]).await.status, 403);
        assert_eq!(app.browser().post(&address, &[("body", "stolen")]).await.status, status, "the login page");
        assert_eq!(administrator.get(&address).await.status, 200);
    }
    administrator.post("/rooms", &[("name", "Other")]).await;
    for elsewhere in
        ["/rooms/other/messages/1/edit", "/rooms/general/messages/2/edit", "/rooms/general/messages/x/edit"]
    {
        assert_eq!(bob.post(elsewhere, &[("body", "moved")]).await.status, 404, "{elsewhere}");
    }
    assert_eq!(bob.get("/rooms/general").await.messages(), ["mine"]);
    let edit = ".menu a[href$='/edit']";
    let menu = format!("{MESSAGE}/menu");
    assert!(bob.get(&menu).await.has(edit) && !cy.get(&menu).await.has(edit));
    assert_eq!(administrator.post(&format!("{MESSAGE}/edit"), &[("body", "moderated")]).await.status, 303);
    assert_eq!(bob.get("/rooms/general").await.messages(), ["moderated"]);
}

#[tokio::test]
async fn edits_and_deletions_replace_the_message_live() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "one").await;
    let mut stream = ann.events("/rooms/general/events").await;
    let mut frame = ann.frame("/rooms/general/live").await;
    frame.until("one").await.unwrap();
    ann.post(&format!("{MESSAGE}/edit"), &[("body", "two")]).await;
    let event = stream.next().await.unwrap();
    assert_eq!(event.id, Some(2));
    assert!(event.replaces(1), "{}", event.data);
    assert!(frame.until("never").await.is_none(), "the frame ends, and renews itself");
    ann.post(&format!("{MESSAGE}/delete"), &[]).await;
    let event = stream.next().await.unwrap();
    assert!(event.data.contains("class=\"message deleted\"") && !event.data.contains("two"), "{}", event.data);
}

#[tokio::test]
async fn sending_a_message_again_after_it_was_edited_or_deleted_does_nothing() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let form = [("body", "sent"), ("nonce", "n1")];
    ann.post("/rooms/general/messages", &form).await;
    ann.post(&format!("{MESSAGE}/edit"), &[("body", "edited")]).await;
    assert_eq!(ann.post("/rooms/general/messages", &form).await.status, 303);
    ann.post(&format!("{MESSAGE}/delete"), &[]).await;
    assert_eq!(ann.post("/rooms/general/messages", &form).await.status, 303);
    assert_eq!(ann.get("/rooms/general").await.texts("article").len(), 1);
}

#[tokio::test]
async fn after_any_changes_and_breaks_catching_up_equals_a_fresh_page() {
    for seed in 1..=12 {
        println!("seed {seed}");
        let app = TestApp::spawn().await;
        let ann = app.person("ann").await;
        let mut random = Random::of(seed);
        let mut reader = Reader::new(ann.clone());
        let mut posted = 0;
        for _ in 0..10 {
            for _ in 0..random.below(8) {
                change_something(&ann, &mut random, &mut posted).await;
            }
            let events = random.below(6);
            reader.read(events).await;
        }
        // Read until nothing is missing: the last change is a post.
        ann.say("general", "the end").await;
        assert!(reader.read_until("the end").await);
        reader.holds_what_is_shown(&List::of_room(&ann, "general").await).await;
    }
}

async fn change_something(ann: &Person, random: &mut Random, posted: &mut u64) {
    if *posted == 0 || (*posted < 40 && random.below(2) == 0) {
        *posted += 1;
        return ann.say("general", &format!("message {posted}")).await;
    }
    let number = 1 + random.below(*posted);
    let address = format!("/rooms/general/messages/{number}");
    match random.below(8) {
        0 => drop(ann.post(&format!("{address}/delete"), &[]).await),
        1 | 2 => {
            let emoji = ["🎉", "👍", "❤️"][random.below(3) as usize];
            ann.post(&format!("{address}/reactions"), &[("emoji", emoji)]).await;
        }
        3 => drop(ann.post(&format!("{address}/pin"), &[]).await),
        4 => drop(ann.post(&format!("{address}/unpin"), &[]).await),
        // Deleted messages can't be replied to.
        5 | 6 if *posted < 40 => {
            let form = [("body", "a reply to @ann"), ("reply_to", &number.to_string())];
            *posted += u64::from(ann.post("/rooms/general/messages", &form).await.status == 303);
        }
        _ => {
            let body = format!("edited {}", random.below(1_000));
            ann.post(&format!("{address}/edit"), &[("body", &body)]).await;
        }
    }
}
