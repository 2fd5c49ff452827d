//! People whom single sign-on doesn't let in.

use serde_json::json;

use super::provider::{Provider, join, refused, register, sign_on};
#[tokio::test]
async fn only_verified_addresses_of_the_domains_are_let_in() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&["--oidc-domains", "example.org,example.com"]).await;
    app.person("ann").await;
    provider.knows("1", "bob@Example.ORG", true).await;
    provider.knows("2", "eve@example.org", false).await;
    provider.knows("3", "eve@evil.example.org", true).await;
    provider.has(json!({ "sub": "4", "preferred_username": "eve@example.org" })).await;
    for (subject, why) in [("2", "has not verified"), ("3", "of another domain"), ("4", "has not verified")] {
        let answer = sign_on(&provider, &app.browser(), "/login/oidc", subject).await;
        assert_eq!(refused(&answer, 403), "This account may not log in here");
        assert!(answer.body.contains(why), "{subject}: {}", answer.body);
    }
    join(&provider, &app, "1").await;
    provider.knows("1", "bob@elsewhere.example", true).await;
    let answer = sign_on(&provider, &app.browser(), "/login/oidc", "1").await;
    assert_eq!(refused(&answer, 403), "This account may not log in here", "each login is checked");
}

#[tokio::test]
async fn only_members_of_the_groups_are_let_in() {
    for arguments in [&[][..], &["claims-in-tokens"]] {
        let Some(provider) = Provider::start_with(arguments) else { return };
        let app = provider.app(&["--oidc-groups", "chat,staff"]).await;
        app.person("ann").await;
        provider.has(json!({ "sub": "1", "email": "bob@example.org", "groups": ["x", "staff"] })).await;
        provider.has(json!({ "sub": "2", "email": "eve@example.org", "groups": ["chatter"] })).await;
        provider.has(json!({ "sub": "3", "email": "eve@example.org" })).await;
        for subject in ["2", "3"] {
            let answer = sign_on(&provider, &app.browser(), "/login/oidc", subject).await;
            assert_eq!(refused(&answer, 403), "This account may not log in here");
        }
        join(&provider, &app, "1").await;
    }
}

#[tokio::test]
async fn where_registration_is_closed_only_a_list_that_is_said_to_admit_does() {
    let Some(provider) = Provider::start() else { return };
    provider.knows("1", "bob@example.org", true).await;
    for admits in [false, true] {
        let mut arguments = vec!["--registration", "closed", "--oidc-domains", "example.org"];
        arguments.extend(admits.then_some("--oidc-register"));
        let app = provider.app(&arguments).await;
        app.person("ann").await;
        let bob = app.browser();
        let page = sign_on(&provider, &bob, "/login/oidc", "1").await;
        if admits {
            assert_eq!(register(&bob, &page).await.status, 303);
        } else {
            assert_eq!(refused(&page, 403), "Registration is closed");
        }
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for_after_the_provider() {
    let Some(provider) = Provider::start() else { return };
    let app = provider.app(&[]).await;
    let ann = app.person("ann").await;
    provider.knows("1", "bob@example.org", true).await;
    let bob = join(&provider, &app, "1").await;
    assert_eq!(bob.post("/settings/second-factor", &[("act", "begin")]).await.status, 303);
    let secret = bob.get("/settings/second-factor").await.texts("main code").remove(0);
    let code = |steps| crate::second_factor::code(&secret, steps);
    let confirm = bob.post("/settings/second-factor", &[("act", "confirm"), ("code", &code(-1))]).await;
    assert_eq!(confirm.status, 200);
    let phone = app.browser();
    let page = sign_on(&provider, &phone, "/login/oidc?next=/bookmarks", "1").await;
    assert_eq!((page.status.as_u16(), page.texts("h1").remove(0)), (200, "Enter the code".to_owned()));
    assert_eq!(phone.get("/rooms").await.status, 303, "not yet");
    let half = page.attribute("[name=half]", "value").unwrap();
    let finish = |code: &str| {
        [("username", "bob"), ("half", &half), ("code", code), ("next", "/bookmarks")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    };
    let post = async |form: [(String, String); 4]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(a, b)| (&**a, &**b)).collect();
        phone.post("/login/code", &form).await
    };
    assert_eq!(post(finish("000000")).await.status, 422);
    let done = post(finish(&code(1))).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/bookmarks"));
    let change = [("second_factor", "everyone")];
    assert_eq!(ann.post("/admin/settings", &change).await.status, 303);
    provider.knows("2", "cy@example.org", true).await;
    let cy = join(&provider, &app, "2").await;
    assert_eq!(cy.get("/rooms").await.location(), "/settings/second-factor", "one that the role needs");
    let again = cy.get("/login/oidc?confirm=yes&next=/settings/second-factor").await;
    assert!(again.location().starts_with(&provider.issuer), "a login confirms setting it up");
}
