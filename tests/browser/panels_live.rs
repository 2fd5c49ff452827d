//! Panels that follow what happens meanwhile, without losing what their reader does in them.

use serde_json::json;

use crate::app::Person;
use crate::engine::Kind::Desktop;
use crate::stage::Stage;
use crate::window::Window;

/// Opens a page of a room in the panel, by a link to it.
async fn open_panel(window: &Window, path: &str, title: &str) {
    let click =
        "const link = document.createElement('a'); document.querySelector('main').append(link); link.href =";
    window.script(&format!("{click} {}; link.click(); link.remove()", json!(path))).await.unwrap();
    window
        .until(&format!("document.querySelector('#panel-title')?.textContent.trim() === {}", json!(title)))
        .await;
    window.until("!document.querySelector('#panel[aria-busy]')").await;
}

/// ann's window, and bob's kitchen, with both of them and a message by bob.
async fn enter(stage: &Stage) -> (Window, Person, String) {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let room = bob.make_room("Kitchen", "open").await;
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "ann")]).await;
    bob.say(&room, "cake!").await;
    ann.visit(&format!("/rooms/{room}")).await;
    ann.sees(&["cake!"]).await;
    ann.remember_the_page().await;
    (ann, bob, room)
}

async fn focus(window: &Window, css: &str) {
    window.script(&format!("document.querySelector({}).focus()", json!(css))).await.unwrap();
}

async fn has_focus(window: &Window, css: &str) {
    window.until(&format!("document.activeElement.matches({})", json!(css))).await;
}

in_every_engine!(pins_appear_and_go_in_an_open_panel, async |stage| {
    let (ann, bob, room) = enter(stage).await;
    open_panel(&ann, &format!("/rooms/{room}/pins"), "Pins").await;
    ann.can_see("#panel .empty").await;
    focus(&ann, "#panel .close").await;
    let pin = format!("/rooms/{room}/messages/1");
    bob.post(&format!("{pin}/pin"), &[("sure", "yes")]).await;
    ann.reads("#panel .kept .body", "cake!").await;
    ann.cannot_see("#panel .empty").await;
    bob.post(&format!("{pin}/edit"), &[("body", "cakes!")]).await;
    ann.reads("#panel .kept .body", "cakes!").await;
    has_focus(&ann, "#panel .close").await;
    bob.post(&format!("{pin}/unpin"), &[("sure", "yes")]).await;
    ann.can_see("#panel .empty").await;
    has_focus(&ann, "#panel .close").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(reactions_follow_in_an_open_panel, async |stage| {
    let (ann, bob, room) = enter(stage).await;
    let reactions = format!("/rooms/{room}/messages/1/reactions");
    open_panel(&ann, &reactions, "Reactions").await;
    bob.post(&reactions, &[("emoji", "🎉")]).await;
    ann.reads("#panel .people", "bob").await;
    bob.post(&reactions, &[("emoji", "🎉")]).await;
    ann.cannot_see("#panel .people").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(details_follow_and_keep_the_focus_the_place_and_what_is_typed, async |stage| {
    let (ann, bob, room) = enter(stage).await;
    stage.person("cy").await;
    open_panel(&ann, &format!("/rooms/{room}/about"), "About Kitchen").await;
    focus(&ann, "#panel a[href$='/pins']").await;
    ann.script("document.querySelector('#panel .panel-body').scrollTop = 90").await.unwrap();
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await;
    ann.reads("#panel #members h2", "3 members").await;
    has_focus(&ann, "#panel a[href$='/pins']").await;
    ann.until("document.querySelector('#panel .panel-body').scrollTop === 90").await;
    let about = [("name", "Kitchen"), ("description", "Who cooks")];
    bob.post(&format!("/rooms/{room}/about"), &about).await;
    ann.reads("#panel .column", "Who cooks").await;

    // A refresh waits until a field is empty again.
    ann.fill("#panel input[name=username]", "de").await;
    bob.post(&format!("/rooms/{room}/remove"), &[("username", "cy"), ("sure", "yes")]).await;
    bob.say(&room, "cy has left").await;
    ann.sees(&["cake!", "cy has left"]).await;
    assert_eq!(ann.typed("#panel input[name=username]").await, "de");
    has_focus(&ann, "#panel input[name=username]").await;
    ann.script("document.querySelector('#panel input[name=username]').value = ''").await.unwrap();
    ann.reads("#panel #members h2", "2 members").await;
    has_focus(&ann, "#panel input[name=username]").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(guests_who_wait_appear_in_an_open_panel, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let page = "/rooms/general/guests";
    ann.visit("/rooms/general/about").await;
    let link = ann
        .script(
            "return fetch('/rooms/general/guests', { method: 'POST', body: new URLSearchParams({ act: 'create', stay: 'day', waits: 'yes' }) })
                .then(async (answer) => (await answer.text()).match(/value=\"[^\"]*(\\/guest\\/[^\"]+)/)[1])",
        )
        .await
        .unwrap();
    let link = link.as_str().unwrap().to_owned();
    ann.visit("/rooms/general").await;
    open_panel(&ann, page, "Guests of this room").await;
    ann.remember_the_page().await;
    let guest = stage.browser(Desktop).await;
    guest.visit(&link).await;
    guest.fill("#name", "Zoe").await;
    guest.press("button.primary").await;
    ann.reads("#panel .people", "Zoe").await;
    ann.press("#panel button[value=admit]").await;
    guest.press("form[action='/guest/leave'] button").await;
    ann.until("!document.querySelector('#panel .people')?.textContent.includes('Zoe')").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(a_panel_loads_at_most_once_a_second_and_not_for_what_it_does_not_show, async |stage| {
    let (ann, bob, room) = enter(stage).await;
    open_panel(&ann, &format!("/rooms/{room}/pins"), "Pins").await;
    bob.post(&format!("/rooms/{room}/messages/1/pin"), &[("sure", "yes")]).await;
    ann.reads("#panel .kept .body", "cake!").await;
    let loads = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/pins')).length";
    let before = ann.value(loads).await.as_u64().unwrap();
    for number in 1..=10 {
        bob.say(&room, &format!("line {number}")).await;
    }
    bob.post(&format!("/rooms/{room}/messages/2/reactions"), &[("emoji", "🎉")]).await;
    ann.can_see("#message-2 .reactions").await;
    for number in 1..=5 {
        bob.post(&format!("/rooms/{room}/messages/1/edit"), &[("body", &format!("cake {number}"))]).await;
    }
    ann.reads("#panel .kept .body", "cake 5").await;
    let more = ann.value(loads).await.as_u64().unwrap() - before;
    assert!((1..=4).contains(&more), "{more} times");
});
