//! Confirming changes without a password.

use tokio_rusqlite::rusqlite::Connection;

use super::provider::{Provider, begin, join, refused, sign_on};
use crate::app::{PASSWORD, TestApp};

/// Lets all logins at the provider be too old to confirm anything.
fn wait(app: &TestApp) {
    let database = Connection::open(app.database()).unwrap();
    database.execute("update sessions set signed_on_at = signed_on_at - 700000", ()).unwrap();
}

#[tokio::test]
async fn a_fresh_login_confirms_changes_of_an_account_without_a_password() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let ann = app.person("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    provider.knows("2", "cy@example.org", true).await;
    let bob = join(&provider, &app, "1").await;
    let page = bob.get("/settings/download").await;
    assert!(!page.has("[name=password]") && page.body.contains("You have just logged in at the provider"));
    assert_eq!(bob.post("/settings/download", &[]).await.status, 200);
    assert_eq!(ann.post("/settings/download", &[]).await.status, 422, "others need their password");

    wait(&app);
    let app = app.restart_with(&provider.arguments().iter().map(String::as_str).collect::<Vec<_>>()).await;
    let bob = bob.at(&app.url);
    assert_eq!(bob.post("/settings/download", &[]).await.status, 422, "too old");
    let again = bob.get("/settings/download").await.attribute("a[href^='/login/oidc']", "href").unwrap();
    assert_eq!(again, "/login/oidc?confirm=yes&next=%2Fsettings%2Fdownload");
    let url = begin(&bob, &again).await;
    assert!(url.contains("prompt=login") && url.contains("max_age=0"), "{url}");
    let other = sign_on(&provider, &bob, &again, "2").await;
    assert_eq!(refused(&other, 403), "This is a different account");
    assert_eq!(bob.post("/settings/download", &[]).await.status, 422, "still");
    let back = sign_on(&provider, &bob, &again, "1").await;
    assert_eq!((back.status.as_u16(), back.location()), (303, "/settings/download"), "{}", back.body);
    assert_eq!(bob.post("/settings/download", &[]).await.status, 200);

    let unlinked = bob.post("/settings/sign-on", &[("act", "unlink")]).await;
    assert_eq!(unlinked.status, 422);
    assert!(unlinked.body.contains("the only way to log in"));
    let set = bob.post("/settings/password", &[("password", "battery staple")]).await;
    assert_eq!(set.status, 303, "{}", set.body);
    let login = [("username", "bob"), ("password", "battery staple")];
    assert_eq!(app.browser().post("/login", &login).await.status, 303);
    assert_eq!(bob.post("/settings/download", &[]).await.status, 422, "from now on, the password is asked for");
    let unlink = [("act", "unlink"), ("password", "battery staple")];
    assert_eq!(bob.post("/settings/sign-on", &unlink).await.status, 303);
}

#[tokio::test]
async fn a_login_confirms_nothing_whose_time_the_provider_does_not_say() {
    let Some(provider) = Provider::start_with(&["without-times"]) else { return };
    let app = provider.app(&[]).await;
    app.person("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    let bob = join(&provider, &app, "1").await;
    assert_eq!(bob.post("/settings/download", &[]).await.status, 422);
    let back = sign_on(&provider, &bob, "/login/oidc?confirm=yes&next=/settings/download", "1").await;
    assert_eq!(back.location(), "/settings/download");
    assert_eq!(bob.post("/settings/download", &[]).await.status, 200);
}

#[tokio::test]
async fn an_administrator_without_a_password_confirms_in_the_same_way() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    provider.knows("1", "root@example.org", true).await;
    let browser = app.browser();
    let page = sign_on(&provider, &browser, "/login/oidc", "1").await;
    super::provider::register(&browser, &page).await;
    let bob = app.person("bob").await;
    let act = [("act", "sessions"), ("role", "member")];
    assert_eq!(browser.post("/admin/people/bob", &act).await.status, 303);
    assert_eq!(bob.get("/rooms").await.status, 303, "logged out");
    let last = [("act", "role"), ("role", "member")];
    assert_eq!(browser.post("/admin/people/root", &last).await.status, 422, "the last administrator");
}

#[tokio::test]
async fn a_link_or_confirmation_counts_in_the_session_that_began_it() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let ann = app.person("ann").await;
    provider.knows("1", "ann@example.org", true).await;
    for path in ["/login/oidc", "/login/oidc?confirm=yes"] {
        let url = begin(&ann, path).await;
        let back = provider.log_in(&ann, &url, "1").await;
        ann.post("/logout", &[]).await;
        assert_eq!(refused(&ann.get(&back).await, 403), "This login has expired", "{path}");
        let login = [("username", "ann"), ("password", PASSWORD)];
        assert_eq!(ann.post("/login", &login).await.status, 303);
    }
}
