use reqwest::Method;

use crate::app::{Answer, PASSWORD, TestApp};

#[tokio::test]
async fn visitors_are_redirected_to_the_login_page_and_back() {
    let app = TestApp::spawn().await;
    let nobody = app.browser();
    assert_eq!(
        nobody.get("/").await.location(),
        "/register",
        "without accounts, the administrator's is made first"
    );
    app.person("ann").await;
    for (path, login) in [
        ("/", "/login?next=%2F"),
        ("/rooms", "/login?next=%2Frooms"),
        ("/rooms/general?before=5", "/login?next=%2Frooms%2Fgeneral%3Fbefore%3D5"),
        ("/rooms/nowhere", "/login?next=%2Frooms%2Fnowhere"),
        ("/rooms/general/messages/1", "/login?next=%2Frooms%2Fgeneral%2Fmessages%2F1"),
    ] {
        let answer = nobody.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, login));
    }
    let form = [("body", "hi")];
    let request = nobody
        .request(Method::POST, "/rooms/general/leave")
        .header("referer", format!("{}/rooms/general", app.url));
    assert_eq!(Answer::of(request.form(&form)).await.location(), "/login?next=%2Frooms%2Fgeneral");
    let htmx = nobody.htmx_post("/rooms/general/messages", &form).await;
    assert_eq!(
        (htmx.status.as_u16(), htmx.header("hx-redirect")),
        (401, "/login?next=%2Frooms%2Fgeneral&ended=yes")
    );
    let login = nobody.get("/login?next=%2Frooms%2Fgeneral").await;
    assert_eq!(login.attribute("[name=next]", "value").as_deref(), Some("/rooms/general"));
}

#[tokio::test]
async fn a_message_sent_after_the_session_ended_can_be_sent_after_logging_in() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let body = "\n<b>first</b>\nsecond";
    ann.post("/logout", &[]).await;
    let first = ann.post("/rooms/general/messages", &[("body", body)]).await;
    assert_eq!(first.status, 401);
    let next = first.attribute("[name=next]", "value").unwrap();
    let kept = |answer: &Answer, field: &str| answer.texts(field).concat();
    assert_eq!((next.as_str(), &*kept(&first, "#unsent")), ("/rooms/general", body));

    let wrong = [("username", "ann"), ("password", "wrong horse"), ("next", &next), ("unsent", body)];
    assert_eq!(kept(&ann.post("/login", &wrong).await, "#unsent"), body, "it stays while one tries again");
    for elsewhere in ["", "//evil.org/rooms/", "/settings"] {
        let astray = [("username", "ann"), ("password", PASSWORD), ("next", elsewhere), ("unsent", body)];
        let astray = app.browser().post("/login", &astray).await;
        assert_eq!(kept(&astray, "#unsent"), body, "{elsewhere}: to copy from");
        assert!(!astray.has("form") && !astray.body.contains("evil.org"), "{elsewhere}: {}", astray.body);
    }
    let right = [("username", "ann"), ("password", PASSWORD), ("next", &next), ("unsent", body)];
    let again = ann.post("/login", &right).await;
    assert_eq!(again.attribute("form", "action").as_deref(), Some("/rooms/general/messages"));
    let (nonce, body) = (again.attribute("[name=nonce]", "value").unwrap(), kept(&again, "#body"));
    assert_eq!(ann.post("/rooms/general/messages", &[("body", &body), ("nonce", &nonce)]).await.status, 303);
    assert_eq!(ann.get("/rooms/general").await.messages().len(), 1);
}

#[tokio::test]
async fn missing_pages_say_what_to_do() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for path in
        ["/nothing", "/rooms/nowhere", "/rooms/general/messages/5", "/assets/app.css", "/rooms/general/messages/x"]
    {
        let answer = ann.get(path).await;
        assert!(answer.status == 404, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert!(answer.has("h1") && answer.has("a[href='/']"), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_url_with_a_trailing_slash_redirects_to_the_one_without() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for (path, address) in [
        ("/rooms/general/", "/rooms/general"),
        ("/login/", "/login"),
        ("/rooms/general//", "/rooms/general"),
        ("/rooms/general/?before=5", "/rooms/general?before=5"),
        ("/search/?q=tea/", "/search?q=tea/"),
    ] {
        let answer = ann.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (308, address), "{path}");
    }
    for path in ["//evil.example/", "///", "//", "/rooms/general/nothing"] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let address = app.url.trim_start_matches("http://");
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        let answer = tokio::task::spawn_blocking(move || {
            std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
            crate::process::text(stream)
        });
        let answer = answer.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
    assert_eq!(
        ann.post("/rooms/", &[("name", "Garden")]).await.status,
        404,
        "what changes something is not led on"
    );
}

#[tokio::test]
async fn numbers_of_any_size_in_urls_are_handled() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let numbers = [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX];
    for number in numbers {
        let message = format!("/rooms/general/messages/{number}");
        for page in ["", "/edit", "/delete", "/history", "/menu", "/reactions"] {
            assert_eq!(ann.get(&format!("{message}{page}")).await.status, 404, "{number}{page}");
        }
        for action in ["edit", "delete", "reactions", "pin", "unpin", "bookmark", "unread"] {
            let answer = ann.post(&format!("{message}/{action}"), &[("body", "x"), ("emoji", "🎉")]).await;
            assert_eq!(answer.status, 404, "{number}/{action}");
        }
        for page in
            ["/rooms/general?before=", "/rooms/general?after=", "/search?q=hello&before=", "/bookmarks?before="]
        {
            assert!(ann.get(&format!("{page}{number}")).await.status.as_u16() < 500, "{page}{number}");
        }
        let read = ann.post("/rooms/general/read", &[("change", &number.to_string())]).await;
        assert_eq!(read.status, 204, "{number}");
        let reply = [("body", "a reply"), ("reply_to", &number.to_string())];
        assert!(ann.post("/rooms/general/messages", &reply).await.status.as_u16() < 500, "{number}");
        let request =
            ann.request(Method::GET, "/rooms/general/events").header("last-event-id", number.to_string());
        crate::app::Stream::open(request).await;
    }
    // As many pages as there are read connections.
    for _ in 0..20 {
        assert_eq!(ann.get("/rooms/general").await.status, 200);
    }
    assert_eq!(app.browser().get("/readyz").await.status, 200);
}

#[tokio::test]
async fn a_wrong_method_gets_an_error_page() {
    let app = TestApp::spawn().await;
    let answer = app.browser().get("/logout").await;
    assert_eq!(answer.status, 405);
    assert!(answer.has("h1"));
    assert_eq!(answer.header("allow"), "POST");
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused_with_a_page() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let body = "x".repeat(300_000);
    let answer = ann.post("/rooms/general/messages", &[("body", &body)]).await;
    assert_eq!(answer.status, 413);
    assert!(answer.texts("p").iter().any(|text| text.contains("shorten")), "{}", answer.body);
}

#[tokio::test]
async fn a_malformed_form_is_refused_with_a_page() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for (kind, body) in [
        ("application/json", "{\"body\":\"hi\"}"),
        ("multipart/form-data; boundary=x", "nonsense"),
        ("application/x-www-form-urlencoded", "body=a&body=b"),
    ] {
        let request = ann.request(Method::POST, "/rooms/general/messages").header("content-type", kind).body(body);
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, 400, "{kind}");
        assert!(answer.has("h1"), "{kind}");
    }
    assert!(ann.get("/rooms/general").await.messages().is_empty());
}

#[tokio::test]
async fn health_checks_are_answered() {
    let app = TestApp::spawn().await;
    assert_eq!(app.browser().get("/healthz").await.status, 200);
    assert_eq!(app.browser().get("/readyz").await.status, 200);
}
