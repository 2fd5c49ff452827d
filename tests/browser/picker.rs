//! The emoji picker, and completion of emoji beside the composer.

use serde_json::json;

use crate::engine::Kind::{Desktop, Phone};
use crate::window::{DOWN, END, ENTER, ESCAPE, TAB, UP, Window};

const HOME: &str = "\u{e011}";
const RIGHT: &str = "\u{e014}";
const SHIFT_TAB: &str = "\u{e008}\u{e004}\u{e000}";
const OPEN: &str = "document.querySelector('#picker')?.open === true";
const SHUT: &str = "document.querySelector('#picker')?.open === false";
const CELL: &str =
    "document.activeElement.role === 'gridcell' || document.activeElement.getAttribute('role') === 'gridcell'";

/// The index of the focused cell.
async fn is_at_cell(window: &Window, place: usize) {
    window
        .until(&format!("[...document.querySelectorAll('#emoji-panel [role=gridcell]')].indexOf(document.activeElement) === {place}"))
        .await;
}

async fn cells(window: &Window) -> u64 {
    window.value("document.querySelectorAll('#emoji-panel [role=gridcell]').length").await.as_u64().unwrap()
}

in_every_engine!(an_emoji_is_found_by_a_word_and_added_as_a_reaction, async |stage| {
    let bob = stage.person("bob").await;
    bob.say("general", "cake!").await;
    let ann = stage.enter("ann", Desktop).await;
    ann.sees(&["cake!"]).await;
    ann.remember_the_page().await;
    assert!(!ann.shows("#picker").await);
    ann.press("#message-1 .body").await;
    ann.press("#message-bar [aria-label='Add a reaction']").await;
    ann.until(OPEN).await;
    ann.until("document.activeElement.matches('#picker input')").await;
    ann.keys(ESCAPE).await;
    ann.until(SHUT).await;
    ann.until("document.activeElement.matches('#message-bar [aria-label=\"Add a reaction\"]')").await;

    ann.keys(ENTER).await;
    ann.until(OPEN).await;
    ann.keys("hooray").await;
    ann.until("document.querySelector('#emoji-panel [role=gridcell]')?.textContent === '🎉'").await;
    ann.keys(ENTER).await;
    ann.until(SHUT).await;
    ann.reads("#message-1 .reactions button", "🎉 1").await;

    // From the menu; what was used is first.
    ann.press("#message-1 .menu-link").await;
    ann.press("#menu .pick").await;
    ann.until(OPEN).await;
    ann.until("document.querySelector('#emoji-panel [role=gridcell]')?.textContent === '🎉'").await;
    ann.keys(":turtle:").await;
    ann.until("document.querySelectorAll('#emoji-panel [role=gridcell]').length === 1").await;
    ann.press("#emoji-panel [role=gridcell]").await;
    ann.reads("#message-1 .reactions", "🐢").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(the_picker_is_used_by_keyboard_and_inserts_at_the_cursor, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.fill("#composer-body", "before after").await;
    ann.script("document.querySelector('#composer-body').setSelectionRange(7, 7); document.querySelector('#composer .pick').focus()").await.unwrap();
    ann.keys(ENTER).await;
    ann.until(OPEN).await;
    ann.until("document.activeElement.matches('#picker input')").await;
    ann.keys(DOWN).await;
    is_at_cell(&ann, 0).await;
    for (key, place) in [(RIGHT, 1), (DOWN, 9), (HOME, 8), (END, 15), (UP, 7), (RIGHT, 8)] {
        ann.keys(key).await;
        is_at_cell(&ann, place).await;
    }
    ann.until("document.querySelectorAll('#emoji-panel [tabindex=\"0\"]').length === 1").await;
    ann.keys(SHIFT_TAB).await;
    ann.until("document.activeElement.matches('[role=tab][aria-selected=true]')").await;
    ann.keys(RIGHT).await;
    ann.until("document.activeElement.matches('#emoji-tab-1[aria-selected=true]')").await;
    assert!(cells(&ann).await > 100);
    ann.keys(TAB).await;
    is_at_cell(&ann, 0).await;
    ann.until(CELL).await;
    assert_eq!(ann.value("document.activeElement.getAttribute('aria-label')").await, json!("grinning face"));
    ann.keys(ENTER).await;
    ann.until(SHUT).await;
    assert_eq!(ann.typed("#composer-body").await, "before 😀after");
    ann.until("document.activeElement.id === 'composer-body'").await;
});

in_every_engine!(the_skin_tone_is_remembered, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    for _ in 0..2 {
        ann.press("#composer .pick").await;
        ann.until(OPEN).await;
        ann.fill("#picker input", "+1").await;
        ann.until("document.querySelectorAll('#emoji-panel [role=gridcell]').length < 20").await;
        if ann.typed("#picker select").await.is_empty() {
            let choose = "const tones = document.querySelector('#picker select'); tones.value = '🏽'; tones.dispatchEvent(new Event('change'))";
            ann.script(choose).await.unwrap();
        }
        ann.until("document.querySelector('#emoji-panel [role=gridcell]').textContent === '👍🏽'").await;
        ann.press("#emoji-panel [role=gridcell]").await;
        ann.until("document.querySelector('#composer-body').value === '👍🏽'").await;
        ann.script("document.querySelector('#composer-body').value = ''").await.unwrap();
        ann.visit("/rooms/general").await;
        ann.script("document.querySelector('#composer-body').value = ''").await.unwrap();
    }
});

in_every_engine!(on_a_phone_the_picker_is_at_the_bottom, async |stage| {
    let ann = stage.enter("ann", Phone).await;
    ann.press("#composer .pick").await;
    ann.until(OPEN).await;
    let place = "(({ left, right, bottom }) => left === 0 && right === innerWidth && Math.abs(bottom - innerHeight) < 1)(document.querySelector('#picker').getBoundingClientRect())";
    ann.until(place).await;
    assert_eq!(ann.value("[...document.querySelectorAll('#emoji-panel [role=gridcell], #picker [role=tab]')].every((one) => one.offsetHeight >= 44 && one.offsetWidth >= 24)").await, json!(true));
    ann.press("#emoji-panel [role=gridcell]").await;
    ann.until("document.querySelector('#composer-body').value === '👍'").await;
});

in_every_engine!(emoji_are_completed_in_edits_and_in_the_field_for_a_reaction, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.say("cake").await;
    ann.sees(&["cake"]).await;
    ann.press("#message-1 .menu-link").await;
    ann.fill("#emoji", "tada").await;
    ann.can_see("#emoji-completions [role=option]").await;
    ann.keys(ENTER).await;
    assert_eq!(ann.typed("#emoji").await, "🎉");
    ann.keys(ENTER).await;
    ann.reads("#message-1 .reactions button", "🎉 1").await;

    ann.fill("#composer-body", UP).await;
    ann.can_see("#scroller .edit textarea").await;
    ann.keys(" :tad").await;
    ann.can_see("#body-completions [role=option]").await;
    ann.keys(ESCAPE).await;
    ann.cannot_see("#body-completions").await;
    ann.can_see("#scroller .edit textarea").await;
    ann.keys("a :hooray").await;
    ann.can_see("#body-completions [role=option]").await;
    ann.keys(TAB).await;
    ann.until("document.querySelector('#scroller .edit textarea').value === 'cake :tada 🎉 '").await;
    ann.keys(ENTER).await;
    ann.sees(&["cake :tada 🎉"]).await;

    ann.visit("/rooms/general/messages/1/edit").await;
    ann.fill("#body", " :turt").await;
    ann.can_see("#body-completions [role=option]").await;
    ann.keys(ENTER).await;
    ann.until("document.querySelector('#body').value.includes('🐢 ')").await;
});

in_every_engine!(mentions_show_new_names_at_once, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    bob.say("general", "hello @ann").await;
    ann.reads(".mention.own", "@ann").await;
    ann.remember_the_page().await;
    bob.say("general", "and @bob").await;
    ann.until("document.querySelectorAll('.mention').length === 2").await;
    bob.post("/settings/profile", &[("name", "Bob Lee")]).await;
    ann.reads("#message-2 .mention", "@Bob Lee").await;
    ann.until("document.querySelectorAll('.mention.own').length === 1").await;
    bob.say("general", "again @bob").await;
    ann.reads("#message-3 .mention", "@Bob Lee").await;
    ann.is_still_the_same_page().await;
});
