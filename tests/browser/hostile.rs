//! Hostile texts in real browsers.

use serde_json::json;

use crate::engine::Kind::{Desktop, Phone};

in_every_engine!(
    nothing_that_is_posted_executes_or_leaves_its_place,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        let attempts = include_str!("../it/hostile/xss.txt").lines().filter(|line| !line.starts_with("//"));
        let attempts: Vec<String> = attempts.map(|line| line.replace('⏎', "\n")).collect();
        let ann = stage.enter("ann", Desktop).await;
        // Violations of policies are recorded by events, because WebKit's console can't be read.
        let watch = "window.alert = window.prompt = window.confirm = () => { window.executed = true; };
            document.addEventListener('securitypolicyviolation', (event) => { window.forbidden = event.blockedURI; });";
        ann.script(watch).await.unwrap();
        ann.remember_the_page().await;
        // First live, then in pages. Complaints of browsers and policies fail the test.
        for attempt in &attempts {
            bob.say("general", attempt).await;
        }
        ann.until(&format!("document.querySelectorAll('#messages article').length === {}", attempts.len())).await;
        let articles = "document.querySelectorAll('article').length";
        ann.is_still_the_same_page().await;
        assert_eq!(ann.value("window.executed").await, json!(null));
        assert_eq!(ann.value("window.forbidden").await, json!(null));
        assert_eq!(ann.value(articles).await, json!(attempts.len()));
        ann.visit("/rooms/general").await;
        let foreign = "document.querySelectorAll('.body :is(script, img, svg, iframe, form, input:not([type=checkbox]), style, link, [id])')";
        assert_eq!(ann.value(&format!("{foreign}.length")).await, json!(0));
        assert_eq!(ann.value(articles).await, json!(50));
    }
);

in_every_engine!(no_text_overflows_the_page_or_its_message, async |stage| {
    let bob = stage.person("bob").await;
    for text in [
        "x".repeat(8_000),
        "🐢".repeat(8_000),
        "https://x.org/".to_owned() + &"y".repeat(1_000),
        format!("`{}`", "z".repeat(1_000)),
        format!("```\n{}\n```", "w".repeat(1_000)),
        "Z\u{336}\u{35f}\u{32a}\u{347}\u{36b}".repeat(300),
        "\u{202e}\u{202e}\u{2066}abc".to_owned(),
        format!("{} a", ">".repeat(100)),
        format!("{} a", "- ".repeat(100)),
    ] {
        bob.say("general", &text).await;
    }
    bob.say("general", "after").await;
    let ann = stage.enter("ann", Phone).await;
    ann.reads("article:last-of-type .body", "after").await;
    ann.until("document.documentElement.scrollWidth <= innerWidth").await;
    ann.until("[...document.querySelectorAll('.body')].every(e => getComputedStyle(e).overflow !== 'visible')")
        .await;
    // Direction marks don't affect the next message.
    ann.until(
        "(() => { const range = document.createRange(); \
         range.selectNodeContents(document.querySelector('article:last-of-type .body')); \
         const box = document.querySelector('article:last-of-type .body').getBoundingClientRect(); \
         return range.getBoundingClientRect().left - box.left < 2 })()",
    )
    .await;
});

in_every_engine!(long_texts_are_folded_and_unfold, async |stage| {
    let bob = stage.person("bob").await;
    bob.say("general", &"line\n".repeat(60)).await;
    let ann = stage.enter("ann", Desktop).await;
    let height = "document.querySelector('.body').getBoundingClientRect().height";
    ann.until(&format!("{height} < 400")).await;
    ann.press(".more summary").await;
    ann.until(&format!("{height} > 1000")).await;
});
