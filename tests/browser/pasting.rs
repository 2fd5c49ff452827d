//! Pasted markup and addresses.

use serde_json::json;

use crate::engine::Kind::Desktop;
use crate::window::{ENTER, UP, Window};

const BOX: &str = "#composer-body";

/// Pastes into a box, in place of what is selected in it. Returns whether the page takes it from the browser.
async fn paste(window: &Window, css: &str, html: &str, text: &str) -> bool {
    window.value(&pasting(css, html, text)).await == json!(true)
}

/// Pastes until the page takes it from the browser: Firefox sometimes gives a page nothing of data that a test made.
async fn pastes(window: &Window, css: &str, html: &str, text: &str) {
    window.until(&pasting(css, html, text)).await;
}

fn pasting(css: &str, html: &str, text: &str) -> String {
    format!(
        "(() => {{ const area = document.querySelector({}); area.focus(); const data = new DataTransfer(); \
         for (const [kind, text] of [['text/html', {}], ['text/plain', {}]]) if (text) data.setData(kind, text); \
         const event = new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}); \
         if (!event.clipboardData?.types.length) Object.defineProperty(event, 'clipboardData', {{ value: data }}); \
         area.dispatchEvent(event); return event.defaultPrevented; }})()",
        json!(css),
        json!(html),
        json!(text)
    )
}

async fn set(window: &Window, text: &str, start: usize, end: usize) {
    let set = format!(
        "const area = document.querySelector('#composer-body'); area.focus(); area.value = {}; area.setSelectionRange({start}, {end})",
        json!(text)
    );
    window.script(&set).await.unwrap();
}

async fn has(window: &Window, css: &str, text: &str) {
    window.until(&format!("document.querySelector({}).value === {}", json!(css), json!(text))).await;
}

in_every_engine!(pasted_rich_text_becomes_markdown, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let mut wrong = Vec::new();
    for (html, markdown) in [
        ("<b>bold</b> and <em>it</em>, <i>alic</i>, <s>gone</s>", "**bold** and *it*, *alic*, ~~gone~~"),
        ("<p>one</p>\n<p>two <strong> three </strong>four</p>", "one\n\ntwo **three** four"),
        ("<a href='https://a.example/x_(y)'>a <b>link</b></a>", "[a **link**](https://a.example/x_%28y%29)"),
        ("<i>see</i> <a href='https://a.example/'>https://a.example</a>", "*see* https://a.example"),
        ("<a href='javascript:alert(1)'><b>x</b></a>", "**x**"),
        (
            "<ul><li>one</li><li>two<ol start=3><li>three</li><li>four</li></ol></li></ul>",
            "- one\n- two\n    3. three\n    4. four",
        ),
        ("<ul><li><p>one</p></li><ul><li>nested</li></ul></ul>after", "- one\n    - nested\n\nafter"),
        (
            "<ul><li><input type=checkbox checked>done</li><li><input type=checkbox>to do</li></ul>",
            "- [x] done\n- [ ] to do",
        ),
        ("<h2>A <b>title</b></h2><div>one</div><div>two</div>", "## A title\n\none\ntwo"),
        ("a<br>b<code>c*d</code><hr>", "a\nb`c*d`\n\n---"),
        (
            "<pre><code class='language-rust'>let a = 1;\n  **b**\n</code></pre>",
            "```rust\nlet a = 1;\n  **b**\n```",
        ),
        ("<blockquote><p>one</p><p>two</p></blockquote>", "> one\n>\n> two"),
        ("<ul><li>x<pre>a\nb</pre></li></ul>", "- x\n\n    ```\n    a\n    b\n    ```"),
        (
            "<table><tr><th>a</th><th>b|c</th></tr><tr><td>1<br>2</td><td></td></tr></table>",
            "| a | b\\|c |\n| --- | --- |\n| 1 2 | |",
        ),
        // As office programs have it.
        (
            "<meta charset=utf-8><style>b{color:red}</style><b style='font-weight:normal' id='docs-internal-guid'><span style='font-weight:700'>x</span> <span style=\"font-style: italic\">y</span></b>",
            "**x** *y*",
        ),
        (
            "<b>1*2 and _x_ snake_case</b><p># no title</p><p>1. no item</p>",
            "**1\\*2 and \\_x\\_ snake_case**\n\n\\# no title\n\n1\\. no item",
        ),
    ] {
        set(&ann, "", 0, 0).await;
        pastes(&ann, BOX, html, "plain").await;
        ann.until("document.querySelector('#composer-body').value !== ''").await;
        let pasted = ann.typed(BOX).await;
        if pasted != markdown {
            wrong.push((html, pasted, markdown));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Blocks begin on a line of their own.
    set(&ann, "so:", 3, 3).await;
    pastes(&ann, BOX, "<ul><li>one</li></ul>", "one").await;
    has(&ann, BOX, "so:\n- one").await;
    // Text that has no format is pasted as it is, and so is what is pasted into code.
    set(&ann, "a", 1, 1).await;
    pastes(&ann, BOX, "<div style='color:red'><span>*b*</span></div>", " *b*\n c").await;
    has(&ann, BOX, "a *b*\n c").await;
    set(&ann, "```\n", 4, 4).await;
    pastes(&ann, BOX, "<b>b</b>", "b").await;
    has(&ann, BOX, "```\nb").await;
    set(&ann, "", 0, 0).await;
    assert!(!paste(&ann, BOX, "", "only text").await, "the browser's own paste");
    // Ctrl+Shift+V.
    let shift_v = "document.querySelector('#composer-body').dispatchEvent(new KeyboardEvent('keydown', \
                   { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true }))";
    ann.script(shift_v).await.unwrap();
    assert!(!paste(&ann, BOX, "<b>b</b>", "b").await);
});

in_every_engine!(pasted_markup_loads_and_runs_nothing, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.remember_the_page().await;
    let hostile = "<img src='/healthz?x' onerror='document.title=1'><script>document.title=2</script><style>*{}</style>\
                   <link rel=stylesheet href='/healthz?y'><b style='background:url(/healthz?z)' onclick='x()'>b</b>\
                   <iframe srcdoc='<script>parent.document.title=3</script>'></iframe><svg onload='x()'></svg>\
                   <form action='/logout'><button>x</button></form><base href='https://evil.example'>";
    pastes(&ann, BOX, hostile, "b").await;
    has(&ann, BOX, "**b**").await;
    let deep = format!("{}x", "<b><ul><li><blockquote>".repeat(500));
    set(&ann, "", 0, 0).await;
    pastes(&ann, BOX, &deep, "x").await;
    ann.until("document.querySelector('#composer-body').value.includes('x')").await;
    let loaded = "performance.getEntriesByType('resource').filter(one => one.name.includes('healthz')).length";
    assert_eq!(ann.value(loaded).await, 0);
    assert!(ann.value("document.title").await.as_str().unwrap().contains("General"));
    ann.is_still_the_same_page().await;
});

in_every_engine!(an_address_pasted_onto_text_makes_it_a_link, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    set(&ann, "see this page", 4, 8).await;
    pastes(&ann, BOX, "", " https://a.example/b ").await;
    has(&ann, BOX, "see [this](https://a.example/b) page").await;
    ann.undo().await;
    has(&ann, BOX, "see this page").await;
    set(&ann, "see ", 4, 4).await;
    assert!(!paste(&ann, BOX, "", "https://a.example/b").await);
    // In the box to edit in, too.
    set(&ann, "", 0, 0).await;
    ann.say("look here").await;
    ann.sees(&["look here"]).await;
    ann.fill(BOX, UP).await;
    let edited = "#scroller .edit textarea";
    ann.can_see(edited).await;
    ann.script(&format!("document.querySelector('{edited}').setSelectionRange(5, 9)")).await.unwrap();
    pastes(&ann, edited, "", "https://a.example").await;
    has(&ann, edited, "look [here](https://a.example)").await;
    ann.keys(ENTER).await;
    ann.can_see("article .body a[href='https://a.example']").await;
});
