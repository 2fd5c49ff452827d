//! Forwarding messages into other rooms.

use crate::app::{Answer, Person, TestApp};
use crate::reminders::wait_for;
use crate::sinks::over_every_sink;

over_every_sink! {
    a_forwarded_message_is_quoted_with_its_author_and_a_comment,
}

async fn forward(by: &Person, from: &str, id: u32, to: &str, comment: &str) -> Answer {
    let form = [("to", to), ("comment", comment)];
    by.post(&format!("/rooms/{from}/messages/{id}/forward"), &form).await
}

async fn a_forwarded_message_is_quoted_with_its_author_and_a_comment() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let tea = ann.make_room("Tea", "open").await;
    ann.say("general", "bring **the maps**\n\n@bob").await;
    bob.get("/rooms/general").await;
    bob.post("/rooms/tea/join", &[]).await;
    let menu = ann.get("/rooms/general/messages/1/menu").await;
    assert!(menu.has("a[href='/rooms/general/messages/1/forward']"));
    let page = ann.get("/rooms/general/messages/1/forward").await;
    assert_eq!(page.texts("#to option"), ["General", "Tea"]);
    let mut stream = bob.events("/rooms/tea/events").await;
    let done = forward(&ann, "general", 1, &tea, "from *general*").await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/rooms/tea?newest=yes"));
    wait_for(&mut stream, "#message-2 a[href='/rooms/tea/messages/2/source']").await;
    let room = bob.get("/rooms/tea?newest=yes").await;
    assert_eq!(room.texts(".body blockquote strong"), ["the maps"]);
    assert!(room.messages()[0].contains("from general") && room.messages()[0].contains("— ann"));
    assert!(!room.has(".mention"), "the quoted text mentions nobody anew");
    let source = bob.get("/rooms/tea/messages/2/source").await;
    assert_eq!((source.status.as_u16(), source.location()), (303, "/rooms/general/messages/1#message-1"));
    ann.post("/rooms/general/messages/1/delete", &[("delete", "yes")]).await;
    assert_eq!(bob.get("/rooms/tea/messages/2/source").await.status, 404);
    assert_eq!(forward(&ann, "general", 1, &tea, "").await.status, 404, "nothing is left to be forwarded");
}

#[tokio::test]
async fn the_source_is_revealed_only_to_those_who_may_read_it() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let den = ann.make_room("Den of foxes", "closed").await;
    ann.post(&format!("/rooms/{den}/invite"), &[("username", "bob")]).await;
    ann.say(&den, "a fox").await;
    assert_eq!(forward(&cy, &den, 1, "general", "").await.status, 404, "what one can't read");
    assert_eq!(cy.get(&format!("/rooms/{den}/messages/1/forward")).await.status, 404);
    assert_eq!(forward(&cy, "general", 1, "general", "").await.status, 404, "nor through another room");
    assert_eq!(forward(&bob, &den, 1, "general", "").await.status, 303);
    let room = cy.get("/rooms/general?newest=yes").await;
    assert!(room.messages()[0].contains("a fox"));
    for secret in ["Den", &den, "messages/1\""] {
        assert!(!room.body.contains(secret), "{secret}");
    }
    assert_eq!(cy.get("/rooms/general/messages/2/source").await.status, 404);
    assert_eq!(bob.get("/rooms/general/messages/2/source").await.status, 303);
    assert_eq!(cy.get("/rooms/general/messages/1/source").await.status, 404);
    ann.post(&format!("/rooms/{den}/remove"), &[("username", "bob")]).await;
    assert_eq!(bob.get("/rooms/general/messages/2/source").await.status, 404, "and not any more");
    assert_eq!(forward(&bob, &den, 1, "general", "").await.status, 404);
}

#[tokio::test]
async fn a_forward_that_cannot_be_posted_keeps_the_comment() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let den = ann.make_room("Den", "closed").await;
    let attic = ann.make_room("Attic", "open").await;
    ann.post("/rooms/attic/archive", &[]).await;
    ann.say("general", "hello").await;
    for to in [&*den, "nowhere", "", &*attic] {
        let refused = forward(&bob, "general", 1, to, "a comment").await;
        assert_eq!(
            (refused.status.as_u16(), refused.texts("#comment")),
            (422, vec!["a comment".to_owned()]),
            "{to}"
        );
        assert_eq!(refused.texts("#problem").len(), 1);
    }
    let long = "x".repeat(9_000);
    let refused = forward(&bob, "general", 1, "general", &long).await;
    assert!(refused.status == 422 && refused.has("#comment[aria-invalid]"));
    ann.say("general", &"many words ".repeat(726)).await;
    assert_eq!(forward(&bob, "general", 2, "general", "short").await.status, 303, "a long text is cut");
    assert!(bob.get("/rooms/general?newest=yes").await.messages()[2].contains('…'));
    let form = [("to", "general"), ("comment", "once"), ("nonce", "n1")];
    for _ in 0..2 {
        assert_eq!(bob.post("/rooms/general/messages/1/forward", &form).await.status, 303);
    }
    assert_eq!(bob.get("/rooms/general?newest=yes").await.messages().len(), 4);
}
