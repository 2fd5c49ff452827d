//! Acts of guests on messages: react, and change and delete their own.

use super::{change, frame, guest, link, say};
use crate::app::{Answer, Person, TestApp};

async fn act(guest: &Person, id: u32, form: &[(&str, &str)]) -> Answer {
    guest.post(&format!("/guest/messages/{id}"), form).await
}

#[tokio::test]
async fn a_guest_changes_and_deletes_own_messages_and_reacts() {
    let app = TestApp::spawn().await;
    let (bob, cy) = (app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("Tea", "open").await;
    let link = link(&bob, &room, "").await;
    let zoe = guest(&app, &link, "Zoe").await;
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await;
    assert_eq!(say(&zoe, "helo").await.status, 303);
    bob.say(&room, "welcome").await;
    let list = zoe.get("/guest").await;
    assert!(list.has("a[href='/guest/messages/1']") && list.has("a[href='/guest/messages/2']"));
    let mut live = frame(&zoe).await;
    live.until("welcome").await;

    let own = zoe.get("/guest/messages/1").await;
    assert_eq!(own.texts("#body"), ["helo"]);
    let mut stream = cy.events(&format!("/rooms/{room}/events?after=2")).await;
    let edited = act(&zoe, 1, &[("act", "edit"), ("body", "hello, I am #general")]).await;
    assert_eq!((edited.status.as_u16(), edited.location()), (303, "/guest"));
    stream.until("hello, I am").await;
    while live.next().await.is_some() {}
    assert!(zoe.get("/guest").await.body.contains("hello, I am"));
    assert!(
        !cy.get(&format!("/rooms/{room}")).await.has("article a[href='/rooms/general']"),
        "names no other room"
    );
    // A text that can't be saved is in the form still.
    for (body, error) in [("", "body-error"), (&*"x".repeat(20_001), "body-error")] {
        let refused = act(&zoe, 1, &[("act", "edit"), ("body", body)]).await;
        assert_eq!((refused.status.as_u16(), refused.texts("#body")), (422, vec![body.to_owned()]));
        assert!(refused.has(&format!("#body[aria-invalid][aria-describedby={error}]")));
    }
    // Reactions, by whom else anything was said.
    assert!(!zoe.get("/guest/messages/2").await.has("#body"), "not the guest's own");
    assert_eq!(act(&zoe, 2, &[("act", "react"), ("emoji", "🎉")]).await.status, 303);
    assert!(
        cy.get(&format!("/rooms/{room}")).await.texts("#message-2 .reactions").concat().contains("Zoe (guest)")
    );
    assert!(zoe.get("/guest").await.texts(".acts-on").concat().contains("🎉 1"));
    assert_eq!(act(&zoe, 2, &[("act", "react"), ("emoji", "🎉")]).await.status, 303, "and takes it back");
    assert!(!zoe.get("/guest").await.body.contains("🎉"));
    let refused = act(&zoe, 2, &[("act", "react"), ("emoji", "no emoji")]).await;
    assert_eq!(
        (refused.status.as_u16(), refused.attribute("#emoji", "value").as_deref()),
        (422, Some("no emoji"))
    );
    assert!(refused.has("#emoji[aria-invalid]") && refused.has("#problem"));
    assert_eq!(act(&zoe, 1, &[("act", "burn")]).await.status, 400);

    assert_eq!(act(&zoe, 1, &[("act", "delete")]).await.status, 303);
    assert_eq!(cy.get(&format!("/rooms/{room}")).await.messages()[1..], ["welcome"]);
    assert_eq!(zoe.get("/guest/messages/1").await.status, 404);
    assert_eq!(act(&zoe, 1, &[("act", "edit"), ("body", "again")]).await.status, 404);
}

#[tokio::test]
async fn a_guest_does_nothing_to_messages_of_others_or_from_before_or_elsewhere() {
    let app = TestApp::spawn().await;
    let bob = app.person("bob").await;
    let (room, other) = (bob.make_room("Tea", "open").await, bob.make_room("Den", "closed").await);
    bob.say(&room, "before").await;
    bob.say(&other, "elsewhere").await;
    let (link, waiting) = (link(&bob, &room, "").await, super::link(&bob, &room, "yes").await);
    let (zoe, eve) = (guest(&app, &link, "Zoe").await, guest(&app, &link, "Eve").await);
    let waits = guest(&app, &waiting, "Ida").await;
    assert_eq!(say(&zoe, "of a guest").await.status, 303);
    bob.say(&room, "of a member").await;
    let acts: [&[(&str, &str)]; 3] =
        [&[("act", "edit"), ("body", "forged")], &[("act", "delete")], &[("act", "react"), ("emoji", "🎉")]];
    for act in acts {
        // Messages of others and missing ones are refused alike.
        for id in [1, 2, 99] {
            assert_eq!(self::act(&zoe, id, act).await.status, 404, "{act:?} {id}");
            assert_eq!(zoe.get(&format!("/guest/messages/{id}")).await.status, 404, "{id}");
        }
        assert_eq!(self::act(&waits, 3, act).await.status, 403, "{act:?}");
        for nobody in [&app.browser(), &bob] {
            assert_eq!(self::act(nobody, 3, act).await.status, 403, "{act:?}");
        }
    }
    assert_eq!(waits.get("/guest/messages/3").await.status, 403);
    for (by, id) in [(&eve, 3), (&zoe, 4)] {
        for act in &acts[..2] {
            assert_eq!(self::act(by, id, act).await.status, 403, "{act:?} {id}");
        }
    }
    let seen = bob.get(&format!("/rooms/{room}")).await;
    assert_eq!(seen.messages(), ["before", "of a guest", "of a member"]);
    assert!(!seen.has(".reactions"));
    assert_eq!(bob.get(&format!("/rooms/{other}")).await.messages(), ["elsewhere"]);
    // An end of the access ends that, too; and slow mode or muting doesn't matter for the guest's own message.
    let guests = bob.get(&format!("/rooms/{room}/guests")).await;
    let zoe_name = guests
        .html()
        .select(&crate::app::css("input[name=guest]"))
        .next_back()
        .unwrap()
        .attr("value")
        .unwrap()
        .to_owned();
    let _ = change(&bob, &room, &[("act", "remove"), ("guest", &zoe_name)]).await;
    assert_eq!(zoe.post("/guest/leave", &[("leave", "yes")]).await.status, 200);
    for act in acts {
        assert_eq!(self::act(&zoe, 3, act).await.status, 403, "{act:?}");
    }
}
