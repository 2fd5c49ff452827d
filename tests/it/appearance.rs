//! Colours and size of text.

use crate::app::TestApp;

const PAGE: &str = "/settings/appearance";

#[tokio::test]
async fn chosen_colours_and_text_size_apply_to_all_pages_of_an_account() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    let pages = ["/rooms/general", "/rooms", PAGE, "/rooms/general/live/start"];
    let dark = "link[rel=stylesheet][href*='/dark.']";
    for path in pages {
        let page = ann.get(path).await;
        let media = page.attribute(dark, "media");
        assert_eq!(media.as_deref(), Some("(prefers-color-scheme: dark)"), "{path}: as on the device");
        assert!(!page.has("html[class]"), "{path}");
    }
    for (theme, size, scheme, class) in
        [("dark", "large", "dark", Some("large-text")), ("light", "larger", "light", Some("larger-text"))]
    {
        let saved = ann.post(PAGE, &[("theme", theme), ("text_size", size)]).await;
        assert_eq!((saved.status.as_u16(), saved.location()), (303, "/settings/appearance?saved=yes"));
        let page = ann.get(saved.location()).await;
        assert_eq!(page.texts(".saved"), ["Saved."]);
        for (name, value) in [("theme", theme), ("text_size", size)] {
            let checked = page.attribute(&format!("[name={name}][checked]"), "value");
            assert_eq!(checked.as_deref(), Some(value));
        }
        for path in pages {
            let page = ann.get(path).await;
            assert_eq!(page.attribute("meta[name=color-scheme]", "content").as_deref(), Some(scheme), "{path}");
            assert_eq!(page.attribute("html", "class").as_deref(), class, "{path}");
            assert_eq!(page.has(dark), theme == "dark", "{path}");
            assert_eq!(page.attribute(dark, "media"), None, "{path}");
        }
    }
    assert!(!bob.get("/rooms/general").await.has("html[class]"), "others see their own");
    let app = app.restart().await;
    assert!(ann.at(&app.url).get("/rooms").await.has("html.larger-text"), "it is kept");
}

#[tokio::test]
async fn an_unknown_choice_is_refused() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for form in [[("theme", "pink"), ("text_size", "large")], [("theme", "dark"), ("text_size", "huge")]] {
        let refused = ann.post(PAGE, &form).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("#problem"));
    }
    assert!(ann.post(PAGE, &[]).await.status == 422 && !ann.get("/rooms").await.has("html[class]"));
}
