//! Making, finding and linking accounts.

use serde_json::json;
use tokio_rusqlite::rusqlite::Connection;

use super::provider::{Provider, begin, join, refused, register, sign_on};
use crate::app::PASSWORD;

#[tokio::test]
async fn somebody_new_chooses_a_name_and_comes_back_to_the_same_account() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&["--oidc-label", "Example ID"]).await;
    let root = app.person("ann").await;
    provider.has(json!({ "sub": "1", "preferred_username": "Ann", "email": "ann@example.org" })).await;
    let browser = app.browser();
    let login = browser.get("/login?next=/search").await;
    assert_eq!(login.attribute("a[href^='/login/oidc']", "href").unwrap(), "/login/oidc?next=%2Fsearch");
    assert!(login.body.contains("Log in with Example ID"));

    let page = sign_on(&provider, &browser, "/login/oidc?next=/search", "1").await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "private, no-store"));
    assert_eq!(page.attribute("[name=username]", "value").unwrap(), "Ann-2", "a free name");
    assert_eq!(browser.get("/rooms").await.status, 303, "not yet");
    let ticket = page.attribute("[name=ticket]", "value").unwrap();
    for (name, status) in [("ann", 422), ("аnn", 422), ("a b", 422)] {
        let form = [("ticket", &*ticket), ("username", name), ("next", "/search")];
        let refused = browser.post("/login/oidc/register", &form).await;
        assert_eq!((refused.status.as_u16(), refused.has("#username[aria-invalid]")), (status, true), "{name}");
    }
    let done = register(&browser, &page).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/search"));
    assert_eq!(browser.get("/rooms").await.status, 200);
    let again = register(&app.browser(), &page).await;
    assert_eq!(again.status, 422, "the name is taken");

    let phone = app.browser();
    let back = sign_on(&provider, &phone, "/login/oidc?next=/bookmarks", "1").await;
    assert_eq!((back.status.as_u16(), back.location()), (303, "/bookmarks"));
    phone.say("general", "here").await;
    assert!(root.get("/rooms/general").await.body.contains("Ann-2"));
    let password = [("username", "Ann-2"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/login", &password).await.status, 422, "no password opens it");
}

#[tokio::test]
async fn claims_may_be_in_the_token_as_well_and_the_first_account_is_the_administrators() {
    let Some(provider) = Provider::start_with(&["claims-in-tokens"]) else { return };
    let app = provider.app(&[]).await;
    provider.knows("1", "zoë.b+chat@example.org", true).await;
    let browser = app.browser();
    let page = sign_on(&provider, &browser, "/login/oidc", "1").await;
    assert_eq!(page.attribute("[name=username]", "value").unwrap(), "zoë.b-chat");
    assert_eq!(register(&browser, &page).await.location(), "/?welcome=yes");
    assert_eq!(browser.get("/admin").await.status, 200);
}

#[tokio::test]
async fn an_address_alone_opens_nobodys_account() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    app.person("root").await;
    provider.knows("1", "ann@example.org", true).await;
    provider.knows("2", "ann@example.org", true).await;
    join(&provider, &app, "1").await;
    let other = app.browser();
    let page = sign_on(&provider, &other, "/login/oidc", "2").await;
    assert_eq!(page.attribute("[name=username]", "value").unwrap(), "ann-2", "the same address, somebody else");
}

#[tokio::test]
async fn an_account_is_linked_with_the_password_and_unlinked() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    provider.knows("1", "ann@example.org", true).await;
    assert!(ann.get("/settings").await.has("nav a[href='/settings/sign-on']"));
    let page = sign_on(&provider, &ann, "/login/oidc?next=/settings/sign-on", "1").await;
    assert!(page.body.contains("Link ann@example.org with your account here?"), "{}", page.body);
    let ticket = page.attribute("[name=ticket]", "value").unwrap();
    let link = |password| [("act", "link"), ("ticket", &*ticket), ("label", "x"), ("password", password)];
    assert_eq!(ann.post("/settings/sign-on", &link("wrong horse")).await.status, 422);
    let stolen = bob.post("/settings/sign-on", &link(PASSWORD)).await;
    assert_eq!(stolen.status, 422, "another account's ticket");
    let done = ann.post("/settings/sign-on", &link(PASSWORD)).await;
    assert_eq!(done.location(), "/settings/sign-on?linked=yes", "{}", done.body);

    let phone = app.browser();
    let back = sign_on(&provider, &phone, "/login/oidc?next=/rooms", "1").await;
    assert_eq!((back.status.as_u16(), back.location()), (303, "/rooms"));
    let taken = sign_on(&provider, &bob, "/login/oidc", "1").await;
    assert_eq!(refused(&taken, 403), "Already linked with another account");

    let unlink = |password| [("act", "unlink"), ("password", password)];
    assert_eq!(ann.post("/settings/sign-on", &unlink("")).await.status, 422, "a fresh login is no password");
    let done = ann.post("/settings/sign-on", &unlink(PASSWORD)).await;
    assert_eq!(done.location(), "/settings/sign-on?unlinked=yes");
    assert_eq!(phone.get("/rooms").await.status, 303, "other devices are logged out");
    let page = sign_on(&provider, &app.browser(), "/login/oidc", "1").await;
    assert_eq!(page.texts("h1"), ["Choose your username"], "it is nobody's any more");
}

#[tokio::test]
async fn an_invitation_and_a_setup_link_let_somebody_in_by_single_sign_on() {
    let Some(provider) = Provider::start() else { return };
    provider.knows("1", "root@example.org", true).await;
    provider.knows("2", "bob@example.org", true).await;
    let app = provider.app(&["--registration", "invite"]).await;
    let browser = app.browser();
    let ann = {
        let page = sign_on(&provider, &browser, "/login/oidc", "1").await;
        register(&browser, &page).await;
        browser
    };
    let refusal = sign_on(&provider, &app.browser(), "/login/oidc", "2").await;
    assert_eq!(refused(&refusal, 403), "New accounts need an invitation");
    let made = ann.post("/invitations", &[("valid", "day"), ("uses", "1")]).await;
    let link = ann.get(made.location()).await.attribute("#link", "value").unwrap();
    let path = link[link.find("/invite/").unwrap()..].to_owned();
    let bob = app.browser();
    let href = bob.get(&path).await.attribute("a[href^='/login/oidc']", "href").unwrap();
    let page = sign_on(&provider, &bob, &href, "2").await;
    assert_eq!(register(&bob, &page).await.location(), "/?welcome=yes");
    assert!(ann.get(made.location()).await.body.contains("bob"), "it has been used");
    provider.knows("3", "cy@example.org", true).await;
    let late = sign_on(&provider, &app.browser(), &href, "3").await;
    assert_eq!(late.status, 404, "it works once");
}

#[tokio::test]
async fn a_deactivated_account_stays_closed_and_a_deleted_one_is_linked_no_more() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let ann = app.person("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    join(&provider, &app, "1").await;
    let act = |act| [("act", act), ("role", "member"), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/bob", &act("deactivate")).await.status, 303);
    let closed = sign_on(&provider, &app.browser(), "/login/oidc", "1").await;
    assert!(refused(&closed, 403).contains("may not log in"));
    assert_eq!(ann.post("/admin/people/bob", &act("reactivate")).await.status, 303);
    let bob = app.browser();
    assert_eq!(sign_on(&provider, &bob, "/login/oidc", "1").await.status, 303);
    let deleted = bob.post("/settings/delete", &[("messages", "go")]).await;
    assert_eq!(deleted.location(), "/login?deleted=yes", "{}", deleted.body);
    let back = app.browser();
    assert_eq!(sign_on(&provider, &back, "/login/oidc?next=/rooms", "1").await.status, 303, "which undoes it");
    assert_eq!(back.get("/rooms").await.status, 200);
    let database = Connection::open(app.database()).unwrap();
    let due = "update accounts set delete_at = 1 where username = 'bob'";
    assert_eq!(database.execute(due, ()).unwrap(), 1);
    let app = app.restart_with(&provider.arguments().iter().map(String::as_str).collect::<Vec<_>>()).await;
    crate::app::until("the account is gone", async || {
        let count = "select count(*) from identities";
        database.query_row(count, (), |row| row.get::<_, u32>(0)).unwrap() == 0
    })
    .await;
    let page = sign_on(&provider, &app.browser(), "/login/oidc", "1").await;
    assert_eq!(page.texts("h1"), ["Choose your username"]);
}

#[tokio::test]
async fn text_that_was_not_sent_stays_while_somebody_logs_in_in_another_tab() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    app.person("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    let bob = join(&provider, &app, "1").await;
    bob.post("/logout", &[]).await;
    let page = bob.post("/rooms/general/messages", &[("body", "keep me"), ("nonce", "n")]).await;
    assert_eq!(page.status, 401);
    assert_eq!(page.attribute("a[target=_blank]", "href").unwrap(), "/login/oidc");
    let form = [("again", "yes"), ("next", "/rooms/general"), ("unsent", "keep me")];
    let early = bob.post("/login", &form).await;
    assert_eq!((early.status.as_u16(), early.texts("#unsent").remove(0).trim()), (422, "keep me"));
    let url = begin(&bob, "/login/oidc").await;
    let back = provider.log_in(&bob, &url, "1").await;
    assert_eq!(bob.get(&back).await.status, 303);
    let page = bob.post("/login", &form).await;
    assert_eq!(page.texts("textarea").remove(0).trim(), "keep me");
    assert!(page.has("form[action='/rooms/general/messages']"));
}
