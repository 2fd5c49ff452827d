//! Guests in a room, and messages of blocked people.

use crate::app::Person;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, PhoneWithoutJavaScript};
use crate::stage::Stage;

const FRAME: &str = "iframe.live-frame";

/// The path of a new guest link into bob's kitchen.
async fn guest_link(bob: &Person, room: &str, waits: &str) -> String {
    let page = &format!("/rooms/{room}/guests");
    bob.post(page, &[("act", "create"), ("stay", "day"), ("waits", waits)]).await;
    let url = bob.get(page).await.attribute("input.address", "value").unwrap();
    url[url.find("/guest/").unwrap()..].to_owned()
}

async fn kitchen(stage: &Stage) -> (Person, String) {
    let bob = stage.person("bob").await;
    let room = bob.make_room("Kitchen", "closed").await;
    bob.say(&room, "before anybody came").await;
    (bob, room)
}

in_every_engine!(a_guest_talks_in_the_room_and_sees_what_is_said_live, async |stage| {
    let (bob, room) = kitchen(stage).await;
    let link = guest_link(&bob, &room, "").await;
    for (name, kind) in [("Zoe", Desktop), ("Ida", PhoneWithoutJavaScript)] {
        let guest = stage.browser(kind).await;
        guest.visit(&link).await;
        guest.fill("#name", name).await;
        guest.press("button.primary").await;
        guest.is_at("/guest").await;
        guest.look_into(FRAME).await;
        guest.until("location.pathname === '/guest/live/stream'").await;
        let (hello, answer) = (format!("hello {name}"), format!("{name} is here"));
        bob.say(&room, &hello).await;
        guest.sees(&[&hello]).await;
        guest.look_up().await;
        guest.fill("#composer-body", &answer).await;
        guest.press("#composer button").await;
        guest.until("document.querySelector('#composer-body')?.value === ''").await;
        guest.look_into(FRAME).await;
        guest.sees(&[&hello, &answer]).await;
        guest.look_up().await;
        guest.press("form[action='/guest/leave'] button").await;
        guest.can_see("main.card").await;
    }
});

in_every_engine!(a_guest_who_waits_is_told_when_to_come_in, async |stage| {
    let (bob, room) = kitchen(stage).await;
    let link = guest_link(&bob, &room, "yes").await;
    let guest = stage.browser(DesktopWithoutJavaScript).await;
    guest.visit(&link).await;
    guest.fill("#name", "Zoe").await;
    guest.press("button.primary").await;
    guest.can_see("form[action='/guest/leave']").await;
    assert!(!guest.shows("#composer").await);
    let waiting =
        bob.get(&format!("/rooms/{room}/guests")).await.attribute(".people input[name=guest]", "value").unwrap();
    bob.post(&format!("/rooms/{room}/guests"), &[("act", "admit"), ("guest", &waiting)]).await;
    guest.look_into(".waiting-frame").await;
    guest.press("a[href='/guest']").await;
    guest.look_up().await;
    guest.can_see("#composer").await;
});

in_every_engine!(messages_of_blocked_people_are_folded_and_their_permalinks_are_not, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    bob.say("general", "buy my watches").await;
    ann.sees(&["buy my watches"]).await;
    ann.visit("/settings/blocked?name=bob").await;
    ann.press("button[value=block]").await;
    ann.can_see(".people .names").await;
    ann.visit("/rooms/general").await;
    ann.until("document.querySelectorAll('article').length === 1").await;
    ann.cannot_see("article .body").await;
    bob.say("general", "and my cars").await;
    ann.until("document.querySelectorAll('article').length === 2").await;
    assert!(!ann.shows("#message-2 .body").await, "live messages are folded, too");
    ann.press("#message-1 .at").await;
    ann.can_see("#message-1 .body").await;
    assert!(!ann.shows("#message-2 .body").await);
});
