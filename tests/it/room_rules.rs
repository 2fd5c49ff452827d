//! Slow mode, rooms for announcements, and limits of members.

use crate::app::{Answer, PASSWORD, Person, TestApp};

async fn rules(by: &Person, room: &str, changed: &[(&str, &str)]) -> Answer {
    let mut form = vec![("post", "everybody"), ("slow", "0"), ("max_members", "")];
    for (name, value) in changed {
        form.retain(|(known, _)| known != name);
        form.push((name, value));
    }
    by.post(&format!("/rooms/{room}/rules"), &form).await
}

async fn say(by: &Person, room: &str, body: &str, nonce: &str) -> Answer {
    by.post(&format!("/rooms/{room}/messages"), &[("body", body), ("nonce", nonce)]).await
}

#[tokio::test]
async fn only_those_who_manage_a_room_set_its_rules() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("News", "open").await;
    assert_eq!(rules(&cy, &room, &[]).await.status, 403);
    assert!(!cy.get(&format!("/rooms/{room}/about")).await.has("#rules"));
    for by in [&bob, &ann] {
        assert_eq!(rules(by, &room, &[("slow", "30"), ("max_members", "7")]).await.status, 303);
    }
    let about = bob.get(&format!("/rooms/{room}/about")).await;
    assert_eq!(about.attribute("#max_members", "value").as_deref(), Some("7"));
    assert_eq!(about.texts("#slow option[selected]"), ["30 seconds"]);
    for wrong in [("slow", "31"), ("slow", "x"), ("post", "nobody")] {
        assert_eq!(rules(&bob, &room, &[wrong]).await.status, 400, "{wrong:?}");
    }
    for wrong in ["0", "-1", "x", "100001"] {
        let refused = rules(&bob, &room, &[("max_members", wrong), ("slow", "60")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.attribute("#max_members", "value").as_deref(), Some(wrong));
        assert_eq!(refused.texts("#slow option[selected]"), ["1 minute"]);
        assert_eq!(rules(&cy, &room, &[("max_members", wrong)]).await.status, 403);
    }
    let direct = bob.post("/direct", &[("people", "cy")]).await;
    let direct = direct.location().trim_start_matches("/rooms/").to_owned();
    assert_eq!(rules(&bob, &direct, &[("post", "announcements")]).await.status, 403);
}

#[tokio::test]
async fn in_slow_mode_a_member_waits_and_loses_nothing() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("Market", "open").await;
    assert_eq!(rules(&bob, &room, &[("slow", "3600")]).await.status, 303);
    assert_eq!(cy.post(&format!("/rooms/{room}/join"), &[("join", "yes")]).await.status, 303);
    assert_eq!(
        cy.get(&format!("/rooms/{room}")).await.texts("#composer .hint:not([hidden])"),
        ["Slow mode: one message every 1 hour."]
    );
    assert_eq!(say(&cy, &room, "selling tea", "n1").await.status, 303);
    assert_eq!(say(&cy, &room, "selling tea", "n1").await.status, 303, "the same message, once");
    let refused = say(&cy, &room, "and cake", "n2").await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.texts("#composer-body"), ["and cake"]);
    assert!(refused.texts("#composer-note")[0].contains("60 minutes"), "{}", refused.body);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((3_500..=3_600).contains(&wait));

    // Neither leaving nor deleting the message ends the wait.
    assert_eq!(cy.post(&format!("/rooms/{room}/messages/1/delete"), &[("delete", "yes")]).await.status, 303);
    assert_eq!(cy.post(&format!("/rooms/{room}/leave"), &[("leave", "yes")]).await.status, 303);
    assert_eq!(say(&cy, &room, "and cake", "n2").await.status, 429);
    assert_eq!(say(&cy, "general", "elsewhere", "n3").await.status, 303);
    for exempt in [&bob, &ann] {
        for body in ["one", "two"] {
            assert_eq!(say(exempt, &room, body, body).await.status, 303);
        }
    }
    assert_eq!(rules(&bob, &room, &[]).await.status, 303);
    assert_eq!(say(&cy, &room, "and cake", "n2").await.status, 303);
    assert_eq!(cy.get(&format!("/rooms/{room}")).await.messages().last().unwrap(), "and cake");
}

#[tokio::test]
async fn announcements_are_read_by_all_and_posted_by_few() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy, mo) =
        (app.person("ann").await, app.person("bob").await, app.person("cy").await, app.person("mo").await);
    let act = [("password", PASSWORD), ("act", "role"), ("role", "moderator")];
    assert_eq!(ann.post("/admin/people/mo", &act).await.status, 303);
    let room = bob.make_room("News", "open").await;
    let address = format!("/rooms/{room}");
    assert_eq!(cy.post(&format!("{address}/join"), &[("join", "yes")]).await.status, 303);
    let open = cy.get(&address).await;
    assert!(open.has("#composer"));
    assert_eq!(rules(&bob, &room, &[("post", "announcements")]).await.status, 303);

    for announcer in [&bob, &ann, &mo] {
        announcer.post(&format!("{address}/join"), &[("join", "yes")]).await;
        assert!(announcer.get(&address).await.has("#composer"));
        assert_eq!(say(announcer, &room, "news", "n").await.status, 303);
    }
    // A page that was open before still has its composer.
    let refused = say(&cy, &room, "my opinion", "n").await;
    assert_eq!((refused.status.as_u16(), refused.texts("#composer-body")), (403, vec!["my opinion".to_owned()]));
    assert!(refused.texts("#composer-note")[0].contains("You can read and react"));
    let page = cy.get(&address).await;
    assert_eq!(page.messages(), ["news", "news", "news"]);
    assert!(!page.has("#composer") && page.body.contains("You can read and react"));
    assert_eq!(cy.post(&format!("{address}/messages/1/reactions"), &[("emoji", "👍")]).await.status, 303);
    let unread = cy.get(&format!("{address}/messages/1")).await;
    assert!(!unread.has("#composer"));
    assert!(mo.get(&format!("{address}/messages/1")).await.has("#composer"));
}

#[tokio::test]
async fn a_full_room_admits_nobody() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("Boat", "open").await;
    assert_eq!(rules(&bob, &room, &[("max_members", "1")]).await.status, 303);
    let refused = cy.post(&format!("/rooms/{room}/join"), &[("join", "yes")]).await;
    assert_eq!((refused.status.as_u16(), refused.body.contains("The room is full")), (403, true));
    // Posting would join the room.
    let refused = say(&cy, &room, "let me in", "n").await;
    assert_eq!((refused.status.as_u16(), refused.texts("#composer-body")), (403, vec!["let me in".to_owned()]));
    let refused = bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await;
    assert_eq!((refused.status.as_u16(), refused.attribute("#username", "value").as_deref()), (403, Some("cy")));
    assert!(bob.get(&format!("/rooms/{room}")).await.messages().is_empty());
    assert_eq!(bob.post(&format!("/rooms/{room}/invite"), &[("username", "bob")]).await.status, 303, "a member");

    assert_eq!(rules(&bob, &room, &[("max_members", "2")]).await.status, 303);
    assert_eq!(say(&cy, &room, "let me in", "n").await.status, 303);
    assert_eq!(ann.post(&format!("/rooms/{room}/join"), &[("join", "yes")]).await.status, 403);
    assert_eq!(rules(&bob, &room, &[("max_members", "1")]).await.status, 303, "who is in it stays");
    assert_eq!(say(&cy, &room, "still here", "n4").await.status, 303);
}
