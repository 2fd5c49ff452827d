//! The bar on a message, with a pointer, by keyboard and by touch.

use serde_json::json;

use crate::app::PASSWORD;
use crate::engine::Kind::Desktop;
use crate::window::{DOWN, END, ENTER, ESCAPE, TAB, UP, Window};

const HOME: &str = "\u{e011}";
const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";
const SHIFT_TAB: &str = "\u{e008}\u{e004}\u{e000}";

async fn has_bar(window: &Window, id: u32) {
    window.until(&format!("document.querySelector('#message-{id} #message-bar') !== null")).await;
}

async fn is_on(window: &Window, css: &str) {
    window.until(&format!("document.activeElement.matches({})", json!(css))).await;
}

/// Dispatches pointer events as a finger causes them.
async fn touch(window: &Window, css: &str, events: &[&str]) {
    for event in events {
        let script = format!(
            "document.querySelector({}).dispatchEvent(new PointerEvent('{event}', {{ pointerType: 'touch', bubbles: true, clientX: 40, clientY: 40 }}))",
            json!(css)
        );
        window.script(&script).await.unwrap();
    }
}

in_every_engine!(the_bar_is_on_the_message_under_the_pointer_and_one_press_reacts, async |stage| {
    let bob = stage.person("bob").await;
    for body in ["cake!", "and tea"] {
        bob.say("general", body).await;
    }
    let ann = stage.enter("ann", Desktop).await;
    ann.sees(&["cake!", "and tea"]).await;
    ann.remember_the_page().await;
    let heights = "[...document.querySelectorAll('#scroller article')].map((one) => one.offsetHeight).join()";
    let before = ann.at_rest(heights).await;
    ann.press("#message-1 .body").await;
    has_bar(&ann, 1).await;
    ann.until("getComputedStyle(document.querySelector('#message-1')).backgroundColor !== getComputedStyle(document.querySelector('#message-2')).backgroundColor").await;
    ann.press("#message-2 .body").await;
    has_bar(&ann, 2).await;
    assert_eq!(ann.value("document.querySelectorAll('#message-bar').length").await, json!(1));
    assert_eq!(ann.value(heights).await, before, "nothing moves");
    assert_eq!(ann.value("getSelection().toString()").await, json!(""));

    ann.press("#message-2 #message-bar button").await;
    ann.reads("#message-2 .reactions button", "👍 1").await;
    ann.until("document.querySelector('#message-2 #message-bar button')?.ariaPressed === 'true'").await;
    // A change of the message by others keeps the bar.
    bob.post("/rooms/general/messages/2/edit", &[("body", "and coffee")]).await;
    ann.sees(&["cake!", "and coffee"]).await;
    has_bar(&ann, 2).await;
    ann.press("#message-2 #message-bar button").await;
    ann.cannot_see("#message-2 .reactions").await;
    ann.press("#message-2 .menu-link").await;
    ann.until("document.querySelector('#menu')?.open === true").await;
    ann.keys(ESCAPE).await;
    // The bar of the next page has the emoji that were used.
    bob.post("/rooms/general/messages/1/reactions", &[("emoji", "🐢")]).await;
    ann.press("#message-1 .reactions button").await;
    ann.reads("#message-1 .reactions button", "🐢 2").await;
    ann.visit("/rooms/general").await;
    ann.press("#message-1 .body").await;
    has_bar(&ann, 1).await;
    ann.until("[...document.querySelectorAll('#message-bar .glyph')].some((one) => one.textContent === '🐢')")
        .await;
});

in_every_engine!(the_bar_is_used_by_keyboard, async |stage| {
    let bob = stage.person("bob").await;
    for body in ["cake!", "and tea"] {
        bob.say("general", body).await;
    }
    let ann = stage.enter("ann", Desktop).await;
    ann.sees(&["cake!", "and tea"]).await;
    ann.script("document.querySelector('#scroller article[tabindex=\"0\"]').focus()").await.unwrap();
    ann.keys(UP).await;
    is_on(&ann, "#message-1").await;
    has_bar(&ann, 1).await;
    ann.keys(DOWN).await;
    is_on(&ann, "#message-2").await;
    has_bar(&ann, 2).await;
    ann.keys(RIGHT).await;
    is_on(&ann, "#message-bar button:first-child").await;
    ann.until("document.querySelectorAll('#message-2 :is(#message-bar button, .menu-link)[tabindex=\"0\"]').length === 1").await;
    for (key, css) in [
        (LEFT, "#message-2 .menu-link"),
        (RIGHT, "#message-bar button:first-child"),
        (END, "#message-2 .menu-link"),
        (LEFT, "#message-bar [aria-label='Reply']"),
        (HOME, "#message-bar button:first-child"),
    ] {
        ann.keys(key).await;
        is_on(&ann, css).await;
    }
    ann.keys(ENTER).await;
    ann.reads("#message-2 .reactions button", "👍 1").await;
    is_on(&ann, "#message-2 #message-bar button:first-child").await;
    ann.keys(ESCAPE).await;
    is_on(&ann, "#message-2").await;
    // A reply, which Escape cancels; the text stays.
    ann.keys(RIGHT).await;
    ann.keys(&RIGHT.repeat(3)).await;
    is_on(&ann, "#message-bar [aria-label='Reply']").await;
    ann.keys(ENTER).await;
    ann.reads(".replying", "Replying to bob: and tea").await;
    is_on(&ann, "#composer-body").await;
    ann.keys("half @bo").await;
    ann.can_see("#completions [role=option]").await;
    ann.keys(ESCAPE).await;
    ann.cannot_see("#completions").await;
    ann.can_see(".replying").await;
    ann.keys(ESCAPE).await;
    ann.cannot_see(".replying").await;
    assert_eq!(ann.typed("#composer-body").await, "half @bo");
    ann.until("document.querySelector('#message-bar') === null || document.querySelector('#message-bar').closest('article').matches(':hover')").await;
});

in_every_engine!(from_logging_in_to_a_reaction_by_keyboard_alone, async |stage| {
    let bob = stage.person("bob").await;
    bob.say("general", "cake!").await;
    let ann = stage.enter("ann", Desktop).await;
    ann.log_out().await;
    ann.is_at("/login").await;
    ann.visit("/login?next=/rooms/general").await;
    is_on(&ann, "#username").await;
    ann.keys("ann").await;
    ann.keys(TAB).await;
    is_on(&ann, "#password").await;
    ann.keys(&format!("{PASSWORD}{ENTER}")).await;
    ann.is_at("/rooms/general").await;
    is_on(&ann, "#composer-body").await;
    // The link to the newest message's menu, which is the last button of its bar.
    ann.keys(SHIFT_TAB).await;
    is_on(&ann, "#message-1 .menu-link").await;
    has_bar(&ann, 1).await;
    ann.keys(RIGHT).await;
    is_on(&ann, "#message-bar button:first-child").await;
    ann.keys(ENTER).await;
    ann.reads("#message-1 .reactions button", "👍 1").await;
});

in_every_engine!(a_long_press_shows_the_bar_and_a_touch_elsewhere_hides_it, async |stage| {
    let bob = stage.person("bob").await;
    for body in ["cake!", "and tea"] {
        bob.say("general", body).await;
    }
    let ann = stage.enter("ann", Desktop).await;
    ann.sees(&["cake!", "and tea"]).await;
    touch(&ann, "#message-1 .body", &["pointerover"]).await;
    ann.until("document.querySelector('#scroller.pressable') !== null").await;
    // A touch that scrolls, and a short one, show nothing.
    touch(&ann, "#message-1 .body", &["pointerdown", "pointercancel", "pointerdown", "pointerup"]).await;
    touch(&ann, "#message-2 .body", &["pointerdown"]).await;
    has_bar(&ann, 2).await;
    touch(&ann, "#message-2 .body", &["pointerup"]).await;
    assert_eq!(ann.value("getSelection().toString()").await, json!(""));
    ann.press("#message-2 #message-bar button").await;
    ann.reads("#message-2 .reactions button", "👍 1").await;
    has_bar(&ann, 2).await;
    touch(&ann, "#message-1 .body", &["pointerdown", "pointerup"]).await;
    ann.until("document.querySelector('#message-bar')?.closest('article').matches(':hover') ?? true").await;
});
