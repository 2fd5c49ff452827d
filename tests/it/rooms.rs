use crate::app::TestApp;

#[tokio::test]
async fn general_exists_from_the_start() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let page = ann.get("/rooms").await;
    assert_eq!(page.texts(".room-list a"), ["General"]);
    assert_eq!(page.texts(".room-list .last"), ["no messages yet"]);
    let room = ann.get("/rooms/general").await;
    assert_eq!(room.texts("h1"), ["General"]);
    assert!(room.texts(".empty")[0].contains("No messages here yet"));
}

#[tokio::test]
async fn anyone_creates_rooms_that_everyone_sees() {
    let app = TestApp::spawn().await;
    app.person("ann").await;
    let (bob, cy) = (app.person("bob").await, app.person("cy").await);
    let made = bob.post("/rooms", &[("name", "Off topic & Fun!"), ("kind", "open")]).await;
    assert_eq!((made.status.as_u16(), made.location()), (303, "/rooms/off-topic-fun"));
    cy.say("off-topic-fun", "hi").await;
    let list = bob.get("/rooms").await;
    assert_eq!(list.texts("#sidebar .rooms a bdi"), ["General", "Off topic & Fun!"]);
    let last = &list.texts(".room-list .last")[1];
    assert!(last.starts_with("cy, "), "who spoke last, and when: {last}");
    assert_eq!(
        bob.get("/rooms/off-topic-fun").await.texts(".rooms [aria-current=page] bdi"),
        ["Off topic & Fun!"]
    );
}

#[tokio::test]
async fn slugs_keep_the_letters_of_a_name() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let made = ann.post("/rooms", &[("name", "Über Bücher")]).await;
    assert_eq!(made.location(), "/rooms/%C3%BCber-b%C3%BCcher");
    assert_eq!(ann.get(made.location()).await.texts("h1"), ["Über Bücher"]);
    assert_eq!(ann.get("/rooms/ÜBER-bücher").await.status, 200, "whatever its case");
    let other = ann.post("/rooms", &[("name", "über... Bücher!")]).await;
    assert_eq!(other.location(), "/rooms/%C3%BCber-b%C3%BCcher-2", "another name, another address");
}

#[tokio::test]
async fn an_invalid_room_shows_the_form_with_its_values_and_errors() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for (name, kind, said) in [
        ("", "open", "Give the room a name"),
        (&"x".repeat(81), "open", "at most 80"),
        ("gENERAL", "open", "already"),
        ("evil\u{202e}", "open", "visible"),
        ("Secret", "nonsense", "kind"),
    ] {
        let form = [("name", name), ("kind", kind)];
        for answer in [ann.post("/rooms", &form).await, ann.htmx_post("/rooms", &form).await] {
            assert_eq!(answer.status, 422);
            assert_eq!(answer.attribute("#name", "value").as_deref(), Some(name));
            assert_eq!(answer.attribute("#name", "aria-invalid").as_deref(), Some("true"));
            assert!(answer.texts("#name-error")[0].contains(said), "{:?}", answer.texts("#name-error"));
        }
    }
    let fragment = ann.htmx_post("/rooms", &[("name", "")]).await;
    assert!(fragment.body.starts_with("<section"), "{}", fragment.body);
    let made = ann.htmx_post("/rooms", &[("name", "New")]).await;
    assert_eq!(made.header("hx-redirect"), "/rooms/new");
}

#[tokio::test]
async fn home_is_the_room_visited_last() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.post("/rooms", &[("name", "Aardvarks")]).await;
    assert_eq!(ann.get("/").await.location(), "/rooms/general");
    ann.get("/rooms/aardvarks").await;
    assert_eq!(ann.get("/").await.location(), "/rooms/aardvarks");
    let elsewhere = app.browser();
    elsewhere.post("/login", &[("username", "ann"), ("password", crate::app::PASSWORD)]).await;
    assert_eq!(elsewhere.get("/").await.location(), "/rooms/aardvarks", "in every browser");
}

#[tokio::test]
async fn concurrent_creation_of_the_same_room_makes_one() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let form = [("name", "Tea")];
    let (one, other) = tokio::join!(ann.post("/rooms", &form), bob.post("/rooms", &form));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
}

#[tokio::test]
async fn rooms_of_the_same_name_are_distinguished_everywhere() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let alone = ann.make_room("Garden", "closed").await;
    let slugs = [ann.make_room("Tea", "closed").await, ann.make_room("TEA", "closed").await];
    for slug in &slugs {
        ann.say(slug, "kettle").await;
    }
    let mut addresses = slugs.clone().map(|slug| format!("#{slug}"));
    let sorted = |mut texts: Vec<String>| {
        texts.sort();
        texts
    };
    addresses.sort();
    let page = ann.get("/rooms").await;
    assert_eq!(sorted(page.texts("#own-rooms a .detail")), addresses, "at the side");
    assert_eq!(sorted(page.texts(".room-list a .detail")), addresses, "in the list");
    assert_eq!(
        sorted(ann.get("/switch?q=tea").await.texts(".found bdi.detail")),
        addresses,
        "in the quick switcher"
    );
    for slug in &slugs {
        let page = ann.get(&format!("/rooms/{slug}")).await;
        assert_eq!(page.texts("#room-name .detail"), [format!("#{slug}")]);
        assert!(page.texts("title")[0].contains(&format!("#{slug} ")), "{:?}", page.texts("title"));
    }
    for slug in &slugs {
        for page in ["about", "delete", "pins"] {
            let page = ann.get(&format!("/rooms/{slug}/{page}")).await;
            assert_eq!(page.texts("main .detail")[0], format!("#{slug}"), "{}", page.body);
        }
        for (page, title) in [("about", "About"), ("delete", "Delete")] {
            let title_of = ann.get(&format!("/rooms/{slug}/{page}")).await.texts("title").concat();
            assert!(title_of.starts_with(title) && title_of.contains(&format!("#{slug}")), "{title_of}");
        }
    }
    assert_eq!(ann.get(&format!("/rooms/{alone}")).await.texts("#room-name"), ["Garden"]);
    ann.post(&format!("/rooms/{}/about", slugs[1]), &[("name", "Coffee")]).await;
    assert!(!ann.get("/rooms").await.has("#own-rooms a .detail"), "only while they have the same name");
}

#[tokio::test]
async fn conversations_of_the_same_name_are_distinguished_by_handles() {
    let app = TestApp::spawn().await;
    let (ann, bob, dan) = (app.person("ann").await, app.person("bob").await, app.person("dan").await);
    app.person("cy").await;
    assert_eq!(dan.post("/settings/profile", &[("name", "bob, cy")]).await.status, 303);
    let with = async |people| ann.post("/direct", &[("people", people)]).await.location().to_owned();
    for (room, handles) in [(with("bob, cy").await, "@bob, @cy"), (with("dan").await, "@dan")] {
        with("bob, cy").await;
        with("dan").await;
        for path in ["/rooms", &room, &format!("{room}/about"), &format!("{room}/pins")] {
            let page = ann.get(path).await;
            let beside = page.texts(&format!("#own-rooms a[href='{room}'] .detail"));
            assert_eq!(beside, [handles], "at the side of {path}");
            let within = page.texts("main :is(h1, .column > p, .room-list a) .detail");
            assert!(within.contains(&handles.to_owned()), "on {path}: {within:?}");
        }
        let title = ann.get(&format!("{room}/about")).await.texts("title").concat();
        assert!(title.contains(handles), "{title}");
    }
    // A name that several people have is always shown with the handle.
    for person in [&bob, &dan] {
        assert_eq!(person.post("/settings/profile", &[("name", "Sam")]).await.status, 303);
    }
    let room = with("dan").await;
    let title = ann.get(&format!("{room}/about")).await.texts("title").concat();
    assert!(title.contains("Sam (@dan)"), "{title}");
}

#[tokio::test]
async fn completed_rooms_are_distinguished_by_address() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.make_room("Tea", "open").await;
    ann.make_room("Tea", "closed").await;
    let options = ann.get("/rooms/general/complete?q=%23te").await;
    // A message can't link to the closed one.
    assert_eq!(
        (options.texts("li > bdi:first-child"), options.texts("li .detail")),
        (vec!["#tea".to_owned()], vec!["Tea".to_owned()])
    );
}

#[tokio::test]
async fn results_in_rooms_of_the_same_name_say_in_which() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.make_room("Tea", "open").await;
    let closed = ann.make_room("Tea", "closed").await;
    bob.say("tea", "kettle one").await;
    ann.say(&closed, "kettle two").await;
    let found = ann.get("/search?q=kettle").await;
    assert_eq!(found.texts(".hits .detail"), [format!("#{closed}"), "#tea".to_owned()]);
    assert!(!bob.get("/search?q=kettle").await.has(".hits .detail"), "nobody else learns of it");
}
