//! Guessing passwords of another account must not lock its owner out.

use reqwest::{Method, RequestBuilder};

use crate::app::{Answer, PASSWORD, Person, TestApp};

const RIGHT: [(&str, &str); 2] = [("username", "ann"), ("password", PASSWORD)];
const WRONG: [(&str, &str); 2] = [("username", "ann"), ("password", "wrong horse")];

/// A login that a proxy forwards for this address.
fn login(browser: &Person, address: &str, form: &[(&str, &str)]) -> RequestBuilder {
    browser.request(Method::POST, "/login").header("x-forwarded-for", address).form(form)
}

/// Ten concurrent wrong passwords for ann from each of these addresses; returns the statuses.
async fn guesses(app: &TestApp, addresses: impl Iterator<Item = String>) -> Vec<u16> {
    let addresses: Vec<String> = addresses.collect();
    let mut statuses = Vec::new();
    for addresses in addresses.chunks(10) {
        let guess = |address: &String| tokio::spawn(Answer::of(login(&app.browser(), address, &WRONG)));
        let guesses: Vec<_> = addresses.iter().map(guess).collect();
        for guess in guesses {
            statuses.push(guess.await.unwrap().status.as_u16());
        }
    }
    statuses
}

fn times(count: usize, address: &str) -> impl Iterator<Item = String> {
    std::iter::repeat_n(address.to_owned(), count)
}

#[tokio::test]
async fn others_cannot_lock_the_owner_out_of_a_known_browser() {
    let app = TestApp::spawn_with(&["--behind-proxy"]).await;
    let ann = app.person("ann").await;
    ann.post("/logout", &[]).await;
    let here = guesses(&app, times(12, "192.0.2.1")).await;
    assert!(here.contains(&429), "{here:?}");
    let everywhere = guesses(&app, (0..120).map(|host| format!("198.51.100.{host}"))).await;
    assert!(everywhere.contains(&422) && everywhere.contains(&429), "{everywhere:?}");
    let stranger = Answer::of(login(&app.browser(), "192.0.2.1", &RIGHT)).await;
    assert_eq!(stranger.status, 429, "a new browser among the attackers waits");
    let known = Answer::of(login(&ann, "192.0.2.1", &RIGHT)).await;
    assert_eq!(known.status, 303, "{:?}", known.texts(".problem"));
    // Another account's device cookie doesn't count for ann's account.
    let bob = app.browser().register("bob").await;
    bob.post("/logout", &[]).await;
    assert_eq!(Answer::of(login(&bob, "192.0.2.1", &RIGHT)).await.status, 429);
    // One browser can be known for both.
    assert_eq!(bob.post("/login", &[("username", "bob"), ("password", PASSWORD)]).await.status, 303);
    bob.post("/logout", &[]).await;
    assert_eq!(bob.post("/login", &[("username", "bob"), ("password", PASSWORD)]).await.status, 303);
}

#[tokio::test]
async fn guesses_from_one_network_do_not_lock_out_a_new_browser_in_another() {
    let app = TestApp::spawn_with(&["--behind-proxy"]).await;
    app.person("ann").await;
    let limited =
        guesses(&app, times(30, "2001:db8:1:1::1")).await.iter().filter(|status| **status == 429).count();
    assert!((15..=20).contains(&limited), "{limited}");
    assert_eq!(Answer::of(login(&app.browser(), "2001:db8:1:1:ffff::2", &RIGHT)).await.status, 429);
    assert_eq!(Answer::of(login(&app.browser(), "2001:db8:1:2::1", &RIGHT)).await.status, 303);
}

#[tokio::test]
async fn a_name_attacked_from_everywhere_is_throttled_for_new_browsers() {
    let app = TestApp::spawn_with(&["--behind-proxy"]).await;
    app.person("ann").await;
    guesses(&app, (0..120).map(|host| format!("198.51.100.{host}"))).await;
    let owner = Answer::of(login(&app.browser(), "192.0.2.1", &RIGHT)).await;
    assert_eq!(owner.status, 429);
    assert!(
        (1..=10).contains(&owner.header("retry-after").parse::<u32>().unwrap()),
        "{}",
        owner.header("retry-after")
    );
}

#[tokio::test]
async fn a_forwarded_address_with_a_port_is_the_clients_address() {
    let app = TestApp::spawn_with(&["--behind-proxy"]).await;
    app.person("ann").await;
    let ports = |host: &'static str| (0..30).map(move |port| format!("{host}:{}", 4_000 + port));
    for (host, other) in [("203.0.113.7", "203.0.113.8:4711"), ("[2001:db8:7::1]", "[2001:db8:8::1]:443")] {
        let limited = guesses(&app, ports(host)).await.iter().filter(|status| **status == 429).count();
        assert!((15..=20).contains(&limited), "{host}: {limited}");
        assert_eq!(Answer::of(login(&app.browser(), host, &RIGHT)).await.status, 429, "{host} without a port");
        assert_eq!(Answer::of(login(&app.browser(), other, &RIGHT)).await.status, 303, "{other}");
    }
}

#[tokio::test]
async fn the_device_cookie_is_protected_and_gives_no_access() {
    for (arguments, name) in
        [(&[][..], "snug-device"), (&["--public-url", "https://chat.example.org"][..], "__Host-snug-device")]
    {
        let app = TestApp::spawn_with(arguments).await;
        let host = if arguments.is_empty() { "localhost" } else { "chat.example.org" };
        let request = app.browser().request(Method::POST, "/register").header("host", host);
        let answer = Answer::of(request.form(&RIGHT)).await;
        let cookie = answer.cookie(name).unwrap();
        for guard in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"] {
            assert!(cookie.contains(guard), "{cookie}");
        }
        assert_eq!(cookie.contains("Secure"), name.starts_with("__Host-"));
        assert!(!cookie.contains("ann"), "whose browser it was is not told");
        let value = cookie.split(';').next().unwrap();
        let only =
            Answer::of(app.browser().request(Method::GET, "/rooms").header("host", host).header("cookie", value))
                .await;
        assert_eq!(only.status, 303);
    }
}
