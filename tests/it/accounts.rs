mod sessions;

use argon2::{Argon2, PasswordHasher as _};
use reqwest::Method;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, TestApp};

#[tokio::test]
async fn a_newcomer_registers_and_lands_in_the_first_room() {
    let app = TestApp::spawn().await;
    for name in ["ann", "bob"] {
        let newcomer = app.browser();
        let answer = newcomer.post("/register", &[("username", name), ("password", PASSWORD)]).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/?welcome=yes"));
        let home = newcomer.get(answer.location()).await;
        assert_eq!((home.status.as_u16(), home.location()), (303, "/rooms/general"));
        assert_eq!(newcomer.get("/rooms/general").await.texts(".me .name"), [name]);
    }
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
    app.person("bob").await;
    let good = app.browser().htmx_post("/register", &[("username", "ann"), ("password", PASSWORD)]).await;
    assert_eq!((good.status.as_u16(), good.header("hx-redirect"), good.location()), (200, "/?welcome=yes", ""));
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
