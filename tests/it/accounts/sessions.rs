//! Sessions and their cookies.

use reqwest::Method;

use crate::app::{Answer, PASSWORD, Person, TestApp};
use crate::sinks::over_both_sinks;

over_both_sinks! {
    a_stream_that_prolongs_a_session_renews_its_cookie,
}

#[tokio::test]
async fn the_session_cookie_is_protected_and_removed_at_logout() {
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

/// The session cookie that a response sets: name and value.
fn session_cookie(answer: &Answer) -> (String, String) {
    let cookie = answer.cookie("snug").expect("there is one");
    let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn cookies_of_other_applications_do_not_end_the_session() {
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
    // Cookies depend on hosts, but not on ports.
    let there = ann.at(&other.url);
    assert_eq!(there.post("/register", &form).await.status, 303);
    assert_eq!(ann.get("/rooms").await.status, 200);
    there.post("/logout", &[]).await;
    assert_eq!(there.get("/rooms").await.status, 303);
    assert_eq!(ann.get("/rooms").await.status, 200);
}

#[tokio::test]
async fn sessions_with_the_former_cookie_name_continue() {
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
async fn sessions_survive_a_restart() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "still here").await;
    let app = app.restart().await;
    assert_eq!(ann.at(&app.url).get("/rooms/general").await.messages(), ["still here"]);
}

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
async fn pages_are_cached_only_for_their_viewer() {
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

#[tokio::test]
async fn pages_are_not_stored_where_a_browser_would_show_them_after_logging_out() {
    const CHROMIUM: &str =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
    let stored = async |person: &Person, agent, host, path| {
        let request = person.request(Method::GET, path).header("user-agent", agent).header("host", host);
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, 200, "{host}{path}");
        answer.header("cache-control").to_owned()
    };
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for path in ["/rooms/general", "/rooms/general?before=5", "/rooms", "/search?q=tea", "/settings"] {
        for host in ["snug.internal:5001", "192.168.1.7", "localhost.internal"] {
            assert_eq!(stored(&ann, CHROMIUM, host, path).await, "private, no-store", "{host}{path}");
        }
    }
    for host in ["localhost:5001", "chat.localhost", "127.0.0.1:5001", "[::1]"] {
        assert_eq!(stored(&ann, CHROMIUM, host, "/rooms").await, "private, no-cache", "{host} is trusted");
    }
    for agent in [FIREFOX, SAFARI, "Lynx/2.9.2"] {
        assert_eq!(stored(&ann, agent, "snug.internal", "/rooms").await, "private, no-cache", "{agent}");
    }
    let secure = TestApp::spawn_with(&["--public-url", "https://chat.example.org", "--behind-proxy"]).await;
    assert_eq!(
        stored(&secure.browser(), CHROMIUM, "chat.example.org", "/login").await,
        "private, no-cache",
        "over HTTPS"
    );
}
