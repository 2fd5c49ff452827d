//! Display names and profile pictures.

mod colours;
mod live;
pub mod pictures;

use reqwest::Method;
use reqwest::header::{ETAG, IF_NONE_MATCH};

use crate::app::{Answer, Person, TestApp};

/// Changes a display name.
pub async fn rename(person: &Person, name: &str) {
    let answer = person.post("/settings/profile", &[("name", name)]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (303, "/settings?saved=yes"),
        "{:?}",
        answer.texts(".error")
    );
}

async fn find(person: &Person, path: &str, sought: &str) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", sought).finish();
    person.get(&format!("{path}?{query}")).await
}

#[tokio::test]
async fn a_display_name_is_shown_everywhere() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello there").await;
    let id = bob.get("/rooms/general").await.attribute("article", "id").unwrap().replace("message-", "");
    ann.post(&format!("/rooms/general/messages/{id}/reactions"), &[("emoji", "🎉")]).await;
    ann.post(&format!("/rooms/general/messages/{id}/pin"), &[]).await;
    bob.post(&format!("/rooms/general/messages/{id}/bookmark"), &[]).await;
    bob.post("/rooms/general/messages", &[("body", "hi @ann"), ("reply_to", &id)]).await;
    let direct = bob.post("/direct", &[("people", "ann")]).await.location().to_owned();
    rename(&ann, "Ann  Lee-Ünal").await;
    let page = bob.get("/rooms/general").await;
    assert_eq!(page.texts(".author"), ["Ann Lee-Ünal", "bob"]);
    assert_eq!(page.attribute("article", "data-author").unwrap(), "ann", "what doesn't change");
    assert_eq!(page.attribute(".author", "title").unwrap(), "@ann");
    assert_eq!(page.texts(".quote .whom"), ["Ann Lee-Ünal"]);
    assert!(page.texts(".reactions .who")[0].starts_with("Ann Lee-Ünal reacted"));
    assert_eq!(page.attribute(".reactions button", "data-people").unwrap(), "ann");
    assert_eq!(page.texts(".mention"), ["@Ann Lee-Ünal"]);
    assert_eq!(page.attribute("article .avatar", "data-initials").unwrap(), "AL");
    assert!(page.texts("#own-rooms .direct a")[0].contains("Ann Lee-Ünal"));
    assert_eq!(bob.get(&direct).await.texts("#room-name"), ["Ann Lee-Ünal"]);
    for (path, selector) in [
        ("/rooms", ".room-list a"),
        ("/rooms/general/pins", ".author"),
        ("/bookmarks", ".author"),
        ("/search?q=hello", ".hits .author"),
        (&format!("/rooms/general/messages/{id}/reactions"), ".people bdi"),
        (&format!("/rooms/general?reply_to={id}"), ".replying .whom"),
    ] {
        let shown = bob.get(path).await.texts(selector);
        assert!(shown.iter().any(|text| text.contains("Ann Lee-Ünal")), "{path}: {shown:?}");
    }
    let own = ann.get("/rooms/general").await;
    assert_eq!(
        (own.texts(".me .name"), own.attribute(".me", "data-username").unwrap()),
        (vec!["Ann Lee-Ünal".to_owned()], "ann".to_owned())
    );
    assert_eq!(
        app.browser().post("/login", &[("username", "ann"), ("password", crate::app::PASSWORD)]).await.status,
        303
    );
    rename(&ann, "").await;
    assert_eq!(bob.get("/rooms/general").await.texts(".author"), ["ann", "bob"]);
}

#[tokio::test]
async fn people_are_found_by_either_name() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    rename(&ann, "Zoë Meyer").await;
    for typed in ["@an", "@zoë", "@mey"] {
        let found = find(&bob, "/rooms/general/complete", typed).await;
        assert_eq!(found.attribute("[role=option]", "data-insert").as_deref(), Some("@ann "), "{typed}");
        assert_eq!(found.texts("[role=option] bdi"), ["Zoë Meyer", "@ann"], "{typed}");
    }
    for typed in ["ann", "ZOË", "meyer"] {
        let found = find(&bob, "/switch", typed).await;
        assert_eq!(found.attribute("input[name=people]", "value").as_deref(), Some("ann"), "{typed}");
        let members = find(&bob, "/rooms/general/about", typed).await;
        assert_eq!(members.texts(".people li bdi")[..2], ["Zoë Meyer", "@ann"], "{typed}");
    }
    // An existing conversation is found instead, by either name.
    let direct = bob.post("/direct", &[("people", "ann")]).await.location().to_owned();
    bob.say(direct.rsplit('/').next().unwrap(), "secret tea").await;
    for typed in ["ann", "zoë"] {
        let found = find(&bob, "/switch", typed).await;
        assert!(found.has(&format!(".found a[href='{direct}']")) && !found.has(".found form"), "{typed}");
    }
    for sought in ["tea in:ann", "tea in:\"zoë meyer\"", "tea from:bob"] {
        assert_eq!(find(&bob, "/search", sought).await.texts(".hits .snippet"), ["secret tea"], "{sought}");
    }
}

#[tokio::test]
async fn a_misleading_name_is_refused_and_stays_in_the_form() {
    let app = TestApp::spawn().await;
    let (ann, _) = (app.person("ann").await, app.person("bob").await);
    rename(&ann, "Ann").await;
    let long = "x".repeat(65);
    for (name, told) in [
        ("Ann\u{202e}", "one line of visible characters"),
        ("a\u{0}b", "one line of visible characters"),
        ("\u{2800}", "one line of visible characters"),
        (&long, "at most 64 characters"),
        ("BOB", "someone else’s username"),
    ] {
        let answer = ann.post("/settings/profile", &[("name", name)]).await;
        assert_eq!(answer.status, 422, "{name:?}");
        assert!(answer.texts("#name-error").concat().contains(told), "{:?}", answer.texts("#name-error"));
        if !name.contains('\0') {
            assert_eq!(answer.attribute("#name", "value").as_deref(), Some(name));
        }
        assert_eq!(answer.attribute("#name", "aria-invalid").as_deref(), Some("true"));
    }
    assert_eq!(ann.get("/settings").await.attribute("#name", "value").as_deref(), Some("Ann"), "nothing changed");
    assert_eq!(app.browser().post("/settings/profile", &[("name", "x")]).await.status, 401, "nobody is nobody");
}

#[tokio::test]
async fn names_are_escaped_everywhere() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let direct = bob.post("/direct", &[("people", "ann")]).await.location().to_owned();
    ann.say("general", "hello").await;
    let mut his = live::with_people(&bob, 0).await;
    for attack in
        ["<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "&lt;b&gt;"]
    {
        rename(&ann, attack).await;
        let event = his.next().await.unwrap();
        assert_eq!(
            scraper::Html::parse_fragment(&event.data)
                .select(&crate::app::css("bdi"))
                .next()
                .unwrap()
                .text()
                .collect::<String>(),
            attack
        );
        for path in [
            "/rooms/general",
            "/rooms",
            "/rooms/general/about",
            &direct,
            "/search?q=hello",
            "/switch?q=ann",
            "/rooms/general/complete?q=@ann",
        ] {
            let page = bob.get(path).await;
            assert!(!page.has("img[src=x], [onmouseover], [onerror]"), "{path}");
            assert!(!page.body.contains("<script>alert"), "{path}");
            assert!(page.html().root_element().text().any(|text| text.contains(attack)), "{path}: {attack}");
        }
    }
}

#[tokio::test]
async fn a_cached_page_shows_a_new_name_at_once() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    // As a browser with frames, which reports itself what was read.
    let page = || bob.request(Method::GET, "/rooms/general").header("upgrade-insecure-requests", "1");
    let again = async |tag: &str| Answer::of(page().header(IF_NONE_MATCH, tag)).await;
    let mut tag = String::new();
    for name in ["One", "Two", ""] {
        rename(&ann, name).await;
        let page = again(&tag).await;
        assert_eq!(page.status, 200, "{name}");
        assert_eq!(page.texts(".author"), [if name.is_empty() { "ann" } else { name }]);
        tag = page.header(ETAG.as_str()).to_owned();
        assert_eq!(again(&tag).await.status, 304);
        rename(&ann, name).await;
        assert_eq!(again(&tag).await.status, 304, "the same again is no change");
    }
}

#[tokio::test]
async fn name_changes_are_rate_limited() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "3"]).await;
    let ann = app.person("ann").await;
    let mut refused = 0;
    for number in 0..5 {
        let answer = ann.post("/settings/profile", &[("name", &format!("Ann {number}"))]).await;
        refused += usize::from(answer.status == 429 && !answer.header("retry-after").is_empty());
    }
    assert_eq!(refused, 2);
}
