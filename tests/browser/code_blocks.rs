//! Code, tables and long texts in messages.

use serde_json::json;

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone};
use crate::leaving::forgive_plain_http;
use crate::stage::Stage;
use crate::window::{TAB, Window};

const WIDE: &str = "```rust\nlet a = \"a line that is much longer than any screen of a phone or a desktop is wide, so that it has to scroll sideways in a box of its own\"; // the end\n```";

in_every_engine!(code_scrolls_in_a_box_of_its_own, async |stage| {
    let bob = stage.person("bob").await;
    bob.say("general", WIDE).await;
    bob.say("general", "```\nshort\n```").await;
    for kind in [Desktop, Phone] {
        let ann = stage.enter(if kind == Desktop { "ann" } else { "cy" }, kind).await;
        ann.until("document.documentElement.scrollWidth <= innerWidth").await;
        let wide = "document.querySelector('#message-1 code')";
        ann.until(&format!("{wide}.scrollWidth > {wide}.clientWidth")).await;
        ann.until(&format!("{wide}.clientHeight < 60")).await;
        ann.until(&format!("{wide}.getAttribute('role') === 'region' && {wide}.ariaLabel === 'Code Rust'")).await;
        ann.until("!document.querySelector('#message-2 code').hasAttribute('tabindex')").await;
        let label = "getComputedStyle(document.querySelector('#message-1 pre'), '::before').content";
        // Firefox doesn't resolve the attribute.
        ann.until(&format!("['\"Rust\"', 'attr(data-lang)'].includes({label})")).await;
        ann.until("document.querySelector('#message-1 pre').dataset.lang === 'Rust'").await;
        ann.until(&format!("{wide}.tabIndex === 0")).await;
    }
});

in_every_engine!(code_is_copied_whole, async |stage| {
    forgive_plain_http(stage);
    let bob = stage.person("bob").await;
    let code = "fn main() {}\n".repeat(40) + "// the end";
    bob.say("general", &format!("```rust\n{code}\n```")).await;
    // A host that browsers don't trust has no access to the clipboard by script.
    for (name, window) in
        [("ann", stage.enter("ann", Desktop).await), ("cy", stage.enter_by_name("cy", Desktop).await)]
    {
        window.can_see("#message-1 pre").await;
        window.until("document.querySelector('#message-1 .copy-code') !== null").await;
        window.press("#message-1 .copy-code").await;
        window.until("document.querySelector('#message-1 .copy-code').ariaLabel === 'Copied'").await;
        window
            .until("[...document.querySelectorAll('[role=status]')].some(one => one.textContent === 'Copied')")
            .await;
        window.until("document.querySelector('#message-1 .copy-code').ariaLabel === 'Copy'").await;
        window.fill("#composer-body", "\u{e009}v\u{e000}").await;
        window.until("document.querySelector('#composer-body').value !== ''").await;
        assert_eq!(window.typed("#composer-body").await, code, "{name}");
        // It is no text of the message.
        window.until("!document.querySelector('#message-1 .body').textContent.includes('Copy')").await;
    }
});

in_every_engine!(code_that_arrives_live_can_be_copied, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.say("hello").await;
    ann.sees(&["hello"]).await;
    let bob = stage.person("bob").await;
    bob.say("general", "```\none\n```").await;
    ann.until("document.querySelector('#message-2 .copy-code') !== null").await;
    bob.post("/rooms/general/messages/2/edit", &[("body", "```\ntwo\n```")]).await;
    ann.until("document.querySelector('#message-2 code').textContent === 'two' && document.querySelector('#message-2 .copy-code') !== null").await;
});

in_every_engine!(tables_scroll_in_their_own_boxes, async |stage| {
    let bob = stage.person("bob").await;
    let rows = (1..=60).map(|row| format!("| {row} | b |\n")).collect::<String>();
    bob.say("general", &format!("| a | b |\n|---|---|\n{rows}")).await;
    bob.say("general", &format!("|{}\n|{}\n", "heading|".repeat(40), "-|".repeat(40))).await;
    bob.say("general", "| a | b |\n|---|---|\n| 1 | 2 |").await;
    let ann = stage.enter("ann", Desktop).await;
    let table = |id: u32| format!("document.querySelector('#message-{id} .table')");
    ann.until(&format!(
        "{0}.scrollWidth > {0}.clientWidth && {0}.matches('[role=region][tabindex][aria-label]')",
        table(2)
    ))
    .await;
    ann.until(&format!("!{}.hasAttribute('tabindex')", table(3))).await;
    ann.until("document.documentElement.scrollWidth <= innerWidth").await;
    // The head stays where the rows scroll.
    ann.press("#message-1 .more summary").await;
    let top = format!(
        "Math.round({0}.querySelector('th').getBoundingClientRect().top - {0}.getBoundingClientRect().top)",
        table(1)
    );
    let before = ann.value(&top).await;
    ann.script(&format!("{}.scrollTop = 400", table(1))).await.unwrap();
    ann.until(&format!("{}.scrollTop === 400 && {top} === {before}", table(1))).await;
});

in_every_engine!(long_texts_fold_once_and_move_nothing_else, async |stage| {
    folds(stage, &stage.enter("ann", Desktop).await).await;
});

in_every_engine!(long_texts_fold_without_javascript, async |stage| {
    let bob = stage.person("bob").await;
    bob.say("general", &format!("```rust\n{}```", "let a = 1;\n".repeat(60))).await;
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.look_into("iframe.live-frame").await;
    // Not in the first document, which a slow browser replaces only after the first click.
    ann.until("location.pathname === '/rooms/general/live'").await;
    let height = "document.querySelector('pre').getBoundingClientRect().height";
    ann.until(&format!("{height} < 400")).await;
    ann.press(".more summary").await;
    ann.until(&format!("{height} > 1000")).await;
    ann.reads(".more summary", "Show less").await;
    ann.press(".more summary").await;
    ann.until(&format!("{height} < 400")).await;
});

async fn folds(stage: &Stage, ann: &Window) {
    let bob = stage.person("bob").await;
    bob.say("general", "before").await;
    let code = format!("```rust\n{}```\n", "let a = 1;\n".repeat(60));
    bob.say("general", &format!("{code}\nand\n\n{code}")).await;
    bob.say("general", "after").await;
    ann.until("document.querySelector('#message-3') !== null").await;
    ann.until("document.querySelectorAll('#message-2 .more').length === 1").await;
    ann.reads("#message-2 .more summary", "Show more").await;
    ann.until("document.querySelector('#message-2 .copy-code') !== null").await;
    let top = "Math.round(document.querySelector('#message-2').getBoundingClientRect().top)";
    let height = "document.querySelector('#message-2 .body').getBoundingClientRect().height";
    assert!(ann.at_rest(height).await.as_f64().unwrap() < 400.0);
    let before = ann.at_rest(top).await;
    ann.press("#message-2 .more summary").await;
    ann.until(&format!("{height} > 2000 && Math.abs({top} - {before}) < 2")).await;
    ann.reads("#message-2 .more summary", "Show less").await;
    // Folding leaves the control where it is.
    ann.script("document.querySelector('#message-3').scrollIntoView({ block: 'end' })").await.unwrap();
    ann.press("#message-2 .more summary").await;
    ann.until(&format!("{height} < 400")).await;
    ann.until("(box => box.top >= 0 && box.bottom <= innerHeight)(document.querySelector('#message-2 .more').getBoundingClientRect())").await;
    // The keyboard unfolds it, too; the button that copies doesn't.
    ann.script("document.querySelector('#message-2').focus()").await.unwrap();
    ann.keys(TAB).await;
    ann.until("document.querySelector('#message-2').contains(document.activeElement)").await;
    // Text that the browser's search finds is unfolded.
    ann.script("document.querySelector('#message-2 .long').scrollTop = 300").await.unwrap();
    ann.until(&format!("{height} > 2000 && document.querySelector('#message-2 .more').open")).await;
    // A permalink shows the whole message.
    ann.visit("/rooms/general/messages/2").await;
    ann.until(&format!("{height} > 2000")).await;
    assert_eq!(
        ann.value("getComputedStyle(document.querySelector('#message-2 .more')).display").await,
        json!("none")
    );
}
