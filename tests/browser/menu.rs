//! A message's menu, by keyboard, by touch and without JavaScript.

use serde_json::json;

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone};
use crate::window::{ENTER, ESCAPE};

const DOWN: &str = "\u{e015}";
const OPEN: &str = "document.querySelector('#menu')?.open === true";
const SHUT: &str = "document.querySelector('#menu')?.open !== true";

in_every_engine!(a_reaction_by_keyboard_shows_for_everybody, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.enter("bob", Desktop).await;
    ann.say("cake!").await;
    bob.sees(&["cake!"]).await;
    bob.remember_the_page().await;
    bob.script("document.querySelector('#message-1 .menu-link').focus()").await.unwrap();
    bob.keys(ENTER).await;
    bob.until(OPEN).await;
    bob.until("document.querySelector('#menu').contains(document.activeElement)").await;
    bob.keys(ESCAPE).await;
    bob.until(SHUT).await;
    bob.until("document.activeElement.matches('#message-1 .menu-link')").await;

    bob.keys(ENTER).await;
    bob.until(OPEN).await;
    bob.until("document.activeElement.value === '👍'").await;
    bob.keys(&DOWN.repeat(3)).await;
    bob.until("document.activeElement.value === '🎉'").await;
    bob.keys(ENTER).await;
    bob.until(SHUT).await;
    bob.until("document.querySelector('.reactions button').getAttribute('aria-pressed') === 'true'").await;
    ann.reads(".reactions button", "🎉 1").await;
    assert_eq!(ann.value("document.querySelector('.reactions button').ariaPressed").await, json!("false"));
    bob.until("document.activeElement.matches('#message-1 .menu-link')").await;

    // The reaction's button does the same.
    ann.press(".reactions button").await;
    bob.reads(".reactions button", "🎉 2").await;
    bob.script("document.querySelector('.reactions button').focus()").await.unwrap();
    bob.keys(ENTER).await;
    ann.reads(".reactions button", "🎉 1").await;
    bob.reads(".reactions button", "🎉 1").await;
    bob.until("document.activeElement.matches('.reactions button')").await;
    bob.is_still_the_same_page().await;
});

in_every_engine!(a_reply_starts_in_place_and_its_quote_follows_the_original, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.enter("bob", Desktop).await;
    ann.say("teh question").await;
    bob.sees(&["teh question"]).await;
    bob.remember_the_page().await;
    bob.fill("#composer-body", "half").await;
    for cancelled in [true, false] {
        bob.press("#message-1 .menu-link").await;
        bob.press("#menu .reply").await;
        bob.reads(".replying", "Replying to ann: teh question").await;
        bob.until("document.activeElement.id === 'composer-body'").await;
        if cancelled {
            bob.press(".replying .cancel").await;
            bob.cannot_see(".replying").await;
        }
    }
    bob.keys(&format!(" an answer{ENTER}")).await;
    ann.reads("#message-2 .quote", "ann: teh question").await;
    bob.reads("#message-2 .quote", "ann: teh question").await;
    bob.cannot_see(".replying").await;
    bob.say("no reply").await;
    ann.reads("#message-3 .body", "no reply").await;
    assert!(!ann.shows("#message-3 .quote").await);
    bob.is_still_the_same_page().await;

    ann.press("#message-1 .menu-link").await;
    ann.press("#menu a[href$='/edit']").await;
    ann.can_see("#body").await;
    ann.script("document.querySelector('#body').value = ''").await.unwrap();
    ann.fill("#body", "the question").await;
    ann.press(".edit button").await;
    bob.reads("#message-2 .quote", "the question").await;
});

in_every_engine!(the_menu_opens_by_touch_and_shows_errors, async |stage| {
    stage.forgive("422");
    let ann = stage.enter("ann", Phone).await;
    ann.fill("#composer-body", "@ann hello").await;
    ann.press("#composer .primary").await;
    ann.sees(&["@ann hello"]).await;
    ann.until("document.querySelector('.mention').matches('.own')").await;
    ann.press("#message-1 .menu-link").await;
    ann.until(OPEN).await;
    ann.fill("#emoji", "nonsense").await;
    ann.press("#menu .other button").await;
    ann.reads("#menu .problem", "A reaction is one emoji").await;
    ann.script("document.querySelector('#emoji').value = ''").await.unwrap();
    ann.fill("#emoji", ":tada:").await;
    ann.press("#menu .other button").await;
    ann.until(SHUT).await;
    ann.reads(".reactions button", "🎉 1").await;
    ann.press("#message-1 .menu-link").await;
    ann.press("#menu form[action$='/pin'] button").await;
    ann.until(SHUT).await;
    ann.reads("#message-1 .pin", "pinned").await;
});

in_every_engine!(without_javascript_the_menu_is_a_page, async |stage| {
    let bob = stage.person("bob").await;
    bob.say("general", "hello").await;
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.look_into("iframe.live-frame").await;
    ann.until("location.pathname === '/rooms/general/live'").await;
    ann.press("#message-1 .menu-link").await;
    ann.look_up().await;
    ann.is_at("/rooms/general/messages/1/menu").await;
    ann.press(".menu button[value='🎉']").await;
    ann.is_at("/rooms/general/messages/1").await;
    ann.reads(".reactions button", "🎉 1").await;
    ann.press(".reactions button").await;
    ann.until("!document.querySelector('.reactions') && document.readyState === 'complete'").await;
    ann.press("#message-1 .menu-link").await;
    ann.press(".menu form[action$='/pin'] button").await;
    ann.reads(".pin", "pinned").await;
    ann.press("#message-1 .menu-link").await;
    ann.press(".menu form[action$='/bookmark'] button").await;
    ann.is_at("/rooms/general/messages/1").await;
    ann.press("#sidebar a[href='/bookmarks']").await;
    ann.reads(".kept .body", "hello").await;

    ann.press("#message-1 .menu-link").await;
    ann.press(".menu .reply").await;
    ann.until("location.search === '?reply_to=1'").await;
    ann.reads(".replying", "Replying to bob: hello").await;
    ann.fill("#composer-body", "hello bob").await;
    ann.press("#composer .primary").await;
    ann.until("location.search === ''").await;
    ann.look_into("iframe.live-frame").await;
    ann.reads("#message-2 .quote", "bob: hello").await;
});

in_every_engine!(after_a_rejected_emoji_the_menu_still_works, async |stage| {
    stage.forgive("422");
    let ann = stage.enter("ann", Desktop).await;
    ann.say("hello").await;
    ann.sees(&["hello"]).await;
    // A fake clipboard, since not every engine allows writing to the real one.
    let clipboard = "window.copied = '';
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })";
    ann.script(clipboard).await.unwrap();
    ann.press("#message-1 .menu-link").await;
    ann.until(OPEN).await;
    ann.fill("#emoji", "nonsense").await;
    ann.press("#menu .other button").await;
    ann.reads("#menu .problem", "A reaction is one emoji").await;
    ann.reads("#menu .copy", "Copy link").await;
    ann.press("#menu .copy").await;
    ann.until("window.copied.endsWith('/rooms/general/messages/1#message-1')").await;
    ann.reads("#menu .copy", "Copied").await;
    ann.reads("#menu [role=status]", "Copied").await;
});

in_every_engine!(emoji_on_buttons_are_square_and_not_clipped, async |stage| {
    let bob = stage.person("bob").await;
    bob.say("general", "hello").await;
    // Three emoji that are text by default, and a flag.
    for emoji in ["❤", "☀", "✔", "🇩🇪", "🎉"] {
        assert_eq!(
            bob.post("/rooms/general/messages/1/reactions", &[("emoji", emoji)]).await.status,
            303,
            "{emoji}"
        );
    }
    let ann = stage.enter("ann", Desktop).await;
    let sizes = "[...document.querySelectorAll('.reactions .glyph')].map((glyph) => {
        const [own, button] = [glyph, glyph.closest('button')].map((one) => one.getBoundingClientRect());
        return own.width >= 14 && own.top >= button.top && own.bottom <= button.bottom;
    }).join()";
    assert_eq!(ann.value(sizes).await, json!("true,true,true,true,true"));
    let heights =
        "new Set([...document.querySelectorAll('.reactions button')].map((one) => one.offsetHeight)).size";
    assert_eq!(ann.value(heights).await, json!(1));
});
