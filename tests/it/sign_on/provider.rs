//! The provider, and logging in there as a browser does.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::Method;
use serde_json::json;
use tempfile::NamedTempFile;

use crate::app::{Answer, Person, TestApp, css};
use crate::npm::{installed, runs};
use crate::skip::skip;

/// A provider as a separate process, which ends with the test.
pub struct Provider {
    child: Child,
    pub issuer: String,
    /// Where the test and its browsers reach it: the same, or an address without TLS.
    front: String,
    secret: NamedTempFile,
}

impl Provider {
    /// Starts a provider; none where there is no Node.js or npm.
    pub fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    /// The same, with arguments of `provider.mjs`.
    pub fn start_with(arguments: &[&str]) -> Option<Self> {
        if !runs("node", "--version") {
            skip("there is no node, so single sign-on is not tested");
            return None;
        }
        let lock = include_str!("package-lock.json");
        let folder = installed("oidc-provider", include_str!("package.json"), lock)?;
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/sign_on/provider.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .args(arguments)
            .current_dir(folder)
            // It ends when its standard input does, however the test ends.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (issuer, front) = line.trim().split_once(' ').expect("the provider starts");
        let (issuer, front) = (issuer.to_owned(), front.to_owned());
        let secret = NamedTempFile::new().unwrap();
        std::fs::write(secret.path(), "a secret of the client\n").unwrap();
        Some(Self { child, issuer, front, secret })
    }

    /// A server with single sign-on at this provider, and with these further arguments.
    pub async fn app(&self, arguments: &[&str]) -> TestApp {
        let own = self.arguments();
        let own: Vec<&str> = own.iter().map(String::as_str).chain(arguments.iter().copied()).collect();
        TestApp::spawn_with(&own).await
    }

    pub fn arguments(&self) -> Vec<String> {
        let secret = self.secret.path().to_str().unwrap();
        ["--oidc-issuer", &self.issuer, "--oidc-client-id", "snug", "--oidc-client-secret-file", secret]
            .map(str::to_owned)
            .to_vec()
    }

    /// Makes an account at the provider, with an address of a domain.
    pub async fn knows(&self, subject: &str, email: &str, verified: bool) {
        self.has(json!({ "sub": subject, "email": email, "email_verified": verified })).await;
    }

    /// Makes an account at the provider with these claims.
    pub async fn has(&self, claims: serde_json::Value) {
        self.post("people", claims.to_string()).await;
    }

    /// Replaces the key with which the provider signs.
    pub async fn changes_keys(&self) {
        self.post("keys", String::new()).await;
    }

    async fn post(&self, path: &str, body: String) {
        let client = crate::app::tls::client().build().unwrap();
        let url = format!("{}/{path}", self.front);
        assert_eq!(client.post(url).body(body).send().await.unwrap().status(), 200);
    }

    /// Follows a link to the provider, and logs in there. Returns the path that the provider leads back to.
    pub async fn log_in(&self, browser: &Person, url: &str, subject: &str) -> String {
        let at = browser.at(&self.front);
        let stripped = |url: &str, start: &str| url.strip_prefix(start).map(str::to_owned);
        let path = |url: &str| {
            stripped(url, &self.issuer).or_else(|| stripped(url, &self.front)).unwrap_or_else(|| url.to_owned())
        };
        let mut page = at.get(&path(url)).await;
        loop {
            if page.status.is_redirection() {
                if let Some((_, rest)) = page.location().split_once("/login/oidc/callback") {
                    return format!("/login/oidc/callback{rest}");
                }
                page = at.get(&path(page.location())).await;
                continue;
            }
            assert_eq!(page.status, 200, "{}", page.body);
            // The form of the login, or the one that ends another account's session there.
            let action = path(&page.attribute("form", "action").unwrap_or_else(|| panic!("{}", page.body)));
            let form: Vec<(String, String)> = page
                .html()
                .select(&css("form input"))
                .filter_map(|input| {
                    Some((input.attr("name")?.to_owned(), input.attr("value").unwrap_or("x").to_owned()))
                })
                .map(|(name, value)| if name == "login" { (name, subject.to_owned()) } else { (name, value) })
                .collect();
            page = Answer::of(at.request(Method::POST, &action).form(&form)).await;
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The URL at the provider that a path leads to.
pub async fn begin(browser: &Person, path: &str) -> String {
    let begun = browser.get(path).await;
    assert_eq!(begun.status, 303, "{}", begun.body);
    begun.location().to_owned()
}

/// Logs in at the provider, and follows it back. `path` begins it.
pub async fn sign_on(provider: &Provider, browser: &Person, path: &str, subject: &str) -> Answer {
    let url = begin(browser, path).await;
    let back = provider.log_in(browser, &url, subject).await;
    browser.get(&back).await
}

/// Makes an account for somebody who logs in for the first time.
pub async fn join(provider: &Provider, app: &TestApp, subject: &str) -> Person {
    let browser = app.browser();
    let page = sign_on(provider, &browser, "/login/oidc?next=/rooms", subject).await;
    let done = register(&browser, &page).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/rooms"), "{}", done.body);
    browser
}

/// Accepts the proposed name.
pub async fn register(browser: &Person, page: &Answer) -> Answer {
    assert_eq!(page.texts("h1"), ["Choose your username"], "{}", page.body);
    let value = |name: &str| page.attribute(&format!("[name={name}]"), "value").unwrap();
    let (ticket, username, next) = (value("ticket"), value("username"), value("next"));
    let form = [("ticket", &*ticket), ("username", &*username), ("next", &*next)];
    browser.post("/login/oidc/register", &form).await
}

/// The heading of a refusal, which must have this status.
#[track_caller]
pub fn refused(answer: &Answer, status: u16) -> String {
    assert_eq!(answer.status, status, "{}", answer.body);
    answer.texts("h1").remove(0)
}
