//! Completion and the quick switcher.

use reqwest::Method;

use crate::app::{Answer, Person, TestApp, css};

fn query(path: &str, typed: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", typed).finish();
    format!("{path}?{query}")
}

/// The value of an attribute of each option.
fn options(answer: &Answer, names: &[&str]) -> Vec<String> {
    assert_eq!(answer.status, 200);
    let html = answer.html();
    let option = css("[role=option][id]");
    html.select(&option)
        .map(|option| names.iter().find_map(|name| option.attr(name)).unwrap().to_owned())
        .collect()
}

async fn complete(person: &Person, room: &str, typed: &str) -> Vec<String> {
    options(&person.get(&query(&format!("/rooms/{room}/complete"), typed)).await, &["data-insert"])
}

async fn switch(person: &Person, typed: &str) -> Vec<String> {
    let request = person.request(Method::GET, &query("/switch", typed)).header("hx-request", "true");
    options(&Answer::of(request).await, &["data-href", "data-people"])
}

#[tokio::test]
async fn members_rooms_and_emoji_are_completed_from_a_part_of_their_names() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    app.person("Bea").await;
    app.person("abe").await;
    ann.post("/rooms", &[("name", "Bird watching")]).await;
    ann.post("/rooms", &[("name", "Secret birds"), ("kind", "closed")]).await;

    assert_eq!(
        complete(&ann, "general", "@b").await,
        ["@Bea ", "@bob ", "@abe "],
        "what begins with it comes first"
    );
    assert_eq!(complete(&ann, "general", "@BO").await, ["@bob "]);
    assert_eq!(
        complete(&ann, "general", "@").await.len(),
        5,
        "nobody completes themselves, but all and those here"
    );
    assert_eq!(complete(&ann, "bird-watching", "@").await, ["@all ", "@here "], "members alone");
    assert_eq!(
        complete(&ann, "general", "#bird").await,
        ["#bird-watching "],
        "no closed rooms: nothing links to them"
    );
    assert_eq!(complete(&bob, "general", "#bird").await, ["#bird-watching "]);
    assert_eq!(complete(&bob, "general", ":tada").await, ["🎉 "]);
    assert_eq!(complete(&bob, "general", ":s").await.len(), 8);
    for nothing in ["", "x", "@nobody", "#nowhere", ":", ":nothing_like_it", "@<script>", "@%", "🎉"] {
        assert_eq!(complete(&bob, "general", nothing).await, [""; 0], "{nothing:?}");
    }
}

#[tokio::test]
async fn the_quick_switcher_finds_rooms_and_people() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    app.person("bert").await;
    let birds = format!("/rooms/{}", ann.make_room("Birds", "closed").await);
    bob.post("/rooms", &[("name", "Big things")]).await;
    assert_eq!(switch(&ann, "bi").await, [birds.as_str(), "/rooms/big-things"], "one's own rooms come first");
    assert_eq!(switch(&bob, "bi").await, ["/rooms/big-things"], "closed rooms are not there for others");
    let random = birds.rsplit('-').next().unwrap();
    assert_eq!(switch(&ann, random).await, [""; 0], "a closed room's address has nothing that anybody looks for");
    assert_eq!(switch(&ann, "be").await, ["bert"]);
    assert_eq!(switch(&ann, "@bo").await, ["bob"]);
    assert_eq!(switch(&ann, "").await, [birds.as_str(), "/rooms/general", "/rooms/big-things"]);
    let direct = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    assert_eq!(switch(&ann, "bob").await, [direct.as_str()], "not the person as well");

    let page = ann.get("/switch?q=b").await;
    assert_eq!(page.attribute("#q", "value").as_deref(), Some("b"));
    assert!(page.has(&format!(".found a[href='{direct}']")) && page.has(".found input[name=people][value=bert]"));
    assert!(page.has("#sidebar a[href='/switch']") && page.has("#sidebar a[href='/shortcuts']"));
    assert!(ann.get("/shortcuts").await.texts("#shortcuts dd").len() > 5);
    for path in ["/switch", "/shortcuts", "/rooms/general/complete?q=@"] {
        assert!(app.browser().get(path).await.location().starts_with("/login"), "{path}");
    }
}

#[tokio::test]
async fn exact_names_come_before_rooms_and_conversations_that_contain_them() {
    let app = TestApp::spawn_with(&["--registrations-per-hour", "0"]).await;
    let (ann, cy) = (app.person("ann").await, app.person("cy").await);
    cy.post("/settings/profile", &[("name", "Cyril Bobbin")]).await;
    for name in ["bob", "bo", "bobo1", "bobo2", "bobo3", "bobo4", "bobo5", "bobo6", "bobo7", "bobo8", "bobo9"] {
        app.person(name).await;
    }
    let group = ann.post("/direct", &[("people", "bob cy")]).await.location().to_owned();
    ann.post("/rooms", &[("name", "Bobsled")]).await;
    for typed in ["bob", "@bob", " BOB "] {
        assert_eq!(switch(&ann, typed).await[0], "bob", "{typed}: there is no conversation with bob alone yet");
    }
    assert_eq!(switch(&ann, "cyril").await, ["cy", group.as_str()], "a first name");
    assert_eq!(switch(&ann, "bobbin").await[0], "cy", "a last one");
    assert_eq!(switch(&ann, "cyr").await[0], "cy", "one that is not typed whole");
    let page = ann.get("/switch?q=bob").await;
    assert!(page.has(".found li:first-child input[name=people][value=bob]"), "without JavaScript, too");

    let bob = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    let first = ann.post("/direct", &[("people", "cy")]).await.location().to_owned();
    for name in ["bobo1", "bobo2", "bobo3", "bobo4", "bobo5", "bobo6", "bobo7", "bobo8", "bobo9"] {
        ann.post("/direct", &[("people", name)]).await;
    }
    assert_eq!(switch(&ann, "bob").await[0], bob);
    assert_eq!(switch(&ann, "bo").await[0], "bo", "however many begin with it");
    assert_eq!(switch(&ann, "cyril").await, [first.as_str(), group.as_str()]);
    ann.post("/rooms", &[("name", "Cyril")]).await;
    assert_eq!(switch(&ann, "cyril").await[..2], ["/rooms/cyril", first.as_str()], "a room of just this name");
}

#[tokio::test]
async fn a_response_to_htmx_has_the_id_of_the_posted_message() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for _ in 0..2 {
        let form = [("body", "once"), ("nonce", "a-nonce-of-ours")];
        let answer = ann.htmx_post("/rooms/general/messages", &form).await;
        assert_eq!((answer.status.as_u16(), answer.header("snug-message")), (200, "1"));
    }
}
