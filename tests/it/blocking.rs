//! Blocking people for oneself, and warnings.

use crate::app::{Answer, PASSWORD, Person, TestApp};

async fn block(by: &Person, name: &str, act: &str) -> Answer {
    by.post("/settings/blocked", &[("name", name), ("act", act)]).await
}

async fn say(by: &Person, room: &str, body: &str) -> Answer {
    by.post(&format!("/rooms/{room}/messages"), &[("body", body), ("nonce", body)]).await
}

#[tokio::test]
async fn a_blocked_person_reaches_nobody() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let direct =
        bob.post("/direct", &[("people", "cy")]).await.location().trim_start_matches("/rooms/").to_owned();
    assert_eq!(say(&bob, &direct, "hello").await.status, 303);
    assert_eq!(block(&cy, "@bob", "block").await.status, 303);
    assert_eq!(block(&cy, "bob", "block").await.status, 303, "again: nothing happens");
    assert_eq!(cy.get("/settings/blocked").await.texts(".people .names"), ["bob"]);

    for (by, other) in [(&bob, "cy"), (&cy, "bob")] {
        let refused = say(by, &direct, "still there?").await;
        assert_eq!(
            (refused.status.as_u16(), refused.texts("#composer-body")),
            (403, vec!["still there?".to_owned()])
        );
        let refused = by.post("/direct", &[("people", &format!("{other}, ann"))]).await;
        assert_eq!(refused.status, 403);
        assert!(refused.attribute("#people", "value").unwrap().contains(other));
    }
    let room = bob.make_room("Tea", "closed").await;
    let refused = bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await;
    assert_eq!((refused.status.as_u16(), refused.attribute("#username", "value").as_deref()), (403, Some("cy")));
    // A mention shows, and doesn't count.
    let is_mentioned =
        async || cy.get("/rooms").await.texts("#own-rooms a[href='/rooms/general']").concat().contains("mention");
    assert_eq!(say(&bob, "general", "@cy look").await.status, 303);
    assert!(!is_mentioned().await);
    assert_eq!(bob.post("/rooms/general/messages/2/edit", &[("body", "@cy look here")]).await.status, 303);
    assert!(!is_mentioned().await);
    assert_eq!(say(&ann, "general", "@cy look").await.status, 303);
    assert!(is_mentioned().await);
    // In a larger conversation, both can write.
    let three =
        ann.post("/direct", &[("people", "bob cy")]).await.location().trim_start_matches("/rooms/").to_owned();
    assert_eq!(say(&ann, &three, "hello").await.status, 303);
    assert_eq!(say(&bob, &three, "hello both").await.status, 303);

    assert_eq!(block(&cy, "bob", "unblock").await.status, 303);
    assert_eq!(say(&bob, &direct, "still there?").await.status, 303);
}

#[tokio::test]
async fn messages_of_blocked_people_are_folded_for_one_person_alone() {
    let app = TestApp::spawn().await;
    let (bob, cy) = (app.person("bob").await, app.person("cy").await);
    assert_eq!(say(&bob, "general", "spam").await.status, 303);
    let link = "link[href^='/settings/blocked.css']";
    assert!(!cy.get("/rooms/general").await.has(link));
    assert_eq!(block(&cy, "bob", "block").await.status, 303);
    let first = cy.get("/rooms/general").await.attribute(link, "href").unwrap();
    let frame = cy.request(reqwest::Method::GET, "/rooms/general/live/start");
    assert!(crate::app::Answer::of(frame).await.has(link), "also without JavaScript");
    let style = cy.get(&first).await;
    assert!(style.body.contains("article[data-author=\"bob\"]"), "{}", style.body);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(block(&cy, "bob", "unblock").await.status, 303);
    let second = cy.get("/rooms/general").await.attribute(link, "href").unwrap();
    assert_ne!(first, second, "a cached style has another address");
    assert_eq!(cy.get(&second).await.body, "");
    assert_eq!(app.browser().get(&first).await.body, "");
    assert!(!bob.get("/rooms/general").await.has(link));
}

#[tokio::test]
async fn text_browsers_get_pages_in_which_messages_of_blocked_people_are_folded() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    assert_eq!(say(&bob, "general", "buy my *pills*").await.status, 303);
    assert_eq!(bob.post("/rooms/general/messages/1/reactions", &[("emoji", "💊")]).await.status, 303);
    let reply = [("body", "stop that"), ("nonce", "n"), ("reply_to", "1")];
    assert_eq!(ann.post("/rooms/general/messages", &reply).await.status, 303);
    let quoting = [("body", "I agree"), ("nonce", "m"), ("reply_to", "2")];
    assert_eq!(ann.post("/rooms/general/messages", &quoting).await.status, 303);
    // Text browsers send no fetch metadata.
    let in_language = async |by: &Person, path: &str, language: &str| {
        let client = crate::app::tls::client().build().unwrap();
        let request = client.get(format!("{}{path}", app.url)).header("cookie", by.cookie_header());
        Answer::of(request.header("accept-language", language)).await
    };
    let lynx = async |by: &Person, path: &str| in_language(by, path, "en").await;
    let before = lynx(&cy, "/rooms/general").await;
    assert!(before.body.contains("pills") && before.body.matches("buy my").count() == 2);
    assert_eq!(block(&cy, "bob", "block").await.status, 303);
    for path in ["/rooms/general", "/rooms/general?before=9", "/rooms/general/live"] {
        let page = lynx(&cy, path).await;
        assert!(!page.body.contains("pills") && !page.body.contains("buy my"), "{path}: {}", page.body);
        let folded = page.texts("#message-1").concat();
        assert!(folded.contains("Message of a person you have blocked") && !folded.contains("bob"), "{folded}");
        assert!(!folded.contains("💊"), "{folded}");
        let link = page.attribute("#message-1 a.at", "href").unwrap();
        assert!(link.starts_with("/rooms/general/messages/1"), "{link}");
        let texts = page.texts("#message-2").concat();
        assert!(texts.contains("Message of a person you have blocked") && texts.contains("stop that"), "{texts}");
        assert_eq!(page.attribute("#message-2 .quote a", "href"), Some(link));
        assert!(page.texts("#message-3").concat().contains("ann: stop that"), "others are quoted");
    }
    // The link leads to the message.
    let permalink = lynx(&cy, "/rooms/general/messages/1").await;
    assert!(permalink.texts("#message-1").concat().contains("buy my pills"), "{}", permalink.body);
    assert!(!lynx(&cy, "/rooms/general/messages/2").await.body.contains("buy my"));
    // In the reader's language, and for nobody else.
    assert!(in_language(&cy, "/rooms/general", "ja").await.body.contains("ブロックした人のメッセージ"));
    for (other, path) in [(&ann, "/rooms/general"), (&bob, "/rooms/general")] {
        assert!(lynx(other, path).await.body.contains("pills"));
    }
    // Other browsers share the markup, and fold by style.
    let request = cy.request(reqwest::Method::GET, "/rooms/general").header("upgrade-insecure-requests", "1");
    assert!(Answer::of(request.header("accept-language", "en")).await.body.contains("pills"));
    assert_eq!(block(&cy, "bob", "unblock").await.status, 303);
    assert_eq!(lynx(&cy, "/rooms/general").await.texts("#message-1"), before.texts("#message-1"));
}

#[tokio::test]
async fn nobody_blocks_too_many_or_themselves() {
    let app = TestApp::spawn().await;
    let bob = app.person("bob").await;
    for (name, act, status) in
        [("bob", "block", 422), ("nobody", "block", 422), ("", "block", 422), ("bob", "burn", 400)]
    {
        let refused = block(&bob, name, act).await;
        assert_eq!(refused.status, status, "{name} {act}");
        if status == 422 {
            assert_eq!(refused.attribute("#name", "value").as_deref(), Some(name));
        }
    }
    app.person("cy").await;
    assert!(bob.get("/settings/blocked?name=cy").await.has("#name[value=cy][autofocus]"));
}

#[tokio::test]
async fn a_warning_is_shown_until_it_is_confirmed() {
    let app = TestApp::spawn().await;
    let (ann, bob, mo) = (app.person("ann").await, app.person("bob").await, app.person("mo").await);
    let act = async |name: &str, form: &[(&str, &str)]| {
        ann.post(&format!("/admin/people/{name}"), &[&[("password", PASSWORD)], form].concat()).await
    };
    assert_eq!(act("mo", &[("act", "role"), ("role", "moderator")]).await.status, 303);
    let refused = act("bob", &[("act", "warn"), ("warning", " ")]).await;
    assert_eq!((refused.status.as_u16(), refused.has("#warning[aria-invalid]")), (422, true));
    assert_eq!(act("bob", &[("act", "warn"), ("warning", "Be kind.")]).await.status, 303);
    for page in ["/rooms/general", "/settings"] {
        assert!(bob.get(page).await.has("a[href='/settings/warnings']"), "{page}");
    }
    assert!(!mo.get("/rooms").await.has("a[href='/settings/warnings']"));

    // A moderator warns with a report.
    assert_eq!(say(&bob, "general", "spam").await.status, 303);
    assert_eq!(mo.post("/rooms/general/messages/1/report", &[("reason", "")]).await.status, 303);
    let long = "x".repeat(1_001);
    let refused = mo.post("/admin/reports/1", &[("act", "delete"), ("warning", &long)]).await;
    assert_eq!((refused.status.as_u16(), refused.texts("textarea")), (422, vec![long]));
    assert_eq!(mo.post("/admin/reports/1", &[("act", "delete"), ("warning", "No\nspam.")]).await.status, 303);
    let warnings = bob.get("/settings/warnings").await;
    assert_eq!(warnings.texts(".lines"), ["No\nspam.", "Be kind."]);
    let newest = warnings.attribute("input[name=newest]", "value").unwrap();
    assert_eq!(act("bob", &[("act", "warn"), ("warning", "A third time.")]).await.status, 303);
    assert_eq!(bob.post("/settings/warnings", &[("newest", &newest)]).await.status, 303);
    assert!(bob.get("/rooms").await.has("a[href='/settings/warnings']"), "the third was not shown yet");
    assert_eq!(bob.post("/settings/warnings", &[("newest", "99")]).await.status, 303);
    assert!(!bob.get("/rooms").await.has("a[href='/settings/warnings']"));
    assert_eq!(bob.post("/settings/warnings", &[("newest", "x")]).await.status, 400);
    assert_eq!(ann.get("/admin/people/bob").await.texts(".lines"), ["A third time.", "No\nspam.", "Be kind."]);
    let log = ann.get("/admin/audit?person=bob").await.texts(".act");
    assert_eq!(log.iter().filter(|act| *act == "Warned, bob").count(), 3, "{log:?}");
    // A moderator can't warn somebody of the same or a higher role.
    assert_eq!(say(&ann, "general", "mine").await.status, 303);
    assert_eq!(mo.post("/rooms/general/messages/2/report", &[("reason", "")]).await.status, 303);
    assert_eq!(mo.post("/admin/reports/2", &[("act", "dismiss"), ("warning", "ha")]).await.status, 303);
    assert!(!ann.get("/rooms").await.has("a[href='/settings/warnings']"));
}
