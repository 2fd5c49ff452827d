//! Without JavaScript, texts that were not stored are returned.

use reqwest::Method;
use tokio::io::AsyncWriteExt as _;

use crate::app::{Answer, PASSWORD, PATIENCE, Person, TestApp};

const TEXT: &str = "\n<b>first</b>\n“second”";

/// The texts in the boxes of a page.
fn boxes(answer: &Answer) -> Vec<String> {
    for label in answer.html().select(&crate::app::css("main textarea")) {
        let id = label.attr("id").expect("a box has an id");
        assert!(answer.has(&format!("label[for='{id}']")), "{id} has a label");
    }
    answer.texts("main textarea")
}

/// Logs in with the form on a page.
async fn log_in_with(person: &Person, page: &Answer, name: &str, password: &str) -> Answer {
    let next = page.attribute("[name=next]", "value").unwrap();
    let unsent = page.texts("textarea[name=unsent]").concat();
    let form = [("username", name), ("password", password), ("next", &next), ("unsent", &unsent)];
    person.post(&page.attribute("#account-form form", "action").unwrap(), &form).await
}

#[tokio::test]
async fn an_edit_sent_after_the_session_ended_can_be_saved_after_logging_in() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "before").await;
    ann.post("/logout", &[]).await;
    let edit = "/rooms/general/messages/1/edit";
    let login = ann.post(edit, &[("body", TEXT)]).await;
    assert_eq!((login.status.as_u16(), login.location()), (401, ""));
    assert_eq!(boxes(&login), [TEXT]);
    let again = log_in_with(&ann, &login, "ann", PASSWORD).await;
    assert_eq!(boxes(&again), [TEXT]);
    assert_eq!(again.attribute("main form", "action").as_deref(), Some(edit));
    assert!(again.has(&format!("main a[href='{edit}']")), "one may do without");
    assert_eq!(ann.post(edit, &[("body", &again.texts("#body").concat())]).await.status, 303);
    assert_eq!(ann.get(edit).await.texts("#body").concat(), TEXT.trim());
}

#[tokio::test]
async fn a_message_for_an_archived_or_lost_room_is_returned_in_a_box() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (closed, gone) = (ann.make_room("Garden", "closed").await, ann.make_room("Gone", "open").await);
    for (path, form) in [
        (format!("/rooms/{closed}/invite"), [("username", "bob")]),
        (format!("/rooms/{closed}/remove"), [("username", "bob")]),
        (format!("/rooms/{gone}/delete"), [("name", "Gone")]),
    ] {
        assert_eq!(ann.post(&path, &form).await.status, 303, "{path}");
    }
    bob.say("general", "before").await;
    assert_eq!(ann.post("/rooms/general/archive", &[]).await.status, 303);
    for (room, action, status) in [
        ("general", "messages", 403),
        ("general", "messages/1/edit", 403),
        ("general", "messages/99/edit", 403),
        (closed.as_str(), "messages", 404),
        (gone.as_str(), "messages", 404),
        ("nowhere", "messages/1/edit", 404),
    ] {
        let path = format!("/rooms/{room}/{action}");
        let refused = bob.post(&path, &[("body", TEXT)]).await;
        assert_eq!(refused.status, status, "{path}");
        assert_eq!(boxes(&refused), [TEXT], "{path}");
        let fragment = bob.htmx_post(&path, &[("body", TEXT)]).await;
        assert_eq!(fragment.texts("textarea"), [TEXT], "{path}, as htmx");
    }
}

#[tokio::test]
async fn every_form_returns_its_text_after_the_session_has_ended() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.post("/logout", &[]).await;
    for (path, form, text, next) in [
        ("/rooms", vec![("name", "Tea & cake"), ("description", "For tea")], "Tea & cake\n\nFor tea", "/rooms"),
        ("/rooms/general/about", vec![("name", ""), ("description", "Talk")], "Talk", "/rooms/general/about"),
        ("/rooms/general/invite", vec![("username", "bob")], "bob", "/rooms/general/about"),
        ("/direct", vec![("people", "bob, cy")], "bob, cy", "/direct"),
        ("/settings/profile", vec![("name", "Ann of Tea")], "Ann of Tea", "/settings"),
    ] {
        let browser = app.browser();
        let login = browser.post(path, &form).await;
        assert_eq!(login.status, 401, "{path}");
        assert_eq!(boxes(&login), [text], "{path}");
        let after = log_in_with(&browser, &login, "ann", PASSWORD).await;
        assert_eq!((after.status.as_u16(), boxes(&after)), (200, vec![text.to_owned()]), "{path}");
        assert!(after.has(&format!("main a[href='{next}']")) && !after.has("main form"), "{path}: {}", after.body);
    }
    for (path, form) in [("/rooms/general/remove", [("username", "bob")]), ("/rooms", [("name", " ")])] {
        assert_eq!(ann.post(path, &form).await.status, 303, "nobody has written anything: {path}");
    }
}

#[tokio::test]
async fn a_form_with_a_file_returns_its_name_after_the_session_has_ended() {
    let app = TestApp::spawn().await;
    let nobody = app.browser();
    let body = "--x\r\ncontent-disposition: form-data; name=\"name\"\r\n\r\nAnn of Tea\r\n\
        --x\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\nno picture\r\n--x--\r\n";
    let post = nobody.request(Method::POST, "/settings/profile").body(body);
    let login = Answer::of(post.header("content-type", "multipart/form-data; boundary=x")).await;
    assert_eq!((login.status.as_u16(), boxes(&login)), (401, vec!["Ann of Tea".to_owned()]));
}

#[tokio::test]
async fn too_many_uploads_return_the_name() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    let host = app.url.trim_start_matches("http://");
    let stalled = format!(
        "POST /settings/profile HTTP/1.1\r\nhost: {host}\r\ncookie: {}\r\n\
        content-type: multipart/form-data; boundary=x\r\ncontent-length: 1000\r\n\r\n--x\r\n",
        ann.cookie_header()
    );
    let body = "--x\r\ncontent-disposition: form-data; name=\"name\"\r\n\r\nAnn of Tea\r\n--x--\r\n";
    let refused = async {
        // Refused uploads hold no slot.
        let mut uploads = Vec::new();
        loop {
            let mut upload = tokio::net::TcpStream::connect(host).await.unwrap();
            upload.write_all(stalled.as_bytes()).await.unwrap();
            uploads.push(upload);
            let post = ann.request(Method::POST, "/settings/profile").body(body);
            let answer = Answer::of(post.header("content-type", "multipart/form-data; boundary=x")).await;
            if answer.status == 429 {
                break answer;
            }
        }
    };
    let refused = tokio::time::timeout(PATIENCE, refused).await.unwrap();
    assert_eq!(boxes(&refused), ["Ann of Tea"]);
}

#[tokio::test]
async fn a_form_that_is_too_large_returns_the_beginning() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let long = "ü".repeat(150_000);
    for path in ["/rooms/general/messages", "/rooms/general/messages/1/edit"] {
        let refused = ann.post(path, &[("body", &long)]).await;
        assert_eq!(refused.status, 413, "{path}");
        assert_eq!(boxes(&refused), ["ü".repeat(32 << 10)], "{path}");
        assert!(refused.texts("p").iter().any(|text| text.contains("beginning")), "{path}: it says so");
    }
    let wrong = ann.post("/login", &[("unsent", TEXT), ("password", &"x".repeat(300_000))]).await;
    assert_eq!((wrong.status.as_u16(), boxes(&wrong)), (413, vec![TEXT.to_owned()]));
    assert!(!wrong.body.contains("xxxx"), "passwords never come back");
}

#[tokio::test]
async fn an_unreadable_form_is_returned_in_a_box() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let form = [("body", TEXT), ("body", "twice"), ("nonce", "secret")];
    let refused = ann.post("/rooms/general/messages", &form).await;
    assert_eq!(refused.status, 400);
    assert_eq!(boxes(&refused), [TEXT, "twice"]);
}

#[tokio::test]
async fn an_unsent_message_survives_switching_between_login_and_registration() {
    let app = TestApp::spawn().await;
    let nobody = app.browser();
    let login = nobody.post("/rooms/general/messages", &[("body", TEXT)]).await;
    let next = login.attribute("[name=next]", "value").unwrap();
    let offered = login.attribute("form[action='/login'] button[name]", "name").unwrap();
    assert!(!login.has("a[href^='/register']"), "a link would lose it");
    assert!(login.has("form[action='/login'] .aside button.link"), "it looks like one");
    let carried = [("username", "bob"), ("password", ""), ("next", &*next), ("unsent", TEXT)];

    let start = [&carried[..], &[(&offered, "yes")]].concat();
    let register = nobody.post("/login", &start).await;
    assert_eq!((register.status.as_u16(), boxes(&register)), (200, vec![TEXT.to_owned()]));
    assert!(register.has("form[action='/register'] .aside button.link"));
    let offered = register.attribute("form[action='/register'] button[name]", "name").unwrap();
    let back = nobody.post("/register", &[&carried[..], &[(&offered, "yes")]].concat()).await;
    assert_eq!((back.status.as_u16(), boxes(&back)), (200, vec![TEXT.to_owned()]));
    assert!(back.has("form[action='/login']"));

    let short = log_in_with(&nobody, &register, "bob", "short").await;
    assert_eq!((short.status.as_u16(), boxes(&short)), (422, vec![TEXT.to_owned()]), "it stays with the form");
    let done = log_in_with(&nobody, &register, "bob", PASSWORD).await;
    assert_eq!(boxes(&done), [TEXT]);
    assert_eq!(done.attribute("main form", "action").as_deref(), Some("/rooms/general/messages"));
    let nonce = done.attribute("[name=nonce]", "value").unwrap();
    let sent = nobody.post("/rooms/general/messages", &[("body", TEXT), ("nonce", &nonce)]).await;
    assert_eq!(sent.status, 303);
}

#[tokio::test]
async fn closed_registration_returns_an_unsent_message() {
    let app = TestApp::spawn_with(&["--registration", "closed"]).await;
    app.person("ann").await;
    let nobody = app.browser();
    let login = nobody.post("/rooms/general/messages", &[("body", TEXT)]).await;
    assert!(!login.has("form button[name]"), "{}", login.body);
    for form in [vec![("unsent", TEXT), ("username", "bob"), ("password", PASSWORD)], vec![("unsent", TEXT)]] {
        let refused = nobody.post("/register", &form).await;
        let kept = boxes(&refused);
        assert_eq!(kept, [TEXT], "{}", refused.status);
    }
}

#[tokio::test]
async fn after_the_session_has_ended_htmx_gets_the_login_form_with_the_text() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.post("/logout", &[]).await;
    let form = [("name", "Tea & cake"), ("description", "For tea")];
    let request = ann.request(Method::POST, "/rooms").header("hx-request", "true").header("hx-source", "form");
    let login = Answer::of(request.header("hx-current-url", format!("{}/rooms", app.url)).form(&form)).await;
    assert_eq!((login.status.as_u16(), login.header("hx-redirect")), (401, ""));
    assert_eq!((login.header("hx-retarget"), login.header("hx-reswap")), ("main", "innerHTML"));
    assert!(login.texts(".error").concat().contains("logged out") && !login.has("header"), "{}", login.body);
    assert_eq!(login.texts("textarea[name=unsent]"), ["Tea & cake\n\nFor tea"]);
    let after = log_in_with(&ann, &login, "ann", PASSWORD).await;
    assert_eq!(boxes(&after), ["Tea & cake\n\nFor tea"]);
    assert!(after.has("main a[href='/rooms']"));
}

#[tokio::test]
async fn a_script_with_an_ended_session_is_redirected_to_login_and_back() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "before").await;
    ann.post("/logout", &[]).await;
    for path in ["messages", "messages/1/edit", "messages/1/reactions", "signs"] {
        let path = format!("/rooms/general/{path}");
        let form = [("body", "hi"), ("sign", "here"), ("emoji", "🐢")];
        for header in ["hx-current-url", "referer"] {
            let request = ann.request(Method::POST, &path).header("hx-request", "true");
            let request = request.header(header, format!("{}/rooms/general", app.url)).form(&form);
            let refused = Answer::of(request).await;
            let login = "/login?next=%2Frooms%2Fgeneral&ended=yes";
            assert_eq!((refused.status.as_u16(), refused.header("hx-redirect")), (401, login), "{path} {header}");
        }
    }
    let login = ann.get("/login?next=%2Frooms%2Fgeneral&ended=yes").await;
    assert!(login.texts(".error").concat().contains("session has ended"), "{}", login.body);
    let back = log_in_with(&ann, &login, "ann", PASSWORD).await;
    assert_eq!(back.location(), "/rooms/general");
}
