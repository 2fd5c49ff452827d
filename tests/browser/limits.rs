//! Limits are reported where they apply, and no text is lost.

use crate::app::PASSWORD;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript};
use crate::stage::Stage;

in_every_engine!(
    what_is_sent_too_fast_goes_out_by_itself_when_it_may,
    server("--messages-per-minute", "20"),
    async |stage| {
        stage.forgive("429");
        let ann = stage.enter("ann", Desktop).await;
        let bob = stage.enter("bob", Desktop).await;
        ann.remember_the_page().await;
        say_as_much_as_allowed(stage, "ann").await;
        ann.say("one more").await;
        ann.reads(".pending .state", "sending too fast").await;
        ann.cannot_see(".pending").await;
        bob.say("good").await;
        let last = "[...document.querySelectorAll('article .body')].slice(-3).map(body => body.innerText).join()";
        for window in [&ann, &bob] {
            window.until(&format!("{last} === 'and this,one more,good'")).await;
        }
        ann.is_still_the_same_page().await;
    }
);

/// Posts as the same person from another client.
async fn say_as_much_as_allowed(stage: &Stage, name: &str) {
    let person = stage.nobody();
    person.post("/login", &[("username", name), ("password", PASSWORD)]).await;
    while person.post("/rooms/general/messages", &[("body", "and this")]).await.status == 303 {}
}

in_every_engine!(
    without_javascript_what_is_sent_too_fast_stays_in_the_box,
    server("--messages-per-minute", "1"),
    async |stage| {
        stage.forgive("429");
        let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
        ann.fill("#composer-body", "one").await;
        ann.press("#composer button").await;
        ann.until("document.querySelector('#composer-body')?.value === ''").await;
        ann.fill("#composer-body", "two").await;
        ann.press("#composer button").await;
        ann.reads("#composer-note", "sending too fast").await;
        assert_eq!(ann.typed("#composer-body").await, "two");
    }
);

in_every_engine!(
    a_page_too_many_says_so_and_goes_live_when_another_is_closed,
    server("--streams-per-session", "1"),
    async |stage| {
        stage.forgive("429");
        let ann = stage.enter("ann", Desktop).await;
        let bob = stage.person("bob").await;
        bob.say("general", "one").await;
        ann.sees(&["one"]).await;
        let first = ann.current().await;
        let second = ann.open(false).await;
        ann.visit("/rooms/general").await;
        ann.reads("#offline", "Too many pages are open").await;
        ann.switch_to(first).await;
        bob.say("general", "two").await;
        ann.sees(&["one", "two"]).await;
        ann.visit("/rooms").await;

        ann.switch_to(second).await;
        ann.sees(&["one", "two"]).await;
        ann.until("document.querySelector('#offline').innerText === ''").await;
        bob.say("general", "three").await;
        ann.sees(&["one", "two", "three"]).await;
    }
);

in_every_engine!(
    a_page_without_a_room_leaves_the_last_stream_to_one_with,
    server("--streams-per-session", "1"),
    async |stage| {
        stage.forgive("429");
        let ann = stage.enter("ann", Desktop).await;
        let bob = stage.person("bob").await;
        ann.visit("/rooms").await;
        bob.say("general", "one").await;
        ann.can_see("#own-rooms .mark:not(:empty)").await;
        ann.open(true).await;
        ann.visit("/rooms/general").await;
        ann.sees(&["one"]).await;
        ann.until("document.querySelector('#offline').innerText === ''").await;
        bob.say("general", "two").await;
        ann.sees(&["one", "two"]).await;
    }
);

in_every_engine!(a_frame_too_many_says_so, server("--streams-per-session", "1"), async |stage| {
    stage.forgive("429");
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.look_into("iframe.live-frame").await;
    ann.until("location.pathname === '/rooms/general/live'").await;
    ann.open(false).await;
    ann.visit("/rooms/general").await;
    ann.look_into("iframe.live-frame").await;
    ann.reads(".frame-note", "Too many pages are open").await;
});
