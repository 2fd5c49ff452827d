//! Writing: previews, the settings for it, and code in messages.

use reqwest::Method;

use crate::app::{Answer, TestApp};

const PREVIEW: &str = "/rooms/general/preview";
const SETTINGS: &str = "/settings/appearance";

#[tokio::test]
async fn a_preview_shows_the_text_as_the_message_that_it_would_be() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.say("general", "what do you think?").await;
    let text = "**yes**, @bob and @nobody, see #general\n\n```rs\nlet a\n```";
    let preview = ann.htmx_post(PREVIEW, &[("body", text)]).await;
    assert_eq!(preview.status, 200);
    for shown in ["#preview strong", "#preview a.room-link", "#preview pre[data-lang=Rust] .k"] {
        assert!(preview.has(shown), "{shown} in {}", preview.body);
    }
    assert_eq!(preview.texts("#preview .mention"), ["@bob"]);
    // Without JavaScript, the page returns with the preview, the text, the reply and the nonce.
    let form = [("body", text), ("nonce", "n1"), ("reply_to", "1"), ("draft", "7")];
    let page = ann.post(PREVIEW, &form).await;
    assert_eq!(page.status, 200);
    assert!(page.has("article#message-1") && page.has("#preview strong"));
    assert_eq!(page.texts("#composer-body"), [text]);
    for (name, value) in &form[1..] {
        assert_eq!(page.attribute(&format!("#composer [name={name}]"), "value").as_deref(), Some(*value));
    }
    let sent = ann.post("/rooms/general/messages", &form).await;
    assert_eq!(sent.status, 303);
    let page = bob.get("/rooms/general").await;
    let body = |page: &Answer, css: &str| page.html().select(&crate::app::css(css)).next().unwrap().inner_html();
    assert_eq!(body(&page, "#message-2 .body"), body(&preview, "#preview .body"), "it is the same");
    // Within `noscript`, markup is parsed as text.
    assert!(!page.has("#preview") && page.body.contains("formaction=\"/rooms/general/preview\""));
}

#[tokio::test]
async fn a_text_that_is_no_message_has_no_preview_and_stays() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let long = format!("\n{}", "x".repeat(8_001));
    let refused = ann.post(PREVIEW, &[("body", &*long), ("nonce", "n1")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.texts("#composer-note")[0].contains("8001"));
    assert!(!refused.has("#preview") && refused.texts("#composer-body")[0].trim().len() == 8_001);
    let refused = ann.htmx_post(PREVIEW, &[("body", " ")]).await;
    assert_eq!((refused.status.as_u16(), refused.has(".error")), (422, true));
    assert_eq!(app.browser().post(PREVIEW, &[("body", "half a thought")]).await.status, 401);
    let bob = app.person("bob").await;
    bob.post("/rooms", &[("name", "garden"), ("kind", "closed")]).await;
    assert_eq!(ann.htmx_post("/rooms/garden/preview", &[("body", "hi")]).await.status, 404);
    assert_eq!(ann.get("/rooms/general").await.texts("article").len(), 0, "nothing was sent");
}

#[tokio::test]
async fn previews_are_limited() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut statuses = Vec::new();
    for _ in 0..140 {
        statuses.push(ann.htmx_post(PREVIEW, &[("body", "hi")]).await.status.as_u16());
    }
    assert!(statuses[..120].iter().all(|status| *status == 200) && statuses.contains(&429));
    assert_eq!(bob.htmx_post(PREVIEW, &[("body", "hi")]).await.status, 200);
}

#[tokio::test]
async fn the_keys_that_send_and_the_formatting_buttons_are_settings_of_the_account() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let class = async |page: &str| ann.get(page).await.attribute("body", "class").unwrap();
    assert_eq!(class("/rooms/general").await, "inside");
    let look = [("theme", "system"), ("text_size", "normal")];
    let form = [&look[..], &[("send_key", "ctrl-enter"), ("formatting", "hidden")]].concat();
    assert_eq!(ann.post(SETTINGS, &form).await.status, 303);
    let page = ann.get(SETTINGS).await;
    for (name, value) in [("send_key", "ctrl-enter"), ("formatting", "hidden")] {
        assert_eq!(page.attribute(&format!("[name={name}][checked]"), "value").as_deref(), Some(value));
    }
    for path in ["/rooms/general", "/rooms"] {
        assert_eq!(class(path).await, "inside ctrl-enter no-formatting");
    }
    let keys = ann.get("/shortcuts").await.texts("#shortcuts dt");
    assert_eq!(keys[..2], ["Ctrl or ⌘ + Enter", "Enter"]);
    assert_eq!(ann.post(SETTINGS, &look).await.status, 303);
    assert_eq!(class("/rooms").await, "inside ctrl-enter no-formatting", "a form without them changes none");
    // The button that shows them.
    assert_eq!(ann.htmx_post("/settings/formatting", &[("formatting", "shown")]).await.status, 204);
    assert_eq!(class("/rooms").await, "inside ctrl-enter");
    let request =
        ann.request(Method::POST, "/settings/formatting").header("referer", format!("{}/rooms/general", app.url));
    let saved = Answer::of(request.form(&[("formatting", "hidden")])).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, "/rooms/general"));
    for refused in [
        ann.post("/settings/formatting", &[("formatting", "maybe")]).await,
        ann.post(SETTINGS, &[&look[..], &[("send_key", "space")]].concat()).await,
        ann.post(SETTINGS, &[&look[..], &[("formatting", "maybe")]].concat()).await,
    ] {
        assert_eq!((refused.status.as_u16(), refused.has("#problem")), (422, true));
    }
    assert_eq!(bob.get("/rooms").await.attribute("body", "class").unwrap(), "inside", "others have their own");
    assert_eq!(bob.get("/shortcuts").await.texts("#shortcuts dt")[..2], ["Enter", "Shift + Enter"]);
    let app = app.restart().await;
    let page = ann.at(&app.url).get("/rooms").await;
    assert_eq!(page.attribute("body", "class").unwrap(), "inside ctrl-enter no-formatting", "they are kept");
}
