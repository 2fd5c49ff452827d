//! The first pages of a new server, of its administrator and of new members.

use crate::app::{PASSWORD, TestApp};

const CARD: &str = "section.setup";

#[tokio::test]
async fn an_empty_server_leads_to_the_administrators_account_and_says_so() {
    let app = TestApp::spawn().await;
    let nobody = app.browser();
    assert_eq!(nobody.get("/").await.location(), "/register");
    let page = nobody.get("/register").await;
    assert_eq!(page.texts("h1"), ["Set up this server"]);
    assert!(page.texts("#account-form p").concat().contains("administrator’s account"));
    let refused = nobody.post("/register", &[("username", "ann"), ("password", "short")]).await;
    assert_eq!((refused.status.as_u16(), refused.texts("h1")), (422, vec!["Set up this server".to_owned()]));
    app.person("ann").await;
    assert_eq!(nobody.get("/").await.location(), "/login?next=%2F");
    assert_eq!(nobody.get("/register").await.texts("h1"), ["Create an account"]);
}

#[tokio::test]
async fn the_first_administrator_sees_the_first_steps_until_they_are_dismissed() {
    let app = TestApp::spawn().await;
    let ann = app.browser().register_with_card("ann").await;
    let bob = app.person("bob").await;
    let page = ann.get("/rooms/general").await;
    assert!(page.texts(".setup .warning").concat().contains("Only this computer"), "{:?}", page.texts(CARD));
    assert_eq!(page.texts(".setup code"), [format!("{}/", app.url.replace("127.0.0.1", "localhost"))]);
    assert!(
        page.has(".setup a[href='/admin/invitations']") && page.has(".setup a[href='/admin/settings#branding']")
    );
    assert!(!bob.get("/rooms/general").await.has(CARD), "others don't administer the server");

    // A press makes a room, and leads back.
    assert_eq!(page.texts(".setup form[action='/rooms'] button"), ["# Random", "# Help", "# Announcements"]);
    let random = [("name", "Random"), ("kind", "open"), ("next", "/rooms/general")];
    assert_eq!(ann.post("/rooms", &random).await.location(), "/rooms/general");
    let page = ann.get("/rooms/general").await;
    assert_eq!(page.texts(".setup form[action='/rooms'] button"), ["# Help", "# Announcements"]);
    let elsewhere = ann.post("/rooms", &[("name", "Help"), ("next", "//evil.example")]).await;
    assert_eq!(elsewhere.location(), "/rooms/help");

    assert_eq!(bob.post("/admin/setup", &[("act", "dismiss")]).await.status, 403);
    assert_eq!(ann.post("/admin/setup", &[("act", "dance")]).await.status, 400);
    assert!(ann.get("/rooms/general").await.has(CARD));
    let done = ann.post("/admin/setup", &[("act", "dismiss"), ("next", "/rooms/general")]).await;
    assert_eq!(done.location(), "/rooms/general");
    assert!(!ann.get("/rooms/general").await.has(CARD));
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    assert!(!ann.get("/rooms/general").await.has(CARD), "the server keeps it");
    assert!(ann.get("/admin").await.has("a[href='/admin/setup']"));
    assert!(ann.get("/admin/setup").await.has(".setup .steps"));
    assert_eq!(bob.at(&app.url).get("/admin/setup").await.status, 403);
}

#[tokio::test]
async fn the_first_steps_warn_where_everyone_who_reaches_the_server_can_register() {
    let (app, link) = TestApp::spawn_without_accounts_with(&["--public-url", "https://chat.example.org"]).await;
    crate::app::set_up(&app.url, &link).await;
    let root = app.browser();
    let at = |request: reqwest::RequestBuilder| crate::app::Answer::of(request.header("host", "chat.example.org"));
    let form = [("username", "root"), ("password", PASSWORD)];
    let login = at(root.request(reqwest::Method::POST, "/login").form(&form)).await;
    assert_eq!(login.status, 303, "{}", login.body);
    // All cookies: their order isn't fixed.
    let set = login.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let cookie = set.map(|cookie| cookie.split(';').next().unwrap()).collect::<Vec<_>>().join("; ");
    let page = at(root.request(reqwest::Method::GET, "/rooms/general").header("cookie", cookie)).await;
    assert_eq!(page.texts(".setup code"), ["https://chat.example.org/"]);
    assert!(
        page.texts(".setup .warning").concat().contains("Everyone who can open this address"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn new_members_are_shown_the_rooms_to_join() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let bob = app.browser();
    let account = |name| [("username", name), ("password", PASSWORD)];
    let welcome = bob.post("/register", &account("bob")).await.location().to_owned();
    assert_eq!(bob.get(&welcome).await.location(), "/rooms/general", "there is no other room");
    ann.make_room("Tea", "open").await;
    ann.make_room("Board", "closed").await;
    let cy = app.browser();
    cy.post("/register", &account("cy")).await;
    let list = cy.get(&welcome).await.location().to_owned();
    let page = cy.get(&list).await;
    assert_eq!(page.texts("#main h2"), ["Welcome to Snug", "Rooms you can join", "Your rooms", "New room"]);
    assert_eq!(page.texts(".room-list form button"), ["Join"]);
    let next = page.attribute(".room-list form [name=next]", "value").unwrap();
    assert_eq!(cy.post("/rooms/tea/join", &[("next", &next)]).await.location(), list);
    let page = cy.get(&list).await;
    assert!(!page.has(".room-list form") && page.has("#own-rooms a[href='/rooms/tea']"));
    assert_eq!(cy.get("/").await.location(), "/rooms/general");
}

#[tokio::test]
async fn a_room_not_joined_has_a_join_bar_in_place_of_the_composer() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea"), ("description", "Leaves & cups")]).await;
    ann.say("tea", "first").await;
    for path in ["/rooms/tea", "/rooms/tea?newest=yes", "/rooms/tea/messages/1"] {
        let page = bob.get(path).await;
        assert!(page.has("#join-bar[action='/rooms/tea/join']") && !page.has("#composer"), "{path}");
        assert_eq!(page.messages(), ["first"], "an open room can be read before joining");
        assert!(page.texts("#join-bar").concat().contains("1 member"));
        assert_eq!(page.texts("#join-bar .description"), ["Leaves & cups"]);
    }
    // People who write or reply have the composer.
    let long = "x".repeat(8_001);
    let refused = bob.post("/rooms/tea/messages", &[("body", &*long), ("nonce", "n")]).await;
    assert_eq!((refused.status.as_u16(), refused.texts("textarea")), (422, vec![long]));
    assert!(bob.get("/rooms/tea?reply_to=1").await.has("#composer .replying"));
    assert!(bob.get("/rooms/tea?mention=ann").await.has("#composer"));
    assert!(!ann.get("/rooms/tea").await.has("#join-bar"));
    assert_eq!(bob.post("/rooms/tea/join", &[("join", "yes")]).await.location(), "/rooms/tea");
    let page = bob.get("/rooms/tea").await;
    assert!(page.has("#composer") && !page.has("#join-bar"));
    bob.post("/rooms/tea/leave", &[]).await;
    ann.post("/rooms/tea/archive", &[("archive", "yes")]).await;
    let page = bob.get("/rooms/tea").await;
    assert!(!page.has("#join-bar") && page.has(".banner.instead"));
    let closed = ann.make_room("Board", "closed").await;
    assert_eq!(bob.get(&format!("/rooms/{closed}")).await.status, 404);
}
