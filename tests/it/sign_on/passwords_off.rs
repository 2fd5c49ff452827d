//! Servers that take no passwords.

use super::provider::{Provider, join, register, sign_on};
use crate::app::{PASSWORD, TestApp};
use crate::process::run;

#[tokio::test]
async fn only_single_sign_on_is_offered_and_taken() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let ann = app.person("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    let off = [provider.arguments(), vec!["--passwords".to_owned(), "off".to_owned()]].concat();
    let off: Vec<&str> = off.iter().map(String::as_str).collect();
    let app = app.restart_with(&off).await;
    let ann = ann.at(&app.url);
    assert_eq!(ann.get("/rooms").await.status, 200, "sessions go on");
    let browser = app.browser();
    let page = browser.get("/login").await;
    assert!(!page.has("[name=password]") && page.has("a[href='/login/oidc']"));
    assert!(!browser.get("/register").await.has("[name=password]"));
    let form = [("username", "ann"), ("password", PASSWORD)];
    assert_eq!(browser.post("/login", &form).await.status, 403);
    let form = [("username", "eve"), ("password", PASSWORD)];
    assert_eq!(browser.post("/register", &form).await.status, 403);
    let made = ann.post("/invitations", &[("valid", "day"), ("uses", "1")]).await;
    let link = ann.get(made.location()).await.attribute("#link", "value").unwrap();
    let path = link[link.find("/invite/").unwrap()..].to_owned();
    assert!(!browser.get(&path).await.has("[name=password]"));
    assert_eq!(browser.post(&path, &form).await.status, 403);
    assert_eq!(browser.get("/rooms").await.status, 303);

    join(&provider, &app, "1").await;
    provider.knows("2", "ann@example.org", true).await;
    let page = sign_on(&provider, &ann, "/login/oidc", "2").await;
    let ticket = page.attribute("[name=ticket]", "value").unwrap();
    let form = [("act", "link"), ("ticket", &*ticket), ("password", PASSWORD)];
    assert_eq!(ann.post("/settings/sign-on", &form).await.status, 303, "a password confirms");
    let unlink = [("act", "unlink"), ("password", PASSWORD)];
    assert_eq!(ann.post("/settings/sign-on", &unlink).await.status, 422, "it is the only way to log in");
}

#[tokio::test]
async fn a_link_of_the_command_line_lets_the_administrator_in_while_the_provider_is_down() {
    let arguments = [
        "--oidc-issuer",
        "http://127.0.0.1:9",
        "--oidc-client-id",
        "snug",
        "--passwords",
        "off",
        "--behind-proxy",
        "--public-url",
        "http://localhost:5001",
    ];
    let app = TestApp::spawn_with(&arguments).await;
    // The setup link made an account with a password.
    let output = run(app.folder.path(), &["user", "reset", "root"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let path = &printed[printed.find("/recover/").unwrap()..];
    let path = path.split_whitespace().next().unwrap();
    let root = app.browser();
    let at = |request: reqwest::RequestBuilder| crate::app::Answer::of(request.header("host", "localhost:5001"));
    let done = at(root.request(reqwest::Method::POST, path).form(&[("password", "battery staple")])).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/"), "{}", done.body);
    assert_eq!(at(root.request(reqwest::Method::GET, "/admin")).await.status, 200);
    let act = [("act", "sessions"), ("role", "administrator"), ("password", "battery staple")];
    let confirmed = at(root.request(reqwest::Method::POST, "/admin/people/root").form(&act)).await;
    assert_eq!(confirmed.status, 303, "the new password confirms: {}", confirmed.body);
    let again =
        at(app.browser().request(reqwest::Method::POST, path).form(&[("password", "battery staple")])).await;
    assert_eq!(again.status, 404, "it works once");
}

#[tokio::test]
async fn the_first_account_is_made_by_its_link_and_single_sign_on() {
    let Some(provider) = Provider::start() else { return };
    provider.knows("1", "root@example.org", true).await;
    let further = ["--passwords", "off", "--public-url", "http://localhost:5001"].map(str::to_owned).to_vec();
    let arguments = [provider.arguments(), further].concat();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (app, link) = TestApp::spawn_without_accounts_with(&arguments).await;
    let early = sign_on(&provider, &app.browser(), "/login/oidc", "1").await;
    assert_eq!(early.status, 403, "it needs the link");
    let browser = app.browser();
    let setup = browser.get(&link[link.find("/setup/").unwrap()..]).await;
    assert!(setup.has("[name=password]"), "the provider may not work yet");
    let href = setup.attribute("a[href^='/login/oidc']", "href").unwrap();
    let page = sign_on(&provider, &browser, &href, "1").await;
    assert_eq!(register(&browser, &page).await.location(), "/?welcome=yes");
    assert_eq!(browser.get("/admin").await.status, 200);
    provider.knows("2", "eve@example.org", true).await;
    let late = sign_on(&provider, &app.browser(), &href, "2").await;
    assert_eq!(late.status, 404, "it works once");
}
