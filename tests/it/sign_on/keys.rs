//! The provider's keys: those that it signs with, which change, and that of its certificate.

use std::path::Path;

use tempfile::TempDir;

use super::provider::{Provider, join, refused, register, sign_on};
use crate::app::until;
use crate::mail::Certificate;
use crate::process::{Process, serve};

#[tokio::test]
async fn logins_go_on_when_the_provider_changes_its_keys() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    app.person("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    join(&provider, &app, "1").await;
    provider.changes_keys().await;
    let browser = app.browser();
    let done = sign_on(&provider, &browser, "/login/oidc?next=/rooms", "1").await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/rooms"), "the new key is asked for");
    assert_eq!(browser.get("/rooms").await.status, 200);
    // A provider that changes its keys all the time isn't asked for them with each login.
    provider.changes_keys().await;
    let page = sign_on(&provider, &app.browser(), "/login/oidc", "1").await;
    assert_eq!(refused(&page, 403), "This login can’t be verified");
}

/// A provider with this certificate, and a server that trusts another or the same.
fn over_tls(own: &Certificate, trusted: &Path, folder: &TempDir) -> Option<(Provider, Process)> {
    let argument = format!("tls={},{}", own.certificate.display(), own.key.display());
    let provider = Provider::start_with(&[&argument])?;
    assert!(provider.issuer.starts_with("https://localhost:"), "{}", provider.issuer);
    let mut command = serve(folder.path(), 0);
    command.env("SSL_CERT_FILE", trusted).args(provider.arguments());
    command.stderr(std::fs::File::create(folder.path().join("log")).unwrap());
    let server = Process::of(&mut command).expect("the server starts");
    Some((provider, server))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_asked_over_https_where_its_certificate_is_trusted() {
    let folder = TempDir::new().unwrap();
    let Some(own) = Certificate::make(folder.path(), "own") else { return };
    let Some((provider, server)) = over_tls(&own, &own.certificate, &folder) else { return };
    server.browser().register("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    // The provider leads back to this name.
    let browser = crate::app::Person::new(&server.url.replace("127.0.0.1", "localhost"));
    let page = sign_on(&provider, &browser, "/login/oidc?next=/rooms", "1").await;
    let done = register(&browser, &page).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/rooms"), "{}", done.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_with_a_certificate_of_somebody_else_is_told_nothing() {
    let folder = TempDir::new().unwrap();
    let Some(own) = Certificate::make(folder.path(), "own") else { return };
    let Some(other) = Certificate::make(folder.path(), "other") else { return };
    let Some((provider, server)) = over_tls(&own, &other.certificate, &folder) else { return };
    let browser = server.browser().register("ann").await;
    let page = browser.get("/login/oidc").await;
    refused(&page, 503);
    assert!(!page.body.contains("ertificate") && !page.body.contains(&provider.issuer), "{}", page.body);
    assert!(page.headers.contains_key("retry-after"));
    let log = async || std::fs::read_to_string(folder.path().join("log")).unwrap();
    until("the log says why", async || log().await.contains("single sign-on")).await;
    let log = log().await;
    let line = log.lines().find(|line| line.contains("single sign-on")).unwrap();
    assert!(line.contains(&provider.issuer) && line.to_lowercase().contains("certificate"), "{line}");
}
