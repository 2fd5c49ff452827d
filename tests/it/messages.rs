use reqwest::Method;
use reqwest::multipart;

use crate::app::{Answer, Person, TestApp};

const POST: &str = "/rooms/general/messages";

#[tokio::test]
async fn messages_survive_a_restart() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let posted = ann.post(POST, &[("body", "Hello, bob!\r\n  Two lines."), ("nonce", "n1")]).await;
    assert_eq!((posted.status.as_u16(), posted.location()), (303, "/rooms/general"));
    let page = bob.get("/rooms/general").await;
    assert_eq!(page.attribute("#message-1", "data-author").as_deref(), Some("ann"));
    assert!(
        page.body.contains("<div class=\"body\" lang=\"\" dir=\"auto\">Hello, bob!<br>  Two lines.</div>"),
        "{}",
        page.body
    );
    let time = page.attribute("#message-1 time", "datetime").unwrap();
    assert!(time.ends_with('Z') && time.len() == 20, "{time}");
    assert_eq!(page.texts("#message-1 time")[0].len(), 5, "with text already in it");

    let app = app.restart().await;
    assert_eq!(bob.at(&app.url).get("/rooms/general").await.messages().len(), 1);
}

#[tokio::test]
async fn htmx_gets_an_empty_composer_back_with_a_new_nonce() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let answer = ann.htmx_post(POST, &[("body", "hi"), ("nonce", "n1")]).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.starts_with("<form id=\"composer\""), "{}", answer.body);
    assert_eq!(answer.texts("textarea"), [""]);
    let nonce = answer.attribute("[name=nonce]", "value").unwrap();
    assert!(nonce != "n1" && nonce.len() == 16);
}

#[tokio::test]
async fn the_same_nonce_again_is_the_same_message_once() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let form = [("body", "once"), ("nonce", "n1")];
    // A double click, a retry, and another account with the same nonce.
    let (one, two) = tokio::join!(ann.post(POST, &form), ann.post(POST, &form));
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303));
    assert_eq!(ann.htmx_post(POST, &form).await.status, 200);
    assert_eq!(ann.get("/rooms/general").await.messages(), ["once"]);
    bob.post(POST, &form).await;
    assert_eq!(ann.get("/rooms/general").await.messages().len(), 2);
}

#[tokio::test]
async fn another_text_with_a_used_nonce_is_returned_not_lost() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.post(POST, &[("body", "first"), ("nonce", "n1")]).await;
    let again = ann.post(POST, &[("body", "second, from a page of the past"), ("nonce", "n1")]).await;
    assert_eq!(again.status, 422);
    assert_eq!(again.texts("textarea"), ["second, from a page of the past"]);
    let nonce = again.attribute("[name=nonce]", "value").unwrap();
    let form = [("body", again.texts("textarea")[0].as_str()), ("nonce", &nonce)].map(|(k, v)| (k, v.to_owned()));
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(ann.post(POST, &form).await.status, 303);
    assert_eq!(ann.get("/rooms/general").await.messages(), ["first", "second, from a page of the past"]);
}

#[tokio::test]
async fn a_rejected_message_is_returned_whole() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let long = "x".repeat(8_001);
    for (body, said) in [("", "Write something"), (" \n\u{200b} ", "Write something"), (&long, "8001 characters")]
    {
        let form = [("body", body), ("nonce", "n1")];
        for answer in [ann.post(POST, &form).await, ann.htmx_post(POST, &form).await] {
            assert_eq!(answer.status, 422);
            assert_eq!(answer.texts("textarea")[0].trim_end(), body.trim_end());
            assert_eq!(answer.attribute("textarea", "aria-invalid").as_deref(), Some("true"));
            assert_eq!(answer.attribute("textarea", "aria-describedby").as_deref(), Some("composer-note"));
            assert!(answer.texts("#composer-note")[0].contains(said), "{:?}", answer.texts("#composer-note"));
        }
    }
    assert!(ann.get("/rooms/general").await.messages().is_empty());
    let longest = "🐢".repeat(8_000);
    assert_eq!(ann.post(POST, &[("body", &longest), ("nonce", "n2")]).await.status, 303);
    assert_eq!(ann.get("/rooms/general").await.messages(), [longest]);
}

#[tokio::test]
async fn a_returned_text_keeps_its_leading_line_end() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let body = format!("\n\nbelow {}", "x".repeat(8_000));
    let answer = ann.post(POST, &[("body", &body), ("nonce", "n1")]).await;
    // The parser drops one line end directly after the tag (WHATWG HTML, 13.2.6.4.7).
    assert_eq!(answer.texts("textarea"), [body]);
}

#[tokio::test]
async fn forms_work_as_multipart_too() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let form = multipart::Form::new().text("body", "über\r\nalles & mehr").text("nonce", "n1");
    let answer = Answer::of(ann.request(Method::POST, POST).multipart(form)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = ann.get("/rooms/general").await;
    assert!(page.body.contains("über<br>alles &amp; mehr"), "{}", page.body);
}

#[tokio::test]
async fn messages_are_grouped_by_author_under_a_days_heading() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for (who, body) in [(&ann, "1"), (&ann, "2"), (&bob, "3"), (&ann, "4")] {
        who.say("general", body).await;
    }
    let page = ann.get("/rooms/general").await;
    assert_eq!(page.texts("article.continues .body"), ["2"]);
    assert_eq!(page.texts("h2.day").len(), 1);
    assert!(page.attribute("h2.day time", "datetime").unwrap().starts_with("20"));
}

#[tokio::test]
async fn a_history_of_any_length_is_read_page_by_page_both_ways() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for n in 1..=120 {
        ann.say("general", &n.to_string()).await;
    }
    let numbers = |range: std::ops::RangeInclusive<u32>| range.map(|n| n.to_string()).collect::<Vec<_>>();
    let newest = ann.get("/rooms/general").await;
    assert_eq!(newest.messages(), numbers(71..=120));
    assert!(newest.has("#messages") && newest.has("#live"));

    let older = follow(&ann, &newest, "prev").await;
    assert_eq!(older.messages(), numbers(21..=70));
    assert!(!older.has("#messages"), "what comes live has no place in an older page");
    assert!(older.has("#live"), "but changes to what it shows have");
    let oldest = follow(&ann, &older, "prev").await;
    assert_eq!(oldest.messages(), numbers(1..=20));
    assert!(!oldest.has("a[rel=prev]"));

    let newer = follow(&ann, &oldest, "next").await;
    assert_eq!(newer.messages(), numbers(21..=70));
    let end = follow(&ann, &newer, "next").await;
    assert_eq!(end.messages(), numbers(71..=120));
    assert!(!end.has("a[rel=next]") && end.has("#live"));
}

async fn follow(person: &Person, page: &Answer, rel: &str) -> Answer {
    person.get(&page.attribute(&format!("a[rel={rel}]"), "href").unwrap()).await
}

#[tokio::test]
async fn a_permalink_opens_around_its_message_and_marks_it() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for n in 1..=100 {
        ann.say("general", &n.to_string()).await;
    }
    let newest = ann.get("/rooms/general").await;
    assert_eq!(newest.attribute("#message-80 .at", "href").unwrap(), "/rooms/general/messages/80#message-80");
    let page = ann.get("/rooms/general/messages/40").await;
    assert_eq!(page.texts(".marked .body"), ["40"]);
    assert_eq!((page.messages().len(), page.messages()[0].as_str()), (50, "15"));
    assert!(page.has("a[rel=prev]") && page.has("a[rel=next]"));
    let near_the_end = ann.get("/rooms/general/messages/99").await;
    assert!(near_the_end.has("#live"));

    ann.post("/rooms", &[("name", "Other")]).await;
    for elsewhere in ["/rooms/general/messages/101", "/rooms/other/messages/40", "/rooms/nowhere/messages/1"] {
        assert_eq!(ann.get(elsewhere).await.status, 404, "{elsewhere}");
    }
}

#[tokio::test]
async fn posting_to_a_missing_room_is_an_error() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    assert_eq!(ann.post("/rooms/nowhere/messages", &[("body", "hi")]).await.status, 404);
    let fragment = ann.htmx_post("/rooms/nowhere/messages", &[("body", "hi")]).await;
    assert_eq!(fragment.status, 404);
    assert!(fragment.body.starts_with("<p class=\"error\""), "{}", fragment.body);
}

#[tokio::test]
async fn concurrent_posts_lose_and_duplicate_nothing() {
    let app = TestApp::spawn().await;
    let mut tasks = Vec::new();
    for name in ["ann", "bob", "cy", "dee"] {
        let person = app.person(name).await;
        tasks.push(tokio::spawn(async move {
            for n in 0..50 {
                person.say("general", &format!("{name} {n}")).await;
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let reader = app.browser();
    reader.post("/login", &[("username", "ann"), ("password", crate::app::PASSWORD)]).await;
    let mut all = Vec::new();
    let mut page = reader.get("/rooms/general?newest=yes").await;
    loop {
        all.splice(0..0, page.messages());
        if !page.has("a[rel=prev]") {
            break;
        }
        page = follow(&reader, &page, "prev").await;
    }
    assert_eq!(all.len(), 200);
    for name in ["ann", "bob", "cy", "dee"] {
        let own: Vec<_> = all.iter().filter(|said| said.starts_with(name)).cloned().collect();
        assert_eq!(own, (0..50).map(|n| format!("{name} {n}")).collect::<Vec<_>>(), "each in their own order");
    }
}
