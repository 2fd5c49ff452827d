//! Invitations to the server, and who may register.

use crate::app::{Answer, PASSWORD, Person, TestApp};

fn account(name: &str) -> [(&str, &str); 2] {
    [("username", name), ("password", PASSWORD)]
}

/// Makes an invitation, and returns the path of its page and that of its link.
async fn invite(by: &Person, form: &[(&str, &str)]) -> (String, String) {
    let usual = [("valid", "week"), ("uses", "1")];
    let chosen = usual.iter().filter(|(name, _)| !form.iter().any(|(other, _)| other == name));
    let made = by.post("/invitations", &chosen.chain(form).copied().collect::<Vec<_>>()).await;
    assert_eq!(made.status, 303, "{:?}", made.texts(".error"));
    let page = made.location().to_owned();
    let link = by.get(&page).await.attribute("#link", "value").unwrap();
    let path = link[link.find("/invite/").unwrap()..].to_owned();
    (page, path)
}

async fn set(by: &Person, registration: &str, inviters: &str) {
    let form = [("registration", registration), ("inviters", inviters)];
    assert_eq!(by.post("/admin/settings", &form).await.status, 303);
}

#[tokio::test]
async fn an_administrator_decides_who_may_register() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    set(&ann, "invite", "administrators").await;
    let refused = app.browser().post("/register", &account("bob")).await;
    assert_eq!(refused.status, 403);
    assert_eq!(refused.texts("h1"), ["New accounts need an invitation"]);
    assert!(
        !app.browser().get("/login").await.has("a[href^='/register']"),
        "nothing leads to a form that isn't there"
    );
    let (_, link) = invite(&ann, &[]).await;

    set(&ann, "closed", "administrators").await;
    assert_eq!(app.browser().post("/register", &account("bob")).await.status, 403);
    assert_eq!(app.browser().get(&link).await.status, 403, "nor with an invitation");
    assert_eq!(app.browser().post(&link, &account("bob")).await.status, 403);

    set(&ann, "open", "administrators").await;
    app.person("bob").await;
    let wrong = ann.post("/admin/settings", &[("registration", "perhaps")]).await;
    assert_eq!(wrong.status, 422);

    let app = app.restart_with(&["--registration", "closed"]).await;
    assert_eq!(
        app.browser().post("/register", &account("cy")).await.status,
        403,
        "the flag overrides the setting"
    );
    let page = ann.at(&app.url).get("/admin/settings").await;
    assert!(page.has("fieldset[disabled] [value=closed][checked]"), "{}", page.body);
    assert!(page.texts("#flag")[0].contains("--registration"));
}

#[tokio::test]
async fn an_invitation_lets_as_many_in_as_it_may_and_leads_into_its_rooms() {
    let app = TestApp::spawn_with(&["--registration", "invite"]).await;
    let ann = app.person("ann").await;
    let closed = ann.make_room("Choir", "closed").await;
    let (page, link) = invite(&ann, &[("uses", "1"), ("note", "For the choir"), ("room", &closed)]).await;

    let form = app.browser().get(&link).await;
    assert_eq!(form.texts("h1"), ["ann invites you to Snug"]);
    assert!(form.body.contains("Choir"));
    let bob = app.browser();
    let refused = bob.post(&link, &[("username", "bob"), ("password", "short")]).await;
    assert_eq!((refused.status.as_u16(), refused.attribute("#username", "value").unwrap().as_str()), (422, "bob"));
    assert_eq!(bob.post(&link, &account("bob")).await.status, 303);
    assert_eq!(bob.get(&format!("/rooms/{closed}")).await.status, 200, "bob is in the closed room");

    let cy = app.browser().post(&link, &account("cy")).await;
    assert_eq!((cy.status.as_u16(), cy.texts("h1")), (404, vec!["This link does not work".to_owned()]));
    let page = ann.get(&page).await;
    assert_eq!(page.texts(".tag"), ["used up"]);
    assert!(page.body.contains("Used 1 of 1 times") && page.texts(".people bdi").contains(&"bob".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_use_an_invitation_at_once_only_as_many_get_in_as_may() {
    let app = TestApp::spawn_with(&["--registration", "invite"]).await;
    let (_, link) = invite(&app.person("ann").await, &[("uses", "5")]).await;
    let mut attempts = tokio::task::JoinSet::new();
    for number in 0..12 {
        let (browser, link) = (app.browser(), link.clone());
        attempts.spawn(async move { browser.post(&link, &account(&format!("p{number}"))).await.status.as_u16() });
    }
    let mut statuses = attempts.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![303; 5], vec![404; 7]].concat());
}

#[tokio::test]
async fn a_revoked_invitation_and_a_forged_link_let_nobody_in() {
    let app = TestApp::spawn_with(&["--registration", "invite"]).await;
    let ann = app.person("ann").await;
    let (page, link) = invite(&ann, &[("uses", "")]).await;
    assert_eq!(app.browser().post(&link, &account("bob")).await.status, 303);
    assert_eq!(ann.post(&format!("{page}/revoke"), &[("revoke", "yes")]).await.status, 303);
    let (_, other) = invite(&ann, &[]).await;
    let (number, _) = other.trim_start_matches("/invite/").split_once('-').unwrap();
    let (_, code) = link.split_once('-').unwrap();
    let forged =
        [link.clone(), format!("/invite/{number}-{code}"), format!("/invite/{number}-AAAAAAAAAAAAAAAAAAAAAA")];
    for link in forged.iter().map(String::as_str).chain(["/invite/1", "/invite/x", "/invite/-"]) {
        assert_eq!(app.browser().get(link).await.status, 404, "{link}");
        assert_eq!(app.browser().post(link, &account("cy")).await.status, 404, "{link}");
    }
}

#[tokio::test]
async fn members_invite_where_the_settings_let_them_and_only_into_their_rooms() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let closed = ann.make_room("Board", "closed").await;
    let forms = [("valid", "day"), ("uses", "1")];
    assert_eq!(bob.get("/invitations").await.status, 403);
    assert_eq!(bob.post("/invitations", &forms).await.status, 403);
    assert!(!bob.get("/rooms").await.has("a[href='/invitations']"));

    set(&ann, "open", "everyone").await;
    assert!(bob.get("/rooms").await.has("a[href='/invitations']"));
    let (page, link) = invite(&bob, &[]).await;
    let refused = bob.post("/invitations", &[&forms[..], &[("room", &closed), ("note", "kept")]].concat()).await;
    assert_eq!(refused.status, 422, "a room that bob isn't in");
    assert_eq!(refused.attribute("#note", "value").unwrap(), "kept");
    assert_eq!(cy.get(&page).await.status, 404, "somebody else's invitation");
    assert_eq!(cy.post(&format!("{page}/revoke"), &[("revoke", "yes")]).await.status, 404);
    assert_eq!(ann.get(&page).await.status, 200, "administrators see all");
    assert!(ann.get("/admin/invitations").await.has(&format!("a[href='{page}']")));

    set(&ann, "open", "administrators").await;
    assert_eq!(bob.post(&format!("{page}/revoke"), &[("revoke", "yes")]).await.status, 403);
    assert_eq!(app.browser().post(&link, &account("dee")).await.status, 303, "it was valid when it was made");
}

#[tokio::test]
async fn somebody_with_an_account_joins_the_rooms_of_an_invitation() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let closed = ann.make_room("Board", "closed").await;
    let (_, link) = invite(&ann, &[("room", &closed)]).await;
    let page = bob.get(&link).await;
    assert!(page.body.contains("Board") && page.has("form input[name=join]"));
    assert_eq!(bob.get(&format!("/rooms/{closed}")).await.status, 404);
    assert_eq!(bob.post(&link, &[("join", "yes")]).await.location(), "/rooms");
    assert_eq!(bob.get(&format!("/rooms/{closed}")).await.status, 200);
    assert_eq!(app.browser().post(&link, &account("cy")).await.status, 404, "it was for one");
}

#[tokio::test]
async fn what_can_be_chosen_for_an_invitation_is_checked() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let long = "x".repeat(121);
    for form in [
        &[("valid", "century"), ("uses", "1")][..],
        &[("valid", "day"), ("uses", "0")],
        &[("valid", "day"), ("uses", "many")],
        &[("valid", "day"), ("uses", "1"), ("note", &long)],
        &[("valid", "day"), ("uses", "1"), ("room", "nowhere")],
    ] {
        let refused: Answer = ann.post("/invitations", form).await;
        assert_eq!(refused.status, 422, "{form:?}");
        assert!(!refused.texts(".error").is_empty(), "{form:?}");
    }
    assert!(!ann.get("/invitations").await.has(".devices li"));
}
