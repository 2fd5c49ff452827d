//! Sessions and their cookies.

use reqwest::Method;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, TestApp};

#[tokio::test]
async fn the_sessions_cookie_is_guarded_and_ends_with_the_session() {
    let app = TestApp::spawn().await;
    let ann = app.browser();
    let answer = ann.post("/register", &[("username", "ann"), ("password", PASSWORD)]).await;
    let cookie = answer.cookie("snug").unwrap();
    for guard in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(guard), "{cookie}");
    }
    let (name, token) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    assert_eq!(token.len(), 43, "256 bits in base64");

    let stolen = app.browser();
    let with_token = |path: &'static str| {
        Answer::of(stolen.request(Method::GET, path).header("cookie", format!("{name}={token}")))
    };
    assert_eq!(with_token("/rooms").await.status, 200);
    ann.post("/logout", &[]).await;
    assert_eq!(with_token("/rooms").await.status, 303, "the token is worth nothing after logging out");
    let database = std::fs::read(app.database()).unwrap();
    assert!(!database.windows(token.len()).any(|bytes| bytes == token.as_bytes()), "only its hash is stored");
}

#[tokio::test]
async fn over_https_the_cookie_is_secure_and_tied_to_the_host() {
    let app = TestApp::spawn_with(&["--public-url", "https://chat.example.org"]).await;
    let form = [("username", "ann"), ("password", PASSWORD)];
    let request = app.browser().request(Method::POST, "/register").header("host", "chat.example.org");
    let answer = Answer::of(request.form(&form)).await;
    let cookie = answer.cookie("__Host-snug").unwrap();
    assert!(cookie.contains("Secure"), "{cookie}");
}

/// The session's cookie that an answer gives: its name and its value.
fn session_cookie(answer: &Answer) -> (String, String) {
    let cookie = answer.cookie("snug").expect("there is one");
    let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn cookies_of_other_applications_sign_nobody_out() {
    let app = TestApp::spawn().await;
    let form = [("username", "ann"), ("password", PASSWORD)];
    let (name, token) = session_cookie(&app.browser().post("/register", &form).await);
    let (ours, wrong) = (format!("{name}={token}"), format!("{name}={}", "A".repeat(43)));
    let (ours, wrong) = (ours.as_bytes(), wrong.as_bytes());
    for list in [
        [b"caf\xe9=\xff\xfe; ", ours].concat(),
        [ours, b"; theirs=\xff"].concat(),
        ["naïve=日本; ".as_bytes(), ours].concat(),
        [b"theirs=%FF%zz; ", ours].concat(),
        [ours, b"; theirs"].concat(),
        [b";;=;\"; ", ours].concat(),
        [ours, b"; ", wrong].concat(),
        [wrong, b"; ", ours].concat(),
    ] {
        let request = app.browser().request(Method::GET, "/rooms").header("cookie", list.as_slice());
        assert_eq!(Answer::of(request).await.status, 200, "{}", list.escape_ascii());
    }
    let split = app.browser().request(Method::GET, "/rooms").header("cookie", "theirs=1").header("cookie", ours);
    assert_eq!(Answer::of(split).await.status, 200, "in several lists");
}

#[tokio::test]
async fn two_servers_on_one_host_do_not_log_each_other_out() {
    let (one, other) = (TestApp::spawn().await, TestApp::spawn().await);
    let ann = one.person("ann").await;
    let form = [("username", "ann"), ("password", PASSWORD)];
    // Cookies know hosts, but no ports.
    let there = ann.at(&other.url);
    assert_eq!(there.post("/register", &form).await.status, 303);
    assert_eq!(ann.get("/rooms").await.status, 200);
    there.post("/logout", &[]).await;
    assert_eq!(there.get("/rooms").await.status, 303);
    assert_eq!(ann.get("/rooms").await.status, 200);
}

#[tokio::test]
async fn sessions_from_before_each_server_had_a_cookie_of_its_own_go_on() {
    let app = TestApp::spawn().await;
    let form = [("username", "ann"), ("password", PASSWORD)];
    let (name, token) = session_cookie(&app.browser().post("/register", &form).await);
    let request = app.browser().request(Method::GET, "/rooms").header("cookie", format!("snug={token}"));
    let answer = Answer::of(request).await;
    assert_eq!((answer.status.as_u16(), session_cookie(&answer)), (200, (name, token)));
    let foreign =
        app.browser().request(Method::GET, "/rooms").header("cookie", format!("snug={}", "A".repeat(43)));
    let answer = Answer::of(foreign).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("set-cookie"), "", "another server's on this host stays");
}

#[tokio::test]
async fn sessions_outlive_a_restart() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "still here").await;
    let app = app.restart().await;
    assert_eq!(ann.at(&app.url).get("/rooms/general").await.messages(), ["still here"]);
}

#[tokio::test]
async fn a_stream_that_prolongs_a_session_renews_its_cookie() {
    let app = TestApp::spawn().await;
    let form = [("username", "ann"), ("password", PASSWORD)];
    let (name, token) = session_cookie(&app.browser().post("/register", &form).await);
    let folder = app.database();
    tokio_rusqlite::rusqlite::Connection::open(&folder)
        .unwrap()
        .execute("update sessions set used_at = used_at - 24 * 60 * 60 * 1000", ())
        .unwrap();
    let app = app.restart().await;
    let request = app.browser().request(Method::GET, "/rooms/general/events");
    let stream = crate::app::Stream::open(request.header("cookie", format!("{name}={token}"))).await;
    let renewed = stream.headers("set-cookie");
    let cookie =
        renewed.iter().find(|cookie| cookie.starts_with(&format!("{name}={token};"))).expect("it is renewed");
    assert!(cookie.contains("Max-Age=2592000") && cookie.contains("HttpOnly"), "{cookie}");
    let request = app.browser().request(Method::GET, "/rooms/general/events");
    let stream =
        crate::app::Stream::open(request.header("cookie", format!("{name}={token}; {name}-user=ann"))).await;
    assert!(stream.headers("set-cookie").is_empty(), "and only then");
}

#[tokio::test]
async fn pages_are_kept_for_those_alone_for_whom_they_were_made() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for path in ["/rooms", "/rooms/general", "/rooms/general?before=5", "/search?q=tea", "/settings"] {
        assert!(ann.get(path).await.header("vary").contains("cookie"), "{path}");
    }
    let cookie = Answer::of(app.browser().request(Method::GET, "/rooms").header("cookie", {
        let (name, token) =
            session_cookie(&app.browser().post("/login", &[("username", "ann"), ("password", PASSWORD)]).await);
        format!("{name}={token}")
    }));
    let cookie = cookie.await;
    let user = cookie.cookie("snug-user").expect("scripts can tell whose pages they are");
    assert!(user.contains("=ann;") && !user.contains("HttpOnly"), "{user}");
    let left = ann.post("/logout", &[]).await;
    assert!(left.cookie("snug-user").unwrap().contains("Max-Age=0"));
    for answer in [left, ann.get("/login").await, ann.get("/login/left.css").await] {
        assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    }
    assert_eq!(app.browser().get("/login").await.header("clear-site-data"), "", "others keep what they have");
}
