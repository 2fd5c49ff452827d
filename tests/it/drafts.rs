//! Drafts, which the server keeps for all devices of an account.

use serde_json::Value;

use crate::app::{Answer, Person, TestApp};

const DRAFTS: &str = "/rooms/general/drafts";

/// Saves as app.js does. Returns the version, and the newest text that was typed elsewhere.
async fn save(by: &Person, base: i64, body: &str) -> (i64, Option<String>) {
    let answer = by.htmx_post(DRAFTS, &[("draft", &base.to_string()), ("body", body)]).await;
    assert_eq!(answer.status, 200);
    let saved: Value = serde_json::from_str(&answer.body).unwrap();
    (saved["version"].as_i64().unwrap(), saved["other"].as_str().map(str::to_owned))
}

fn composer(page: &Answer) -> String {
    page.texts("#composer-body").remove(0)
}

#[tokio::test]
async fn a_draft_is_in_the_composer_on_other_devices_until_it_is_sent() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (first, _) = save(&ann, 0, "half a th").await;
    let (second, other) = save(&ann, first, "\nhalf a thought").await;
    assert!(second > first && other.is_none(), "it is the same text, longer");
    let app = app.restart().await;
    let (ann, bob) = (ann.at(&app.url), bob.at(&app.url));
    for path in ["/rooms/general", "/rooms/general?newest=yes"] {
        let page = ann.get(path).await;
        assert_eq!(
            page.html().select(&crate::app::css("#composer-body")).next().unwrap().inner_html(),
            "\nhalf a thought"
        );
        assert_eq!(page.attribute("[name=draft]", "value"), Some(second.to_string()));
        assert!(page.has("#own-rooms [aria-current] .unsent-draft"));
    }
    assert!(!bob.get("/rooms/general").await.body.contains("half a thought"), "others don't see it");
    assert!(!bob.get("/rooms").await.has(".unsent-draft"));
    let form = [("body", "half a thought, and more"), ("nonce", "n1"), ("draft", &*second.to_string())];
    assert_eq!(ann.post("/rooms/general/messages", &form).await.status, 303);
    let page = ann.get("/rooms/general").await;
    assert_eq!(composer(&page), "");
    assert!(!page.has(".unsent-draft") && !page.has("[name=draft]"));
    save(&ann, 0, "same text").await;
    let form = [("body", " same text "), ("nonce", "n2")];
    assert_eq!(ann.htmx_post("/rooms/general/messages", &form).await.status, 200);
    assert!(!ann.get("/rooms").await.has(".unsent-draft"), "a script sends no version");
}

#[tokio::test]
async fn texts_typed_on_two_devices_are_both_kept() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let (desk, _) = save(&ann, 0, "from the desk").await;
    let (phone, other) = save(&ann, 0, "from the phone").await;
    assert_eq!(other.as_deref(), Some("from the desk"));
    let (desk, other) = save(&ann, desk, "from the desk, longer").await;
    assert_eq!(other.as_deref(), Some("from the phone"));
    let page = ann.get("/rooms/general").await;
    assert_eq!(composer(&page), "from the desk, longer");
    assert!(page.has("#other-drafts:not([hidden]) a[href='/rooms/general/drafts']"));
    assert_eq!(ann.get(DRAFTS).await.texts(".draft pre"), ["from the desk, longer", "from the phone"]);
    let used = ann.post(DRAFTS, &[("act", "use"), ("draft", &phone.to_string())]).await;
    assert_eq!(used.location(), "/rooms/general?newest=yes");
    assert_eq!(composer(&ann.get(used.location()).await), "from the phone");
    let versions = ann.get(DRAFTS).await;
    let newest = versions.attribute(".draft [name=draft]", "value").unwrap();
    // Sending one keeps the other.
    let form = [("body", "from the phone"), ("nonce", "n"), ("draft", &*newest)];
    assert_eq!(ann.post("/rooms/general/messages", &form).await.status, 303);
    assert_eq!(composer(&ann.get("/rooms/general").await), "from the desk, longer");
    // An emptied text takes only itself away.
    assert_eq!(save(&ann, desk - 1, "").await, (0, Some("from the desk, longer".to_owned())));
    assert_eq!(ann.post(DRAFTS, &[("act", "discard"), ("draft", &desk.to_string())]).await.location(), DRAFTS);
    assert!(ann.get(DRAFTS).await.has(".empty") && !ann.get("/rooms").await.has(".unsent-draft"));
}

#[tokio::test]
async fn drafts_are_bounded_and_go_with_the_membership() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for number in 0..8 {
        save(&ann, 0, &format!("text {number}")).await;
    }
    assert_eq!(ann.get(DRAFTS).await.texts(".draft pre"), ["text 7", "text 6", "text 5", "text 4", "text 3"]);
    let long = "x".repeat(200_000);
    assert_eq!(ann.htmx_post(DRAFTS, &[("body", &long)]).await.status, 422);
    let refused = ann.post(DRAFTS, &[("body", &long)]).await;
    assert_eq!((refused.status.as_u16(), composer(&refused).len()), (422, long.len()), "the text is kept");

    let open = ann.make_room("Open", "open").await;
    let closed = ann.make_room("Closed", "closed").await;
    for room in [&open, &closed] {
        let drafts = format!("/rooms/{room}/drafts");
        for form in [&[("body", "hi")][..], &[("act", "use"), ("draft", "1")]] {
            assert_eq!(bob.post(&drafts, form).await.status, 404, "no member");
        }
        assert_eq!(ann.post(&format!("/rooms/{room}/invite"), &[("username", "bob")]).await.status, 303);
        assert_eq!(bob.post(&drafts, &[("body", "hi")]).await.status, 303);
        assert_eq!(composer(&bob.get(&format!("/rooms/{room}")).await), "hi");
        assert_eq!(ann.post(&format!("/rooms/{room}/remove"), &[("username", "bob")]).await.status, 303);
        assert_eq!(ann.post(&format!("/rooms/{room}/invite"), &[("username", "bob")]).await.status, 303);
        assert_eq!(composer(&bob.get(&format!("/rooms/{room}")).await), "", "it went with the membership");
    }
}

#[tokio::test]
async fn saving_drafts_has_a_rate_limit() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut refused = None;
    for number in 0..200 {
        let answer = ann.htmx_post(DRAFTS, &[("body", &format!("text {number}"))]).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    assert!(!refused.expect("a limit").header("retry-after").is_empty());
}
