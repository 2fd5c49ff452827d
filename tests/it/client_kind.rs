//! Pages for text browsers, which are recognised by their headers.

use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;

use crate::app::{Answer, PASSWORD, TestApp};

/// A browser that sends `Accept-Language` but no fetch metadata.
struct Small {
    http: reqwest::Client,
    url: String,
}

impl Small {
    fn new(url: &str) -> Self {
        let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static("en"))]);
        let http = crate::app::tls::client().default_headers(headers).cookie_store(true).redirect(Policy::none());
        Self { http: http.build().unwrap(), url: url.to_owned() }
    }

    async fn get(&self, address: &str) -> Answer {
        let path = address.strip_prefix(&self.url).unwrap_or(address);
        Answer::of(self.http.get(format!("{}{path}", self.url))).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> String {
        Answer::of(self.http.post(format!("{}{path}", self.url)).form(form)).await.location().to_owned()
    }

    /// Registers; returns the URL of the first room.
    async fn register(&self, name: &str) -> String {
        let home = self.post("/register", &[("username", name), ("password", PASSWORD), ("next", "/")]).await;
        self.get(&home).await.location().to_owned()
    }
}

#[tokio::test]
async fn forms_redirect_text_browsers_to_uncached_absolute_urls() {
    let app = TestApp::spawn().await;
    let ann = Small::new(&app.url);
    let room = ann.register("ann").await;
    let sent = ann.post("/rooms/general/messages", &[("body", "hello")]).await;
    let fresh = format!("{}/rooms/general?fresh=", app.url);
    assert!(room.starts_with(&fresh) && sent.starts_with(&fresh) && sent != room, "{room} {sent}");
    assert_eq!(ann.get(&sent).await.texts(".message .body"), ["hello"]);
}

#[tokio::test]
async fn a_script_without_fetch_metadata_gets_what_it_asks_for() {
    let app = TestApp::spawn().await;
    let ann = Small::new(&app.url);
    let room = ann.register("ann").await;
    ann.post("/rooms/general/messages", &[("body", "hello")]).await;
    // As scripts do over plain HTTP on a host other than localhost.
    let page = Answer::of(ann.http.get(room).header("hx-request", "true")).await;
    assert_eq!(page.messages(), ["hello"]);
    assert!(page.body.contains("<iframe"));
}

#[tokio::test]
async fn text_browsers_get_nothing_that_they_cannot_use() {
    let app = TestApp::spawn().await;
    let ann = Small::new(&app.url);
    let room = ann.register("ann").await;
    app.person("bob").await.say("general", "<iframe class=\"live-frame\"></iframe>").await;
    let nothing_to_them = ["rooms-button", "popovertarget", "to-newest", "<iframe", "rel=\"manifest\""];
    let (page, large) = (ann.get(&room).await, app.person("cy").await.get("/rooms/general").await);
    for markup in nothing_to_them {
        assert!(large.body.contains(markup) && !page.body.contains(markup), "{markup}");
    }
    assert!(page.has("div#main div#message-1") && large.has("main#main article#message-1"));
    assert_eq!(
        page.texts("div.message .body"),
        ["<iframe class=\"live-frame\"></iframe>"],
        "the text of a message stays as it is"
    );

    assert_eq!(reload(&large), "/rooms/general/live/start", "the frame alone, and what is typed stays");
    let first = reload(&page);
    assert!(first.starts_with("/rooms/general?fresh="), "the page, since there is no frame: {first}");
    assert!(large.body.contains("target=\"live\"") && !page.body.contains("target=\"live\""));
    assert_ne!(reload(&ann.get(&first).await), first, "each time another address, for those who keep pages");
    let live = reload(&ann.get("/rooms/general/live").await);
    assert!(live.starts_with("/rooms/general/live?fresh="), "{live}");
}

#[tokio::test]
async fn texts_reach_text_browsers_unchanged() {
    let app = TestApp::spawn().await;
    let ann = Small::new(&app.url);
    let room = ann.register("ann").await;
    let bob = app.person("bob").await;
    let said = [
        "*x* class=\"reload\" href=\"/rooms/general/live/start\" target=\"live\"",
        "`<main id=\"a\"></main> <article >` <p class=\"float\" <link rel=\"manifest\" >",
        "[a](<https://example.org/\\<main \\</article\\>?b=class=\"reload\" href=\">)",
    ];
    for text in said {
        bob.say("general", text).await;
    }
    let (small, large) = (ann.get(&room).await, app.person("cy").await.get("/rooms/general").await);
    assert_eq!(small.texts(".message .body"), large.texts(".message .body"));
    let link = "#message-3 .body a";
    let address = large.attribute(link, "href").unwrap();
    assert!(address.contains("reload") && address.contains("article"), "{address}");
    assert_eq!(small.attribute(link, "href").unwrap(), address);
}

#[tokio::test]
async fn text_browsers_get_whole_texts_without_controls_that_do_nothing() {
    let app = TestApp::spawn().await;
    let ann = Small::new(&app.url);
    let room = ann.register("ann").await;
    let bob = app.person("bob").await;
    bob.say("general", &format!("```rust\n{}the end\n```", "let a = 1;\n".repeat(100))).await;
    let (small, large) = (ann.get(&room).await, bob.get("/rooms/general").await);
    assert!(large.has("pre.long + details.more") && large.has(".format-toggle"));
    assert!(small.body.contains("the end") && small.has("pre[data-lang=Rust]"));
    for left_out in ["Show more", "Show less", "format-toggle"] {
        assert!(!small.body.contains(left_out), "{left_out}");
    }
}

/// The target of the reload link, which is in `noscript` and therefore parsed as text.
fn reload(page: &Answer) -> String {
    let (_, link) = page.body.split_once("class=\"reload\" href=\"").unwrap();
    link.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_field_for_password_managers_is_left_out_in_text_browsers() {
    let app = TestApp::spawn().await;
    let ann = Small::new(&app.url);
    ann.register("ann").await;
    let page = ann.get("/settings/password").await;
    assert!(page.has("#present") && page.has("#password") && !page.has("[name=username]"), "{}", page.body);
    let change = [("present", PASSWORD), ("password", "battery staple")];
    let done = ann.post("/settings/password", &change).await;
    assert!(done.starts_with(&format!("{}/settings?password=changed&fresh=", app.url)), "{done}");
    assert!(ann.get(&done).await.texts(".saved").concat().contains("Password changed"));
}
