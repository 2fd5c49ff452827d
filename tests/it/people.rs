//! The list of people, their cards, and statuses.

use crate::app::TestApp;

#[tokio::test]
async fn names_lead_to_cards_with_what_both_can_see() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let secret = bob.make_room("Secret", "closed").await;
    let both = bob.make_room("Both", "closed").await;
    bob.make_room("Public", "open").await;
    bob.post(&format!("/rooms/{both}/invite"), &[("username", "ann")]).await;
    bob.post("/settings/profile", &[("name", "Bob Lee")]).await;
    bob.post("/settings", &[("language", "en"), ("zone", "Asia/Tokyo")]).await;
    bob.say("general", "hello @ann").await;
    bob.say("general", "again").await;

    let page = ann.get("/rooms/general").await;
    assert_eq!(page.attribute("article a.author", "href").as_deref(), Some("/people/bob?room=general"));
    assert_eq!(page.attribute("a.mention", "href").as_deref(), Some("/people/ann"));
    assert!(!page.has(".continues a.author"), "a link that can't be seen takes no focus");

    let card = ann.get("/people/bob?room=general").await;
    assert_eq!(card.texts(".person .names bdi"), ["Bob Lee", "@bob"]);
    assert_eq!(card.texts(".common-rooms bdi"), ["Both", "General", "Public"]);
    assert!(!card.body.contains(&secret) && !card.body.contains("Secret"));
    assert!(card.texts(".local-time")[0].starts_with("Local time: "));
    assert_eq!(card.attribute(".mention-them", "href").as_deref(), Some("/rooms/general?mention=bob"));
    assert_eq!(cy.get("/people/bob").await.texts(".common-rooms bdi"), ["General", "Public"]);
    let composer = ann.get("/rooms/general?mention=bob").await;
    assert_eq!(composer.texts("#composer-body"), ["@bob "]);
    for wrong in ["%3Cb%3E", "nobody-"] {
        assert!(!ann.get(&format!("/rooms/general?mention={wrong}")).await.body.contains("<b>"));
    }
    assert!(!ann.get(&format!("/people/bob?room={secret}")).await.body.contains(&secret), "no room of others");
    for missing in ["/people/nobody", "/people/%3Cb%3E", "/people/..%2F..%2Fadmin"] {
        assert_eq!(ann.get(missing).await.status, 404, "{missing}");
    }
    let fragment = ann.request(reqwest::Method::GET, "/people/BOB").header("hx-request", "true");
    let fragment = crate::app::Answer::of(fragment).await;
    assert!(fragment.has(".person") && !fragment.has("nav"));
    assert!(ann.get("/people/ann").await.has("a[href='/settings/status']"), "one's own");
}

#[tokio::test]
async fn the_list_of_people_is_searched_and_paged() {
    let app = TestApp::spawn_with(&["--registrations-per-hour", "0"]).await;
    let ann = app.person("ann").await;
    for number in 10..65 {
        app.person(&format!("p{number}")).await;
    }
    let first = ann.get("/people").await;
    assert_eq!(first.texts(".people .card-link").len(), 50);
    let second = ann.get(&first.attribute("a[rel=next]", "href").unwrap()).await;
    let names = second.texts(".people .card-link");
    assert_eq!((names.len(), names[0].as_str()), (6, "p59"));
    assert!(!second.has("a[rel=next]"));
    assert_eq!(ann.get("/people?q=%40P1").await.texts(".people .card-link").len(), 10);
    assert!(ann.get("/people?q=%25").await.texts(".people .card-link").is_empty());
    assert!(!first.has("form[action='/direct'] [value=ann]"), "no conversation with oneself is offered");
    assert_eq!(app.browser().get("/people").await.location(), "/login?next=%2Fpeople");
}

#[tokio::test]
async fn a_status_is_shown_until_it_ends() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let set = async |status: &str, until: &str| {
        ann.post("/settings/status", &[("status", status), ("until", until)]).await
    };
    assert_eq!(set(" In a \n meeting 📅 ", "half-hour").await.location(), "/settings/status?saved=yes");
    let card = bob.get("/people/ann").await;
    assert_eq!(card.texts(".person .status bdi"), ["In a meeting 📅"]);
    assert!(card.has(".person .status time"));
    assert_eq!(bob.get("/people").await.texts(".people .status"), ["In a meeting 📅"]);
    let page = ann.get("/settings/status").await;
    assert_eq!(page.attribute("#status", "value").as_deref(), Some("In a meeting 📅"));
    tokio_rusqlite::rusqlite::Connection::open(app.database())
        .unwrap()
        .execute("update accounts set status_until = 1 where username = 'ann'", ())
        .unwrap();
    assert!(!bob.get("/people/ann").await.has(".person .status"), "it has ended");
    assert!(bob.get("/people").await.texts(".people .status").is_empty());
    for (wrong, kept) in [("x".repeat(81), "x".repeat(81)), ("\u{202e}evil".to_owned(), "\u{202e}evil".to_owned())]
    {
        let refused = set(&wrong, "today").await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.attribute("#status", "value"), Some(kept));
        assert_eq!(refused.attribute("#until option[selected]", "value").as_deref(), Some("today"));
    }
    assert_eq!(set("hi", "for ever").await.status, 400);
    assert_eq!(set("On holiday", "never").await.status, 303);
    assert!(!bob.get("/people/ann").await.has(".person .status time"));
    assert_eq!(set("", "never").await.status, 303);
    assert!(!bob.get("/people/ann").await.has(".person .status"));
}

#[tokio::test]
async fn conversations_begin_by_usernames_and_shown_names() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy, dee) =
        (app.person("ann").await, app.person("bob").await, app.person("cy").await, app.person("dee").await);
    bob.post("/settings/profile", &[("name", "Bob Lee")]).await;
    for person in [&cy, &dee] {
        person.post("/settings/profile", &[("name", "Sam Poe")]).await;
    }
    let with = async |form: &[(&str, &str)]| ann.post("/direct", form).await;
    let of_bob = with(&[("people", "bob")]).await.location().to_owned();
    for same in ["Bob Lee", " bob  lee ", "@BOB", "Bob Lee, bob; ", "، bob"] {
        assert_eq!(with(&[("people", same)]).await.location(), of_bob, "{same}");
    }
    assert_eq!(with(&[("person", "bob")]).await.location(), of_bob, "chosen from the list");
    let three = with(&[("people", "Bob Lee, cy")]).await.location().to_owned();
    assert_eq!(with(&[("people", "cy"), ("person", "bob"), ("person", "cy")]).await.location(), three);
    assert_eq!(with(&[("people", "bob cy")]).await.location(), three, "separated by spaces");

    for (typed, error) in [
        ("Sam Poe", "Several people are called Sam Poe: @cy, @dee. Use a username."),
        ("bob, Bub Lee, nobody", "Nobody here is called Bub Lee, nobody. Check the spelling."),
        ("bob nobody", "Nobody here is called nobody. Check the spelling."),
        (" ,", "Enter at least one name."),
    ] {
        let refused = with(&[("people", typed), ("person", "dee")][..if typed == " ," { 1 } else { 2 }]).await;
        assert_eq!((refused.status.as_u16(), refused.texts(".error")), (422, vec![error.to_owned()]), "{typed}");
        assert_eq!(refused.attribute("#people", "value").as_deref(), Some(typed));
        assert_eq!(refused.has("[value=dee][checked]"), typed != " ,", "what was chosen stays");
    }
    let page = ann.get("/direct?q=LEE").await;
    assert_eq!(page.texts(".people-choice .names"), ["Bob Lee @bob"]);
}

#[tokio::test]
async fn several_people_are_added_to_a_room_at_once() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    app.person("dee").await;
    bob.post("/settings/profile", &[("name", "Bob Lee")]).await;
    let room = ann.make_room("Den", "closed").await;
    let invite = format!("/rooms/{room}/invite");
    assert_eq!(cy.get(&invite).await.status, 404);
    assert_eq!(ann.get(&invite).await.texts(".people-choice .names"), ["Bob Lee @bob", "cy", "dee"]);
    let refused = ann.post(&invite, &[("username", "Bob Lee, nobody"), ("person", "cy")]).await;
    assert_eq!(refused.texts(".error"), ["Nobody here is called nobody. Check the spelling."]);
    assert_eq!(bob.get(&format!("/rooms/{room}")).await.status, 404, "nobody was added");
    assert_eq!(ann.post(&invite, &[("username", "Bob Lee"), ("person", "cy")]).await.status, 303);
    for person in [&bob, &cy] {
        assert_eq!(person.get(&format!("/rooms/{room}")).await.status, 200);
    }
    assert_eq!(ann.get(&invite).await.texts(".people-choice .names"), ["dee"], "members aren't offered");
    let open = ann.make_room("Open", "open").await;
    assert_eq!(bob.get(&format!("/rooms/{open}/invite")).await.status, 403, "no member");
}

#[tokio::test]
async fn names_are_suggested_while_they_are_typed() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.post("/settings/profile", &[("name", "Robert <b>")]).await;
    let suggested = async |typed: &str| {
        let request =
            ann.request(reqwest::Method::GET, &format!("/people?q={typed}")).header("hx-request", "true");
        crate::app::Answer::of(request).await
    };
    let found = suggested("rob").await;
    assert_eq!(found.texts("[role=option] bdi"), ["Robert <b>", "@bob"]);
    assert_eq!(found.attribute("[role=option]", "data-insert").as_deref(), Some("@bob, "));
    assert!(!suggested("").await.has("[role=option]"));
    assert!(!suggested("ann").await.has("[role=option]"), "not oneself");
}
