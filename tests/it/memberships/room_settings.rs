//! Who may change rooms, and their names and addresses.

use super::message_id;
use crate::app::TestApp;
use crate::sinks::over_every_sink;

over_every_sink! {
    a_deleted_room_is_gone_for_everybody_and_its_name_is_free_but_not_its_address,
}

#[tokio::test]
async fn only_the_creator_and_the_administrator_change_a_room() {
    let app = TestApp::spawn().await;
    let admin = app.person("admin").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea"), ("kind", "open")]).await;
    for (path, form) in [
        ("/rooms/tea/about", vec![("name", "Coffee")]),
        ("/rooms/tea/archive", vec![]),
        ("/rooms/tea/remove", vec![("username", "ann")]),
        ("/rooms/tea/delete", vec![("name", "Tea")]),
    ] {
        assert_eq!(bob.post(path, &form).await.status, 403, "{path}");
    }
    assert_eq!(bob.get("/rooms/tea/delete").await.status, 403);
    assert_eq!(admin.post("/rooms/tea/archive", &[]).await.status, 303);
    assert_eq!(ann.post("/rooms/tea/unarchive", &[]).await.status, 303);
}

#[tokio::test]
async fn a_renamed_room_keeps_its_old_address() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea"), ("description", "What to  drink")]).await;
    ann.say("tea", "hello").await;
    let id = message_id(&ann, "/rooms/tea").await;
    let renamed = ann.post("/rooms/tea/about", &[("name", "Coffee"), ("description", "")]).await;
    assert_eq!(renamed.location(), "/rooms/coffee/about?saved=yes");
    let old = bob.get("/rooms/tea").await;
    assert_eq!((old.status.as_u16(), old.location()), (303, "/rooms/coffee"));
    assert_eq!(bob.get(old.location()).await.texts("h1"), ["Coffee"]);
    assert_eq!(bob.get(&format!("/rooms/tea/messages/{id}")).await.messages(), ["hello"], "old links work");
    bob.say("tea", "still here").await;
    assert_eq!(ann.post("/rooms", &[("name", "Tea")]).await.location(), "/rooms/tea-2", "the old address is kept");
    assert_eq!(ann.post("/rooms/coffee/about", &[("name", "General")]).await.status, 422);
    assert_eq!(
        ann.post("/rooms/coffee/about", &[("name", "Tea time")]).await.location(),
        "/rooms/tea-time/about?saved=yes"
    );
    assert_eq!(bob.get("/rooms/tea").await.location(), "/rooms/tea-time");
}

#[tokio::test]
async fn an_archived_room_is_read_only() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let id = message_id(&ann, "/rooms/general").await;
    ann.get("/rooms/general").await;
    assert_eq!(ann.post("/rooms/general/archive", &[]).await.status, 303);
    let page = ann.get("/rooms/general").await;
    assert_eq!(page.messages(), ["hello"]);
    assert!(!page.has("#composer") && page.body.contains("This room is archived"));
    let end = page.texts("main").concat();
    assert!(end.trim_end().ends_with("nobody can write in it."), "nothing of the composer is left: {end}");
    for (path, form) in [
        ("messages".to_owned(), vec![("body", "x")]),
        (format!("messages/{id}/edit"), vec![("body", "x")]),
        (format!("messages/{id}/delete"), vec![]),
        (format!("messages/{id}/reactions"), vec![("emoji", "👍")]),
        (format!("messages/{id}/reactions"), vec![("emoji", "nonsense")]),
        (format!("messages/{id}/pin"), vec![]),
        (format!("messages/{id}/unpin"), vec![]),
    ] {
        assert_eq!(ann.post(&format!("/rooms/general/{path}"), &form).await.status, 403, "{path}");
    }
    ann.post("/rooms/general/unarchive", &[]).await;
    ann.say("general", "again").await;
    assert!(ann.get("/rooms/general").await.has("#composer"));
}

async fn a_deleted_room_is_gone_for_everybody_and_its_name_is_free_but_not_its_address() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    bob.say("tea", "hello").await;
    let mut his = bob.events("/rooms/tea/events").await;
    assert_eq!(ann.post("/rooms/tea/delete", &[("name", "Coffee")]).await.status, 422, "the name has to be typed");
    assert_eq!(ann.post("/rooms/tea/delete", &[("name", "tea")]).await.location(), "/rooms");
    assert!(his.next().await.unwrap().data.contains("no longer have access") && his.next().await.is_none());
    assert_eq!(bob.get("/rooms/tea").await.status, 404);
    assert_eq!(bob.get("/rooms").await.texts(".rooms bdi"), ["General"]);
    assert_eq!(bob.make_room("Tea", "open").await, "tea-2", "old links lead to nobody else's room");
    assert_eq!(bob.get("/rooms/tea").await.status, 404);
    bob.post("/rooms/tea-2/delete", &[("name", "tea")]).await;
    assert_eq!(ann.make_room("Tea", "open").await, "tea", "its maker may have it again");
    assert!(bob.get("/rooms/tea").await.messages().is_empty());
}

#[tokio::test]
async fn a_deleted_room_leaves_none_of_its_addresses_to_others() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.make_room("Tea", "open").await;
    for name in ["Coffee", "Tea", "Water"] {
        ann.post("/rooms/tea/about", &[("name", name)]).await;
    }
    ann.post("/rooms/tea/delete", &[("name", "Water")]).await;
    for (name, address) in [("Tea", "tea-2"), ("Coffee", "coffee-2"), ("Water", "water-2")] {
        assert_eq!(bob.make_room(name, "open").await, address);
    }
    ann.make_room("Milk", "open").await;
    let renamed = ann.post("/rooms/milk/about", &[("name", "Coffee!")]).await;
    assert_eq!(
        renamed.location(),
        "/rooms/coffee/about?saved=yes",
        "nor does renaming give them to others than her"
    );
}

#[tokio::test]
async fn former_addresses_per_account_are_limited() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut room = format!("/rooms/{}", ann.make_room("Name 0", "open").await);
    for number in 1..=60 {
        let renamed = ann.post(&format!("{room}/about"), &[("name", &format!("Name {number}"))]).await;
        room = renamed.location().trim_end_matches("/about?saved=yes").to_owned();
    }
    assert_eq!(bob.get("/rooms/name-59").await.location(), "/rooms/name-60");
    assert_eq!(bob.get("/rooms/name-9").await.status, 404);
    assert_eq!(bob.make_room("Name 10", "open").await, "name-10-2");
    assert_eq!(bob.make_room("Name 9", "open").await, "name-9", "the oldest are free");
}

#[tokio::test]
async fn names_and_addresses_do_not_reveal_a_closed_room() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let slug = ann.make_room("Layoffs 2027", "closed").await;
    assert!(slug.starts_with("layoffs-2027-"));
    let renamed = ann.post(&format!("/rooms/{slug}/about"), &[("name", "Layoffs 2028")]).await;
    let now = renamed.location().trim_end_matches("/about?saved=yes").to_owned();
    assert!(now.starts_with("/rooms/layoffs-2028-"));
    ann.say(&slug, "at its old address").await;
    assert_eq!(ann.get(&format!("/rooms/{slug}")).await.location(), now);

    for name in ["Layoffs 2027", "Layoffs 2028"] {
        let made = bob.make_room(name, "open").await;
        assert_eq!(made, name.to_lowercase().replace(' ', "-"), "as if there were none");
        assert!(bob.make_room(name, "closed").await.starts_with(&made));
        bob.post(&format!("/rooms/{made}/delete"), &[("name", name)]).await;
    }
    bob.make_room("Tea", "open").await;
    let renamed = bob.post("/rooms/tea/about", &[("name", "Layoffs 2028")]).await;
    assert_eq!(renamed.location(), "/rooms/layoffs-2028/about?saved=yes");
    assert_eq!(ann.get(&now).await.messages(), ["at its old address"], "and it is where it was");
    assert_ne!(ann.make_room("Layoffs 2028", "closed").await, now);
    assert_eq!(
        ann.post("/rooms", &[("name", "Layoffs 2028")]).await.status,
        422,
        "open rooms still differ in name"
    );
}

#[tokio::test]
async fn room_creation_can_be_restricted_to_administrators() {
    let app = TestApp::spawn_with(&["--room-creation", "administrators"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert!(ann.get("/rooms").await.has("#new-room") && !bob.get("/rooms").await.has("#new-room"));
    assert_eq!(bob.post("/rooms", &[("name", "Tea")]).await.status, 403);
    assert_eq!(ann.post("/rooms", &[("name", "Tea")]).await.status, 303);
}
