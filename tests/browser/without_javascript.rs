//! Without JavaScript: plain forms, and a frame with an endless page.

use serde_json::json;

use crate::app::PASSWORD;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript};
use crate::window::{END, Window};

const FRAME: &str = "iframe.live-frame";

/// Asserts that pages run no scripts, though the driver itself can.
async fn has_no_javascript(window: &Window) {
    assert_eq!(window.value("typeof htmx").await, json!("undefined"));
    assert!(window.shows(FRAME).await, "what stands in noscript is shown");
    let requests = window.value("performance.getEntriesByType('resource').map(entry => entry.name)").await;
    assert!(!requests.to_string().contains("/events"), "{requests}");
}

in_every_engine!(messages_appear_in_the_frame_while_the_page_around_it_has_finished_loading, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    let bob = stage.enter("bob", Desktop).await;
    has_no_javascript(&ann).await;
    assert!(!ann.shows("#scroller").await, "the messages are not there twice");
    ann.remember_the_page().await;
    ann.look_into(FRAME).await;
    // The frame's first document then loads the endless one.
    ann.until("location.pathname === '/rooms/general/live'").await;
    ann.remember_the_page().await;

    for (body, seen) in [("hello ann", &["hello ann"][..]), ("are you there?", &["hello ann", "are you there?"])] {
        bob.say(body).await;
        ann.sees(seen).await;
    }
    let state = "[document.documentElement.dataset.remembered, document.readyState]";
    assert_eq!(ann.value(state).await, json!(["yes", "loading"]), "the frame shows them while it loads");
    ann.look_up().await;
    ann.is_still_the_same_page().await;

    bob.remember_the_page().await;
    ann.fill("#composer-body", "I am").await;
    ann.press("#composer button").await;
    bob.sees(&["hello ann", "are you there?", "I am"]).await;
    bob.is_still_the_same_page().await;
    ann.until("document.querySelector('#composer-body')?.value === ''").await;
    ann.look_into(FRAME).await;
    ann.sees(&["hello ann", "are you there?", "I am"]).await;
});

in_every_engine!(long_history_is_paged_by_links, async |stage| {
    let bob = stage.person("bob").await;
    let said: Vec<String> = (1..=60).map(|number| format!("message {number}")).collect();
    for body in &said {
        bob.say("general", body).await;
    }
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.look_into(FRAME).await;
    // Not in the first document, where a click would be lost.
    ann.until("location.pathname === '/rooms/general/live'").await;
    ann.sees(&said[10..]).await;
    ann.press("a[rel=prev]").await;
    ann.look_up().await;
    ann.until("location.search.startsWith('?before=')").await;
    ann.sees(&said[..10]).await;
    assert!(ann.shows("#history article").await, "the page before has its own list");
    ann.press("a[rel=next]").await;
    ann.until("location.search.startsWith('?after=')").await;
    has_no_javascript(&ann).await;
    ann.look_into(FRAME).await;
    ann.sees(&said[10..]).await;
});

in_every_engine!(rooms_are_created_and_left_by_plain_forms, async |stage| {
    stage.forgive("422");
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.press("#own-rooms h2 a[href='/rooms']").await;
    ann.is_at("/rooms").await;
    ann.fill("#name", "general").await;
    ann.press("#new-room button").await;
    ann.reads("#name-error", "already").await;
    assert_eq!(ann.typed("#name").await, "general");
    ann.fill("#name", &format!("{END} garden")).await;
    ann.press("#new-room button").await;
    ann.is_at("/rooms/general-garden").await;
    ann.fill("#composer-body", "the first").await;
    ann.press("#composer button").await;
    ann.until("document.querySelector('#composer-body')?.value === ''").await;
    ann.look_into(FRAME).await;
    ann.sees(&["the first"]).await;
    ann.look_up().await;

    ann.log_out().await;
    ann.is_at("/login").await;
    ann.visit("/rooms/general-garden").await;
    ann.is_at("/login").await;
});

in_every_engine!(a_message_that_is_too_long_is_returned, async |stage| {
    stage.forgive("422");
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.script("document.querySelector('#composer-body').value = 'a'.repeat(8001)").await.unwrap();
    ann.press("#composer button").await;
    ann.reads("#composer-note", "8000").await;
    assert_eq!(ann.typed("#composer-body").await.len(), 8_001);
});

in_every_engine!(the_frame_comes_back_by_itself_when_the_server_restarts, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    let bob = stage.person("bob").await;
    bob.say("general", "before").await;
    ann.remember_the_page().await;
    ann.look_into(FRAME).await;
    ann.sees(&["before"]).await;
    stage.stop_the_server().await;
    stage.start_the_server();
    bob.say("general", "after").await;
    ann.sees(&["before", "after"]).await;
    ann.look_up().await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(the_reload_link_brings_the_frame_back_after_an_outage_and_leaves_the_draft, async |stage| {
    stage.forgive("ERR_");
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    let bob = stage.person("bob").await;
    bob.say("general", "before").await;
    ann.look_into(FRAME).await;
    ann.sees(&["before"]).await;
    ann.look_up().await;
    stage.kill_the_server();
    stage.start_the_server();
    bob.say("general", "after").await;
    ann.fill("#composer-body", "half a thou").await;
    ann.remember_the_page().await;
    ann.press(".frame-note a").await;
    ann.look_into(FRAME).await;
    ann.sees(&["before", "after"]).await;
    ann.look_up().await;
    ann.is_still_the_same_page().await;
    assert_eq!(ann.typed("#composer-body").await, "half a thou");
});

in_every_engine!(typed_text_survives_navigation, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.fill("#composer-body", "half a thou").await;
    ann.press(".bar a[href$='/pins']").await;
    ann.is_at("/rooms/general/pins").await;
    ann.go_back().await;
    ann.is_at("/rooms/general").await;
    ann.until("document.querySelector('#composer-body')?.value === 'half a thou'").await;
});

in_every_engine!(a_message_sent_after_the_session_ended_is_there_after_logging_in, async |stage| {
    stage.forgive("401");
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.fill("#composer-body", "hello").await;
    let page = ann.current().await;
    let other = ann.open(true).await;
    ann.visit("/rooms").await;
    ann.log_out().await;
    ann.is_at("/login").await;
    drop(other);
    ann.switch_to(page).await;
    ann.press("#composer button").await;
    ann.reads(".problem", "been logged out").await;
    ann.fill("#username", "ann").await;
    ann.fill("#password", PASSWORD).await;
    ann.press("#account-form button").await;
    ann.until("document.querySelector('#body')?.value === 'hello'").await;
    ann.press("#account-form button").await;
    ann.is_at("/rooms/general").await;
    ann.look_into(FRAME).await;
    ann.sees(&["hello"]).await;
});
