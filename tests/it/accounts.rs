use argon2::{Argon2, PasswordHasher as _};
use reqwest::Method;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp};
use crate::sinks::over_both_sinks;

over_both_sinks! {
    a_stream_that_prolongs_a_session_renews_its_cookie,
}

#[tokio::test]
async fn a_newcomer_registers_and_lands_in_the_first_room() {
    let app = TestApp::spawn().await;
    let ann = app.browser();
    let answer = ann.post("/register", &[("username", "ann"), ("password", PASSWORD)]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"));
    let home = ann.get("/").await;
    assert_eq!((home.status.as_u16(), home.location()), (303, "/rooms/general"));
    assert_eq!(ann.get("/rooms/general").await.texts(".me .name"), ["ann"]);
}

#[tokio::test]
async fn logging_out_ends_the_session_and_one_can_log_in_again() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let out = ann.post("/logout", &[]).await;
    assert_eq!((out.status.as_u16(), out.location()), (303, "/login"));
    assert_eq!(ann.get("/rooms/general").await.location(), "/login?next=%2Frooms%2Fgeneral");
    let login = ann.post("/login", &[("username", "Ann"), ("password", PASSWORD), ("next", "/rooms")]).await;
    assert_eq!((login.status.as_u16(), login.location()), (303, "/rooms"));
    assert_eq!(ann.get("/rooms").await.status, 200);
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
async fn an_invalid_registration_shows_the_form_with_its_values_and_errors() {
    let app = TestApp::spawn().await;
    app.person("ann").await;
    for (name, password, about, said) in [
        ("", PASSWORD, "username", "Enter a name"),
        ("a b", PASSWORD, "username", "letters, digits"),
        (&"x".repeat(33), PASSWORD, "username", "at most 32"),
        ("ANN", PASSWORD, "username", "taken"),
        ("bob", "1234567", "password", "at least 8"),
        ("bob", &"x".repeat(257), "password", "at most 256"),
        ("bob", "Password1", "password", "too common"),
        ("wilhelmine", "wilhelmine7", "password", "too similar to your name"),
    ] {
        let form = [("username", name), ("password", password), ("next", "/rooms")];
        for answer in
            [app.browser().post("/register", &form).await, app.browser().htmx_post("/register", &form).await]
        {
            assert_eq!(answer.status, 422, "{name} {password}");
            assert_eq!(answer.attribute("#username", "value").as_deref(), Some(name));
            assert_eq!(answer.attribute("#password", "value"), None);
            assert_eq!(answer.attribute("[name=next]", "value").as_deref(), Some("/rooms"));
            let field = format!("#{about}");
            assert_eq!(answer.attribute(&field, "aria-invalid").as_deref(), Some("true"));
            let described = answer.attribute(&field, "aria-describedby").unwrap();
            let error = format!("#{}", described.split(' ').next().unwrap());
            assert!(answer.texts(&error)[0].contains(said), "{:?}", answer.texts(&error));
        }
    }
}

#[tokio::test]
async fn accounts_with_a_common_password_can_still_log_in() {
    let app = TestApp::spawn().await;
    app.person("ann").await;
    let hash = Argon2::default().hash_password(b"password").unwrap().to_string();
    let database = Connection::open(app.database()).unwrap();
    assert_eq!(database.execute("update accounts set password_hash = ?1", [hash]).unwrap(), 1);
    let login = app.browser().post("/login", &[("username", "ann"), ("password", "password")]).await;
    assert_eq!(login.status, 303);
}

#[tokio::test]
async fn htmx_gets_a_fragment_for_an_error_and_hx_redirect_for_a_success() {
    let app = TestApp::spawn().await;
    let bad = app.browser().htmx_post("/login", &[("username", "ann"), ("password", "wrong")]).await;
    assert_eq!(bad.status, 422);
    assert!(bad.body.starts_with("<div id=\"account-form\">"), "{}", bad.body);
    let good = app.browser().htmx_post("/register", &[("username", "ann"), ("password", PASSWORD)]).await;
    assert_eq!((good.status.as_u16(), good.header("hx-redirect"), good.location()), (200, "/", ""));
}

#[tokio::test]
async fn wrong_names_and_wrong_passwords_get_the_same_response_in_the_same_time() {
    let app = TestApp::spawn().await;
    app.person("ann").await;
    let mut answers = Vec::new();
    for name in ["ann", "nobody", "not a name"] {
        let started = std::time::Instant::now();
        let answer = app.browser().post("/login", &[("username", name), ("password", "wrong horse")]).await;
        assert_eq!(answer.status, 422);
        assert!(started.elapsed().as_millis() >= 500, "as long as the slowest check");
        answers.push(answer.body.replace(name, "NAME"));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn failed_logins_are_limited_per_name() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    app.person("bob").await;
    let wrong = [("username", "ann"), ("password", "wrong horse")];
    let tries = (0..12).map(|_| Answer::of(app.browser().request(Method::POST, "/login").form(&wrong)));
    let statuses: Vec<u16> = futures(tries).await.iter().map(|answer| answer.status.as_u16()).collect();
    // On a slow machine, one attempt may be refilled meanwhile.
    assert!((1..=2).contains(&statuses.iter().filter(|status| **status == 429).count()), "{statuses:?}");
    assert_eq!(statuses.len(), 12);

    let right = [("username", "ann"), ("password", PASSWORD)];
    let limited = app.browser().post("/login", &right).await;
    assert_eq!(limited.status, 429);
    assert!((1..=30).contains(&limited.header("retry-after").parse::<u32>().unwrap()));
    assert_eq!(limited.attribute("#username", "value").as_deref(), Some("ann"));
    assert!(limited.texts(".problem")[0].contains("Wait"));
    let other = app.browser().post("/login", &[("username", "bob"), ("password", PASSWORD)]).await;
    assert_eq!(other.status, 303, "others are not kept out");
    assert_eq!(ann.get("/rooms").await.status, 200, "nor are sessions");
}

#[tokio::test]
async fn failed_logins_are_limited_per_address() {
    let app = TestApp::spawn_with(&["--behind-proxy"]).await;
    app.person("ann").await;
    let attempt = |name: String, address: &'static str| {
        let form = [("username", name), ("password", "wrong horse".to_owned())];
        let request = app.browser().request(Method::POST, "/login").header("x-forwarded-for", address);
        Answer::of(request.form(&form))
    };
    let tries = (0..60).map(|n| attempt(format!("somebody-{n}"), "6.6.6.6, 192.0.2.1"));
    let statuses: Vec<u16> = futures(tries).await.iter().map(|answer| answer.status.as_u16()).collect();
    // On a slow machine, a few attempts may be refilled meanwhile.
    let limited = statuses.iter().filter(|status| **status == 429).count();
    assert!((1..=10).contains(&limited), "{statuses:?}");
    assert_eq!(attempt("somebody".into(), "192.0.2.2").await.status, 422, "others are not kept out");
}

#[tokio::test]
async fn a_flood_of_logins_does_not_delay_messages() {
    let app = TestApp::spawn_with(&["--behind-proxy"]).await;
    let ann = app.person("ann").await;
    let flood = (0..40).map(|n| {
        let form = [("username", format!("somebody-{n}")), ("password", "wrong horse".to_owned())];
        let request = app.browser().request(Method::POST, "/login");
        Answer::of(request.header("x-forwarded-for", format!("192.0.2.{n}")).form(&form))
    });
    let flood = futures(flood);
    let chat = async {
        for n in 0..20 {
            ann.say("general", &n.to_string()).await;
        }
        ann.get("/rooms/general").await.messages().len()
    };
    // Messages are served while the flood is still queued.
    tokio::select! {
        biased;
        _ = flood => panic!("the flood was through before the chat"),
        said = chat => assert_eq!(said, 20),
    }
}

#[tokio::test]
async fn next_redirects_only_to_own_pages() {
    let app = TestApp::spawn().await;
    app.person("ann").await;
    for (next, to) in [
        ("/rooms/general?before=9", "/rooms/general?before=9"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\tevil", "/"),
    ] {
        let form = [("username", "ann"), ("password", PASSWORD), ("next", next)];
        assert_eq!(app.browser().post("/login", &form).await.location(), to, "{next:?}");
    }
}

#[tokio::test]
async fn the_login_page_redirects_people_who_are_logged_in() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    assert_eq!(ann.get("/login?next=%2Frooms").await.location(), "/rooms");
    assert_eq!(ann.get("/register").await.location(), "/");
}

#[tokio::test]
async fn closed_registration_admits_only_the_first_account() {
    let app = TestApp::spawn_with(&["--registration", "closed"]).await;
    let form = [("username", "ann"), ("password", PASSWORD)];
    assert_eq!(app.browser().get("/register").await.status, 200);
    assert_eq!(app.browser().post("/register", &form).await.status, 303);
    let page = app.browser().get("/register").await;
    assert_eq!((page.status.as_u16(), page.texts("h1")), (403, vec!["Registration is closed".to_owned()]));
    let bob = app.browser().post("/register", &[("username", "bob"), ("password", PASSWORD)]).await;
    assert_eq!(bob.status, 403);
    assert!(!app.browser().get("/login").await.has("a[href^='/register']"));
}

#[tokio::test]
async fn sessions_survive_a_restart() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "still here").await;
    let app = app.restart().await;
    assert_eq!(ann.at(&app.url).get("/rooms/general").await.messages(), ["still here"]);
}

#[tokio::test]
async fn names_and_passwords_of_any_script_work() {
    let app = TestApp::spawn().await;
    let form = [("username", "Мария.7_Петрова"), ("password", "पासवर्ड 🐢 كلمة")];
    assert_eq!(app.browser().post("/register", &form).await.status, 303);
    let again = [("username", "мария.7_петрова"), ("password", "पासवर्ड 🐢 كلمة")];
    let maria = app.browser();
    assert_eq!(maria.post("/login", &again).await.status, 303);
    assert_eq!(maria.get("/rooms").await.texts(".me .name"), ["Мария.7_Петрова"]);
}

/// Runs all futures concurrently.
async fn futures<F: Future<Output = Answer> + Send + 'static>(all: impl Iterator<Item = F>) -> Vec<Answer> {
    let tasks: Vec<_> = all.map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
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
