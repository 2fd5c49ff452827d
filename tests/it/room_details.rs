//! The page of a room's details.

use reqwest::Method;

use crate::app::{Answer, TestApp, css};

/// The attribute of each element.
fn attributes(page: &Answer, selector: &str, name: &str) -> Vec<String> {
    page.html().select(&css(selector)).filter_map(|one| one.attr(name).map(str::to_owned)).collect()
}

#[tokio::test]
async fn details_come_in_sections_that_end_with_leaving() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.post("/rooms", &[("name", "Tea"), ("description", "All of it")]).await;
    ann.post("/rooms/tea/join", &[]).await;
    bob.say("tea", "first").await;
    let id = bob.get("/rooms/tea").await.attribute("article", "id").unwrap().replace("message-", "");
    bob.post(&format!("/rooms/tea/messages/{id}/pin"), &[]).await;
    let page = bob.get("/rooms/tea/about").await;
    assert_eq!(
        attributes(&page, ".sheet > section", "id"),
        ["members", "notifications", "finding", "upkeep", "ending"]
    );
    assert_eq!(attributes(&page, ".tabs a", "href"), ["#members", "#notifications", "#finding", "#upkeep"]);
    assert_eq!(page.texts("#members h2"), ["2 members"]);
    assert!(page.texts("#finding").concat().contains("Pinned messages (1)"));
    assert!(page.body.find("All of it").unwrap() < page.body.find("id=\"members\"").unwrap());
    // The room's creator comes first, then those who run the server; each is marked.
    let members: Vec<String> = page.texts(".people li").iter().map(|one| one.replace('\n', " ")).collect();
    assert!(members[0].contains("bob") && members[0].contains("Owner"), "{members:?}");
    assert!(members[1].contains("ann") && members[1].contains("Administrator"), "{members:?}");
    // Members who don't run the room see less, and strangers can join.
    let cy = app.person("cy").await;
    assert!(cy.get("/rooms/tea/about").await.has("form[action='/rooms/tea/join'] button.primary"));
    cy.post("/rooms/tea/join", &[]).await;
    let page = cy.get("/rooms/tea/about").await;
    assert_eq!(attributes(&page, ".sheet > section", "id"), ["members", "notifications", "finding", "ending"]);
    assert!(page.has("#ending form[action='/rooms/tea/leave'] .danger") && !page.has("#ending a"));
}

#[tokio::test]
async fn many_members_are_folded_and_found() {
    let app = TestApp::spawn_with(&["--registrations-per-hour", "0"]).await;
    let ann = app.person("ann").await;
    for number in 10..30 {
        app.person(&format!("person{number}")).await;
    }
    let page = ann.get("/rooms/general/about").await;
    assert_eq!(page.texts("#members h2"), ["21 members"]);
    assert_eq!(page.texts("#members > .people > li").len(), 12);
    assert_eq!(page.texts("#members details summary"), ["Show 9 more members"]);
    assert_eq!(page.texts("#members details li").len(), 9);
    let page = ann.get("/rooms/general/about?q=person2").await;
    assert_eq!(page.texts("#members > .people > li").len(), 10);
    assert_eq!(page.texts("#members h2"), ["21 members"]);
    assert!(!page.has("#members details"));
}

#[tokio::test]
async fn removing_somebody_asks() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let room = bob.make_room("Secret plans", "closed").await;
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await;
    let about = format!("/rooms/{room}/about");
    let asks = attributes(&bob.get(&about).await, ".people a.danger", "href");
    assert_eq!(asks, [format!("/rooms/{room}/remove?username=cy")]);
    let page = bob.get(&asks[0]).await;
    assert_eq!(page.texts("h1"), ["Remove cy from Secret plans?"]);
    assert!(page.body.contains("until somebody adds them again"));
    assert_eq!(page.attribute("main form [name=username]", "value").as_deref(), Some("cy"));
    assert_eq!(page.texts("main button.danger"), ["Remove"]);
    assert!(page.has(&format!("main a[href='{about}#members']")));
    assert!(cy.get(&format!("/rooms/{room}")).await.status == 200, "it only asks");
    // Other people are neither asked nor asked about.
    assert_eq!(cy.get(&asks[0]).await.status, 403);
    assert_eq!(ann.get(&asks[0]).await.status, 404);
    for name in ["ann", "bob", "nobody", "", "%3Cb%3E"] {
        let answer = bob.get(&format!("/rooms/{room}/remove?username={name}")).await;
        assert_eq!(answer.location(), format!("{about}#members"), "{name}");
    }
    assert_eq!(bob.post(&format!("/rooms/{room}/remove"), &[("username", "cy")]).await.status, 303);
    assert_eq!(cy.get(&format!("/rooms/{room}")).await.status, 404);
}

#[tokio::test]
async fn the_switcher_begins_with_what_is_unread_and_goes_on_with_what_is_recent() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for name in ["Apples", "Bees", "Clouds", "Days"] {
        bob.post("/rooms", &[("name", name)]).await;
        ann.post(&format!("/rooms/{}/join", name.to_lowercase()), &[]).await;
    }
    let direct = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    let direct = direct.trim_start_matches("/rooms/");
    for room in ["general", "apples", direct, "bees"] {
        ann.say(room, "hello").await;
    }
    bob.say("days", "to read").await;
    bob.say("clouds", "@ann, to read").await;
    let request = ann.request(Method::GET, "/switch?q=").header("hx-request", "true");
    let found = Answer::of(request).await;
    let (direct, order) = (format!("/rooms/{direct}"), attributes(&found, "[role=option]", "data-href"));
    let wanted = ["/rooms/clouds", "/rooms/days", "/rooms/bees", &direct, "/rooms/apples", "/rooms/general"];
    assert_eq!(order, wanted);
    assert_eq!(found.texts("#found-0 .badge"), ["1"]);
    assert!(found.has("#found-1 .unread") && !found.has("#found-2 .unread"));
    assert!(found.has("#found-3 .face .avatar"), "a conversation has a face");
    let page = ann.get("/switch").await;
    assert_eq!(attributes(&page, ".found a", "href"), wanted, "without JavaScript, too");
}
