//! Replies.

use reqwest::Method;

use crate::app::{Answer, Person, Stream, TestApp};
use crate::profiles::rename;

const ROOM: &str = "/rooms/general";
const MESSAGES: &str = "/rooms/general/messages";

async fn answer(person: &Person, to: &str, body: &str) -> Answer {
    person.post(MESSAGES, &[("body", body), ("reply_to", to)]).await
}

#[tokio::test]
async fn a_reply_shows_and_links_the_original() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", &format!("**Shall** we\n@bob? {}", "x".repeat(200))).await;
    let page = bob.get("/rooms/general?reply_to=1").await;
    assert!(
        page.texts(".replying")[0].starts_with("Replying to ann: Shall we @bob? xxx"),
        "{:?}",
        page.texts(".replying")
    );
    assert_eq!(page.attribute(".replying a", "href").as_deref(), Some(ROOM));
    let to = page.attribute("#composer [name=reply_to]", "value").unwrap();
    let mut stream = ann.events("/rooms/general/events").await;
    assert_eq!(answer(&bob, &to, "yes").await.status, 303);
    let page = ann.get(ROOM).await;
    let quote = &page.texts("#message-2 .quote")[0];
    assert!(quote.starts_with("In reply to ann: Shall we @bob? xxx") && quote.ends_with('…'), "{quote}");
    assert_eq!(
        page.attribute("#message-2 .quote a", "href").as_deref(),
        Some("/rooms/general/messages/1#message-1")
    );
    assert_eq!(page.texts("#message-2 .body"), ["yes"]);
    assert!(!page.has(".quote .mention"), "nobody is named again");
    let event = stream.next().await.unwrap();
    let article = event.data.split_once('>').unwrap().1.trim_end_matches("</hx-partial>");
    assert!(page.body.contains(article), "{article}");
}

#[tokio::test]
async fn quotes_show_whom_the_original_mentions_as_messages_do() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    rename(&bob, "Bob Lee").await;
    ann.say("general", "shall we, @bob? not @nobody").await;
    let mut stream = cy.events("/rooms/general/events").await;
    answer(&bob, "1", "yes").await;
    let expected = "In reply to ann: shall we, @Bob Lee? not @nobody";
    assert!(stream.next().await.unwrap().data.contains("<span data-person=\"bob\">Bob Lee</span>"));
    assert_eq!(cy.get(ROOM).await.texts("#message-2 .quote"), [expected]);
    let page = cy.get("/rooms/general?reply_to=1").await;
    assert_eq!(page.texts("#replying-to"), ["Replying to ann: shall we, @Bob Lee? not @nobody"]);
    // Names follow changes, also in a page that scripts keep current (see people.js) and where a reply itself mentions
    // nobody.
    rename(&bob, "B. Lee").await;
    assert_eq!(cy.get(ROOM).await.texts("#message-2 .quote"), [expected.replace("Bob Lee", "B. Lee")]);
    // People who block bob don't see quotes of bob's messages, but see quotes that only mention bob.
    cy.post("/settings/blocked", &[("name", "bob"), ("act", "block")]).await;
    answer(&ann, "1", "and you?").await;
    assert_eq!(cy.get(ROOM).await.texts("#message-3 .quote"), [expected.replace("Bob Lee", "B. Lee")]);
    let style = cy.get("/settings/blocked.css").await.body;
    assert!(style.contains(".quote:has(.whom[data-person=\"bob\"])"), "{style}");
}

#[tokio::test]
async fn quotes_follow_edits_and_deletions_of_the_original() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "teh seekret").await;
    answer(&bob, "1", "one").await;
    answer(&bob, "1", "two").await;
    ann.get(ROOM).await;
    let mut stream = bob.events("/rooms/general/events").await;
    let mut frame = bob.frame("/rooms/general/live").await;
    frame.until("two").await.unwrap();
    ann.post(&format!("{MESSAGES}/1/edit"), &[("body", "the seekret")]).await;
    for (id, target) in [(4, "#message-1"), (5, "#message-2"), (6, "#message-3")] {
        let event = stream.next().await.unwrap();
        assert_eq!(event.id, Some(id));
        assert!(event.data.contains(target) && event.data.contains("the seekret"), "{}", event.data);
    }
    assert!(frame.until("never").await.is_none());
    assert_eq!(bob.get(ROOM).await.texts(".quote bdi:last-child"), ["the seekret", "the seekret"]);
    ann.post(&format!("{MESSAGES}/1/delete"), &[]).await;
    for path in [ROOM, "/rooms/general/live", "/rooms/general/messages/2", "/rooms/general/events?after=0"] {
        let mut last = bob.request(Method::GET, path);
        if path.contains("events") {
            let mut events = Stream::open(last).await;
            for _ in 0..3 {
                assert!(!events.next().await.unwrap().data.contains("seekret"));
            }
            continue;
        }
        last = last.header("accept", "text/html");
        let page = Answer::of(last).await;
        assert!(!page.body.contains("seekret"), "{path}");
        assert!(page.texts(".quote")[0].contains("ann: This message was deleted."), "{path}");
    }
}

#[tokio::test]
async fn replies_to_messages_of_other_rooms_are_refused_with_their_text() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let secret = ann.make_room("Secret", "closed").await;
    ann.say(&secret, "the plan").await;
    ann.say("general", "gone").await;
    ann.post(&format!("{MESSAGES}/2/delete"), &[]).await;
    for wrong in ["1", "2", "99", "x", "-1"] {
        let refused = answer(&bob, wrong, "my text").await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(refused.texts("textarea") == ["my text"] && refused.body.contains("has been deleted"), "{wrong}");
        assert!(!refused.has("[name=reply_to]") && !refused.body.contains("the plan"), "{wrong}");
        assert_eq!(bob.htmx_post(MESSAGES, &[("body", "x"), ("reply_to", wrong)]).await.status, 422);
        // An invalid number counts as none.
        let status = if wrong == "x" { 200 } else { 404 };
        assert_eq!(bob.get(&format!("{ROOM}?reply_to={wrong}")).await.status, status, "{wrong}");
    }
    assert_eq!(bob.get(ROOM).await.texts("article").len(), 1);
}

#[tokio::test]
async fn a_resent_reply_to_a_deleted_message_is_the_same_reply() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "original").await;
    let form = [("body", "reply"), ("reply_to", "1"), ("nonce", "n")];
    assert_eq!(ann.post(MESSAGES, &form).await.status, 303);
    ann.post(&format!("{MESSAGES}/1/delete"), &[]).await;
    assert_eq!(ann.post(MESSAGES, &form).await.status, 303);
    assert_eq!(ann.get(ROOM).await.texts("article").len(), 2);
}

#[tokio::test]
async fn a_rejected_reply_stays_a_reply() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "original").await;
    let refused = answer(&ann, "1", "").await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.attribute("[name=reply_to]", "value").as_deref(), Some("1"));
}
