//! The protocol: what is forged, replayed or late doesn't count.

use reqwest::Method;

use super::provider::{Provider, begin, join, refused, sign_on};
use crate::app::{Answer, TestApp};

/// A query parameter of a URL.
fn parameter(url: &str, name: &str) -> String {
    let url = url::Url::parse(url).unwrap();
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap()
}

#[tokio::test]
async fn a_login_asks_for_pkce_and_fresh_secrets_and_sets_a_short_cookie() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let browser = app.browser();
    let answer = browser.get("/login/oidc?next=/rooms").await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let (one, other) = (answer.location().to_owned(), begin(&browser, "/login/oidc").await);
    assert_eq!(parameter(&one, "code_challenge_method"), "S256");
    assert_eq!(parameter(&one, "response_type"), "code");
    for secret in ["state", "nonce", "code_challenge"] {
        assert!(parameter(&one, secret).len() >= 43, "{secret}");
        assert_ne!(parameter(&one, secret), parameter(&other, secret), "{secret}");
        assert!(!cookie.contains(&parameter(&one, secret)), "{secret}");
    }
}

#[tokio::test]
async fn an_answer_counts_once_in_the_browser_that_began_with_its_own_state_and_nonce() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    app.person("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    join(&provider, &app, "1").await;

    let (bob, thief) = (app.browser(), app.browser());
    let url = begin(&bob, "/login/oidc").await;
    let back = provider.log_in(&bob, &url, "1").await;
    assert_eq!(refused(&thief.get(&back).await, 403), "This login has expired", "another browser");
    begin(&thief, "/login/oidc").await;
    assert_eq!(refused(&thief.get(&back).await, 403), "This login has expired", "another login's cookie");
    let cookies = bob.cookie_header();
    let state = parameter(&format!("http://x{back}"), "state");
    let forged = back.replace(&state, &"A".repeat(43));
    let with_cookie = async |path: &str, cookies: &str| {
        Answer::of(app.browser().request(Method::GET, path).header("cookie", cookies)).await
    };
    assert_eq!(refused(&with_cookie(&forged, &cookies).await, 403), "This login has expired", "another state");
    let changed = cookies.replace("signon=", "signon=A");
    assert_eq!(refused(&with_cookie(&back, &changed).await, 403), "This login has expired", "a changed cookie");
    assert_eq!(bob.get(&back).await.status, 303);
    assert_eq!(refused(&bob.get(&back).await, 403), "This login has expired", "a second time");
    assert_eq!(refused(&with_cookie(&back, &cookies).await, 403), "This login can’t be verified", "a used code");

    let url = begin(&thief, "/login/oidc").await;
    let other = url.replace(&parameter(&url, "nonce"), &"A".repeat(43));
    let back = provider.log_in(&thief, &other, "1").await;
    assert_eq!(refused(&thief.get(&back).await, 403), "This login can’t be verified", "another nonce");
    let url = begin(&thief, "/login/oidc").await;
    let other = url.replace(&parameter(&url, "code_challenge"), &"A".repeat(43));
    let back = provider.log_in(&thief, &other, "1").await;
    assert_eq!(refused(&thief.get(&back).await, 403), "This login can’t be verified", "another challenge");
    let url = begin(&thief, "/login/oidc").await;
    let back = provider.log_in(&thief, &url, "1").await;
    let elsewhere = back.replace("iss=http", "iss=https");
    assert_ne!(back, elsewhere);
    assert_eq!(refused(&thief.get(&elsewhere).await, 403), "This login can’t be verified", "another provider");
    assert_eq!(thief.get("/rooms").await.status, 303);
}

#[tokio::test]
async fn a_login_that_the_provider_refuses_says_so() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let browser = app.browser();
    let state = parameter(&begin(&browser, "/login/oidc").await, "state");
    let answer = browser.get(&format!("/login/oidc/callback?error=access_denied&state={state}")).await;
    assert_eq!(refused(&answer, 403), "You are not logged in");
}

#[tokio::test]
async fn another_site_begins_no_login() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let request = app.browser().request(Method::GET, "/login/oidc?next=/rooms");
    let answer = Answer::of(request.header("sec-fetch-site", "cross-site")).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/login?next=%2Frooms"));
    assert!(!answer.headers.contains_key("set-cookie"));
    let out = app.browser().get("/login/oidc?next=//evil.example").await;
    assert_eq!(out.status, 303);
}

#[tokio::test]
async fn the_server_works_while_the_provider_does_not() {
    let Some(provider) = Provider::start() else { return };
    let down = ["--oidc-issuer", "http://127.0.0.1:9", "--oidc-client-id", "snug"];
    let app = TestApp::spawn_with(&down).await;
    let ann = app.person("ann").await;
    let answer = app.browser().get("/login/oidc").await;
    assert_eq!(refused(&answer, 503), "Single sign-on does not work at the moment");
    assert!(!answer.header("retry-after").is_empty());
    assert_eq!(ann.get("/rooms").await.status, 200);
    assert_eq!(app.browser().get("/login").await.status, 200);

    let other = provider.issuer.replace("127.0.0.1", "localhost");
    let app = TestApp::spawn_with(&["--oidc-issuer", &other, "--oidc-client-id", "snug"]).await;
    let answer = app.browser().get("/login/oidc").await;
    assert_eq!(refused(&answer, 503), "Single sign-on does not work at the moment", "another issuer");

    let app = provider.app(&[]).await;
    let browser = app.browser();
    let url = begin(&browser, "/login/oidc").await;
    let back = provider.log_in(&browser, &url, "1").await;
    drop(provider);
    let answer = browser.get(&back).await;
    assert_eq!(refused(&answer, 503), "Single sign-on does not work at the moment", "it stopped meanwhile");
}

#[tokio::test]
async fn logins_of_a_network_are_limited() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let browser = app.browser();
    let mut statuses = Vec::new();
    for _ in 0..125 {
        statuses.push(browser.get("/login/oidc").await.status.as_u16());
    }
    assert!(statuses[..120].iter().all(|status| *status == 303));
    assert!(statuses[120..].contains(&429), "{statuses:?}");
}

#[tokio::test]
async fn without_single_sign_on_there_are_no_pages_of_it() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    assert!(!app.browser().get("/login").await.has("a[href^='/login/oidc']"));
    assert!(!ann.get("/settings").await.has("a[href='/settings/sign-on']"));
    for path in ["/login/oidc", "/login/oidc/callback?code=x&state=x", "/settings/sign-on"] {
        assert_eq!(ann.get(path).await.status, 404, "{path}");
    }
    assert_eq!(ann.post("/login/oidc/register", &[("ticket", "x"), ("username", "eve")]).await.status, 404);
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let page = sign_on(&provider, &app.browser(), "/login/oidc", "1").await;
    assert_eq!(page.status, 200);
}
