//! Formatting, lists, the preview, the counter, and the keys that send.

use serde_json::json;

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone};
use crate::window::{DOWN, END, ENTER, ESCAPE, SHIFT_ENTER, TAB, UP, Window};

const BOX: &str = "#composer-body";

/// Whether the script is there that is loaded with the first key.
const LOADED: &str = "document.querySelector('#format').hasAttribute('aria-controls')";

/// A key that is pressed together with Ctrl.
fn control(key: &str) -> String {
    format!("\u{e009}{key}\u{e000}")
}

/// Replaces the text of a box, and selects a part of it.
async fn select(window: &Window, css: &str, text: &str, start: usize, end: usize) {
    let set = format!(
        "const area = document.querySelector({}); area.focus(); area.select(); \
         document.execCommand('insertText', false, {}); area.setSelectionRange({start}, {end})",
        json!(css),
        json!(text)
    );
    window.script(&set).await.unwrap();
}

/// Waits until a box has this text, and this part of it is selected.
async fn has(window: &Window, css: &str, text: &str, selected: &str) {
    window
        .until(&format!(
            "(area => area.value === {} && area.value.slice(area.selectionStart, area.selectionEnd) === {} && \
             document.activeElement === area)(document.querySelector({}))",
            json!(text),
            json!(selected),
            json!(css)
        ))
        .await;
}

in_every_engine!(buttons_and_keys_format_the_selected_text, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.remember_the_page().await;
    for (button, shown, selected) in [
        ("bold", "one **two**", "two"),
        ("italic", "one *two*", "two"),
        ("strikethrough", "one ~~two~~", "two"),
        ("code", "one `two`", "two"),
        ("format_spoiler", "one ||two||", "two"),
        ("format_link", "one [two](https://)", "https://"),
        ("format_quote", "> one two", "> one two"),
        ("format_list", "- one two", "- one two"),
    ] {
        select(&ann, BOX, "one two", 4, 7).await;
        ann.press(&format!("#format .{button}")).await;
        has(&ann, BOX, shown, selected).await;
        ann.undo().await;
        ann.until("document.querySelector('#composer-body').value === 'one two'").await;
    }
    // Again, a button removes what it added.
    for (button, text) in
        [("bold", "**two**"), ("italic", "*two*"), ("code", "`two`"), ("format_spoiler", "||two||")]
    {
        let start = text.find("two").unwrap();
        select(&ann, BOX, text, start, start + 3).await;
        ann.press(&format!("#format .{button}")).await;
        has(&ann, BOX, "two", "two").await;
    }
    select(&ann, BOX, "**two**", 2, 5).await;
    ann.press("#format .italic").await;
    has(&ann, BOX, "***two***", "two").await;
    for (key, shown) in [("b", "a **b** c"), ("i", "a *b* c"), ("e", "a `b` c"), ("\u{e008}X", "a ~~b~~ c")] {
        // Spaces at the ends of the selection stay outside.
        select(&ann, BOX, "a b c", 1, 4).await;
        ann.keys(&control(key)).await;
        has(&ann, BOX, shown, "b").await;
    }
    select(&ann, BOX, "a b c", 2, 3).await;
    ann.keys(&control("k")).await;
    has(&ann, BOX, "a [b](https://) c", "https://").await;
    ann.cannot_see("#switcher").await;
    // Several lines.
    select(&ann, BOX, "- one\ntwo", 0, 9).await;
    ann.keys(&control("b")).await;
    has(&ann, BOX, "- **one**\n**two**", "- **one**\n**two**").await;
    select(&ann, BOX, "one\ntwo", 0, 7).await;
    ann.keys(&control("e")).await;
    ann.until("document.querySelector('#composer-body').value === '```\\none\\ntwo\\n```'").await;
    // Without a selection, marks are typed between, and Ctrl+K opens the switcher.
    select(&ann, BOX, "a ", 2, 2).await;
    ann.press("#format .bold").await;
    ann.keys("b").await;
    has(&ann, BOX, "a **b**", "").await;
    ann.keys(&control("k")).await;
    ann.can_see("#switcher").await;
    ann.keys(ESCAPE).await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(the_buttons_are_a_toolbar_that_can_be_hidden, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let right = "\u{e014}";
    ann.until("document.querySelectorAll('#format [tabindex=\"0\"]').length === 1").await;
    ann.script("document.querySelector('#format .bold').focus()").await.unwrap();
    for (key, focused) in
        [(right, "italic"), (END, "preview"), (right, "bold"), ("\u{e012}", "preview"), ("\u{e011}", "bold")]
    {
        // The script is loaded with the focus.
        ann.until(LOADED).await;
        ann.keys(key).await;
        ann.until(&format!("document.activeElement.classList.contains('{focused}')")).await;
        ann.until("document.querySelectorAll('#format [tabindex=\"0\"]').length === 1").await;
    }
    ann.keys(TAB).await;
    ann.until("!document.querySelector('#format').contains(document.activeElement)").await;
    let expanded = |is: bool| format!("document.querySelector('.format-toggle').ariaExpanded === '{is}'");
    ann.until(&expanded(true)).await;
    ann.press(".format-toggle").await;
    ann.cannot_see("#format").await;
    ann.until(&expanded(false)).await;
    let saved = "performance.getEntriesByType('resource').some(one => one.name.endsWith('/settings/formatting'))";
    ann.until(saved).await;
    ann.visit("/rooms/general").await;
    ann.until(&expanded(false)).await;
    assert!(!ann.shows("#format").await);
    ann.press(".format-toggle").await;
    ann.can_see("#format .bold").await;
    ann.until(saved).await;
});

in_every_engine!(on_a_phone_a_button_opens_the_bar, async |stage| {
    let ann = stage.enter("ann", Phone).await;
    ann.can_see(".format-toggle").await;
    assert!(!ann.shows("#format").await);
    ann.press(".format-toggle").await;
    ann.can_see("#format .bold").await;
    ann.until("document.documentElement.scrollWidth <= innerWidth").await;
    select(&ann, BOX, "one", 0, 3).await;
    ann.press("#format .format_quote").await;
    has(&ann, BOX, "> one", "> one").await;
    ann.press(".format-toggle").await;
    ann.cannot_see("#format").await;
});

in_every_engine!(lists_and_quotes_go_on_with_the_next_line, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    for (first, second) in [
        ("- one", "- "),
        ("* one", "* "),
        ("9. one", "10. "),
        ("1) one", "2) "),
        ("  - [x] one", "  - [ ] "),
        ("> one", "> "),
        ("> - one", "> - "),
    ] {
        ann.script("document.querySelector('#composer-body').value = ''").await.unwrap();
        // Typed, as on a keyboard: the first key loads the script.
        ann.fill(BOX, first).await;
        ann.until(LOADED).await;
        ann.keys(SHIFT_ENTER).await;
        has(&ann, BOX, &format!("{first}\n{second}"), "").await;
        ann.keys("two").await;
        ann.keys(SHIFT_ENTER).await;
        ann.keys(SHIFT_ENTER).await;
        // An empty item ends the list: within a quote, first the list, then the quote.
        let mut rest = String::new();
        if second == "> - " {
            rest = "> ".to_owned();
        }
        let ended = ann.typed(BOX).await;
        assert!(ended.ends_with(&format!("\n{second}two\n{rest}")), "{ended:?}");
    }
    // Elsewhere, a line begins as usual.
    for text in ["plain", "**bold**", "-no item", "```\n- code"] {
        select(&ann, BOX, text, text.len(), text.len()).await;
        ann.keys(SHIFT_ENTER).await;
        has(&ann, BOX, &format!("{text}\n"), "").await;
    }
    select(&ann, BOX, "- one", 5, 5).await;
    ann.keys(SHIFT_ENTER).await;
    has(&ann, BOX, "- one\n- ", "").await;
    ann.undo().await;
    ann.until("document.querySelector('#composer-body').value === '- one'").await;
    ann.keys(&format!("{END}{ENTER}")).await;
    ann.sees(&["one"]).await;
});

in_every_engine!(control_and_enter_send_where_it_is_chosen, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.visit("/settings/appearance").await;
    ann.press("[name=send_key][value=ctrl-enter]").await;
    ann.press("main form .primary").await;
    ann.reads(".saved", "Saved").await;
    ann.visit("/rooms/general").await;
    ann.fill(BOX, "- one").await;
    ann.until(LOADED).await;
    ann.keys(ENTER).await;
    ann.keys("two").await;
    assert_eq!(ann.typed(BOX).await, "- one\n- two");
    ann.keys(&control(ENTER)).await;
    ann.until("document.querySelectorAll('article li').length === 2").await;
    ann.until("document.querySelector('#composer-body').value === ''").await;
    ann.keys(UP).await;
    ann.reads("#edit-keys", "Ctrl").await;
    ann.fill("#scroller .edit textarea", &format!("{DOWN}{END}{ENTER}")).await;
    ann.keys("three").await;
    ann.until("document.querySelector('.edit textarea').value === '- one\\n- two\\n- three'").await;
    ann.keys(&control("b")).await;
    ann.keys(&format!("four{}", control(ENTER))).await;
    ann.until("document.querySelectorAll('article li').length === 3").await;
    ann.reads("article li strong", "four").await;
    ann.until("!document.querySelector('.edit') && document.activeElement.id === 'composer-body'").await;
});

in_every_engine!(a_preview_follows_what_is_typed, async |stage| {
    stage.forgive("422");
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    ann.remember_the_page().await;
    ann.press("#format .preview").await;
    ann.reads("#composer-note", "Write something").await;
    ann.fill(BOX, "**see** @bob").await;
    ann.press("#format .preview").await;
    ann.reads("#preview strong", "see").await;
    ann.reads("#preview .mention", "@bob").await;
    ann.until("document.querySelector('#format .preview').ariaPressed === 'true'").await;
    ann.fill(BOX, " and *this*").await;
    ann.reads("#preview em", "this").await;
    ann.keys(ESCAPE).await;
    ann.cannot_see("#preview").await;
    assert_eq!(ann.typed(BOX).await, "**see** @bob and *this*");
    ann.press("#format .preview").await;
    ann.can_see("#preview").await;
    ann.fill(BOX, ENTER).await;
    ann.cannot_see("#preview").await;
    ann.sees(&["see @bob and this"]).await;
    assert!(bob.get("/rooms/general").await.has("article .mention"));
    ann.is_still_the_same_page().await;
});

in_every_engine!(a_preview_is_shown_without_javascript, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    assert!(!ann.shows("#format").await && !ann.shows(".format-toggle").await);
    ann.fill(BOX, "**see**").await;
    ann.press("#composer [formaction$='/preview']").await;
    ann.reads("#preview strong", "see").await;
    assert_eq!(ann.typed(BOX).await, "**see**");
    ann.fill(BOX, &format!("{END} this")).await;
    ann.press("#composer .primary").await;
    ann.look_into("iframe.live-frame").await;
    ann.reads("article .body", "see this").await;
});

in_every_engine!(a_counter_shows_what_is_left_near_the_limit, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let set = async |text: String| {
        let set = format!(
            "const area = document.querySelector('#composer-body'); area.value = {}; area.focus()",
            json!(text)
        );
        ann.script(&set).await.unwrap();
    };
    ann.fill(BOX, "a").await;
    ann.until(LOADED).await;
    assert!(!ann.shows(".counter").await);
    // Characters, not code units; spaces at the end don't count.
    set("🐢".repeat(7_798) + "e\u{301}").await;
    ann.keys("a ").await;
    ann.reads(".counter", "200").await;
    ann.until(
        "[...document.querySelectorAll('[role=status]')].some(one => one.textContent === 'Characters left: 200')",
    )
    .await;
    set("a".repeat(8_000)).await;
    ann.keys("bc").await;
    ann.reads(".counter.error", "2").await;
    set(String::new()).await;
    ann.keys("a").await;
    ann.cannot_see(".counter").await;
});
