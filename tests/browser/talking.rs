//! Messages appear on all screens at once.

use serde_json::json;

use crate::engine::Kind::Desktop;
use crate::window::{ENTER, SHIFT_ENTER};

in_every_engine!(two_people_see_each_message_once_and_in_order_without_a_reload, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.enter("bob", Desktop).await;
    for window in [&ann, &bob] {
        window.remember_the_page().await;
    }
    let said = ["hello bob", "hello ann", "how are you?", "well"];
    for (window, body) in [&ann, &bob, &ann, &bob].into_iter().zip(said) {
        window.say(body).await;
        window.until("document.querySelector('#composer-body').value === ''").await;
    }
    for window in [&ann, &bob] {
        window.sees(&said).await;
        window.is_still_the_same_page().await;
    }
});

in_every_engine!(a_draft_stays_when_messages_arrive_and_enter_sends_it, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.enter("bob", Desktop).await;
    bob.fill("#composer-body", "half a").await;
    for body in ["one", "two", "three"] {
        ann.say(body).await;
        ann.until("document.querySelector('#composer-body').value === ''").await;
    }
    bob.sees(&["one", "two", "three"]).await;
    assert_eq!(bob.typed("#composer-body").await, "half a");
    assert_eq!(bob.value("document.activeElement.id").await, json!("composer-body"));

    // Without a click: focus and caret haven't moved.
    bob.keys(&format!(" thought{SHIFT_ENTER}")).await;
    bob.keys("on two lines").await;
    assert_eq!(bob.typed("#composer-body").await, "half a thought\non two lines");
    bob.keys(ENTER).await;
    ann.sees(&["one", "two", "three", "half a thought\non two lines"]).await;
    bob.sees(&["one", "two", "three", "half a thought\non two lines"]).await;
    bob.until("document.querySelector('#composer-body').value === ''").await;
});

in_every_engine!(fast_typing_is_sent_whole, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    // Enter may be pressed while the former message is being sent.
    ann.fill("#composer-body", &["one", "two", "three", ""].join(ENTER)).await;
    ann.until("document.querySelector('#composer-body').value === ''").await;
    let bob = stage.enter("bob", Desktop).await;
    for window in [&ann, &bob] {
        window.sees(&["one", "two", "three"]).await;
    }
    ann.cannot_see(".pending").await;
});

in_every_engine!(messages_sent_during_a_request_follow_it, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    // In one script, so that the first response can't have arrived.
    let script = "const form = document.querySelector('#composer'), box = form.elements.body;
        box.value = 'one'; form.requestSubmit();
        box.value += 'two'; form.requestSubmit();";
    ann.script(script).await.unwrap();
    ann.sees(&["one", "two"]).await;
    ann.until("document.querySelector('#composer-body').value === ''").await;
});

in_every_engine!(an_edit_and_a_deletion_show_on_every_page_at_once, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.enter("bob", Desktop).await;
    bob.say("teh first").await;
    bob.say("stays").await;
    ann.sees(&["teh first", "stays"]).await;
    ann.remember_the_page().await;
    bob.can_see("#message-1").await;
    bob.script("document.querySelector('#message-1 .menu-link').focus()").await.unwrap();
    bob.keys(ENTER).await;
    bob.press("#menu a[href$='/edit']").await;
    bob.can_see("#body").await;
    bob.script("document.querySelector('#body').value = ''").await.unwrap();
    bob.fill("#body", "the first").await;
    bob.press(".edit button").await;
    bob.reads("#message-1 .body", "the first").await;
    ann.reads("#message-1 .edited", "edited").await;

    bob.press("#message-1 .menu-link").await;
    bob.press("#menu a[href$='/delete']").await;
    bob.press("form.buttons button").await;
    for window in [&ann, &bob] {
        window.reads("#message-1.deleted .body", "deleted").await;
        window.reads("#message-2 .body", "stays").await;
    }
    ann.is_still_the_same_page().await;
});
