//! `@all` and `@here`.

use crate::app::{Answer, Person, TestApp};

async fn say(by: &Person, body: &str, nonce: &str) -> Answer {
    by.post("/rooms/general/messages", &[("body", body), ("nonce", nonce)]).await
}

/// The number of messages that mention somebody, as the sidebar shows it.
async fn mentions(person: &Person) -> Option<String> {
    person.get("/settings").await.texts("#own-rooms a[href='/rooms/general'] .badge").pop()
}

#[tokio::test]
async fn all_and_here_mention_members_and_those_who_are_present() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    assert_eq!(say(&ann, "@all: tea", "n1").await.status, 303);
    assert_eq!((mentions(&bob).await.as_deref(), mentions(&cy).await.as_deref()), (Some("1"), Some("1")));
    assert_eq!(mentions(&ann).await, None, "not oneself");
    assert_eq!(bob.get("/rooms/general").await.texts(".mention"), ["@all"]);
    cy.get("/rooms/general").await;
    assert_eq!(bob.post("/rooms/general/signs", &[("sign", "here")]).await.status, 204);
    assert_eq!(say(&ann, "is @here anybody? `@all`", "n2").await.status, 303);
    assert_eq!((mentions(&bob).await.as_deref(), mentions(&cy).await), (Some("1"), None));
    // An edit notifies nobody anew, and takes nothing away.
    ann.post("/rooms/general/messages/2/edit", &[("body", "is @here somebody? @all")]).await;
    assert_eq!((mentions(&bob).await.as_deref(), mentions(&cy).await), (Some("1"), None));
    let options = ann.get("/rooms/general/complete?q=@al").await;
    assert_eq!(options.texts("[role=option] bdi:first-child"), ["@all"]);
}

#[tokio::test]
async fn a_member_of_that_name_is_meant_instead() {
    let app = TestApp::spawn().await;
    let (ann, bob, here) = (app.person("ann").await, app.person("bob").await, app.person("all").await);
    assert_eq!(say(&ann, "@all: tea", "n1").await.status, 303);
    assert_eq!((mentions(&bob).await, mentions(&here).await.as_deref()), (None, Some("1")));
}

#[tokio::test]
async fn those_who_have_blocked_the_author_are_not_notified() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    assert_eq!(bob.post("/settings/blocked", &[("name", "ann"), ("act", "block")]).await.status, 303);
    say(&ann, "@all", "n1").await;
    assert_eq!((mentions(&bob).await, mentions(&cy).await.as_deref()), (None, Some("1")));
}

#[tokio::test]
async fn mentions_of_more_than_twenty_people_are_confirmed_by_sending_them_again() {
    let app = TestApp::spawn_with(&["--registrations-per-hour", "0", "--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    let mut last = ann.clone();
    for number in 0..21 {
        last = app.person(&format!("person{number}")).await;
    }
    let refused = say(&ann, "hello @all", "n1").await;
    assert_eq!((refused.status.as_u16(), refused.texts("#composer-body")), (422, vec!["hello @all".to_owned()]));
    assert_eq!(refused.texts("#composer-note"), ["This notifies 21 people. Send it again to confirm."]);
    assert_eq!(mentions(&last).await, None);
    assert_eq!(
        say(&last, "hello @all", "n1").await.status,
        422,
        "the refusal of one confirms nothing for another"
    );
    assert_eq!(say(&ann, "hello @here", "n2").await.status, 303, "nobody is here");
    assert_eq!(say(&ann, "hello @all", "n3").await.status, 303);
    assert_eq!(mentions(&last).await.as_deref(), Some("1"));
    // Where nobody is asked, it is text.
    let poll = [("question", "@all?"), ("options", "yes\nno")];
    assert_eq!(ann.post("/rooms/general/poll", &poll).await.status, 303);
    assert_eq!(mentions(&last).await.as_deref(), Some("1"));
}

#[tokio::test]
async fn a_room_can_switch_them_off() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let rules = [("post", "everybody"), ("slow", "0"), ("max_members", ""), ("groups", "off")];
    assert_eq!(bob.post("/rooms/general/rules", &rules).await.status, 403);
    assert_eq!(ann.post("/rooms/general/rules", &rules).await.status, 303);
    assert!(ann.get("/rooms/general/about").await.has("[name=groups][checked]"));
    say(&ann, "@all", "n1").await;
    assert_eq!(mentions(&bob).await, None);
    assert!(!bob.get("/rooms/general").await.has(".mention"));
    assert!(!ann.get("/rooms/general/complete?q=@al").await.has("[role=option]"));
    ann.post("/rooms/general/rules", &rules[..3]).await;
    say(&ann, "@all", "n2").await;
    assert_eq!(mentions(&bob).await.as_deref(), Some("1"));
}
