//! Rooms and sessions as administrators see them.

use crate::app::{Answer, PASSWORD, Person, TestApp};

async fn act(by: &Person, room: i64, form: &[(&str, &str)]) -> Answer {
    by.post(&format!("/admin/rooms/{room}"), &[&[("password", PASSWORD)], form].concat()).await
}

#[tokio::test]
async fn administrators_list_rooms_and_read_no_closed_one() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let board = bob.make_room("Board", "closed").await;
    bob.say(&board, "our secret").await;
    bob.make_room("Tea", "open").await;
    bob.post("/direct", &[("people", "ann")]).await;
    let list = ann.get("/admin/rooms").await;
    assert_eq!(list.texts(".people a"), ["Board", "General", "Tea"]);
    for (query, found) in [
        ("q=BOA", vec!["Board"]),
        ("kind=closed", vec!["Board"]),
        ("kind=direct", vec!["Board", "General", "Tea"]),
    ] {
        assert_eq!(ann.get(&format!("/admin/rooms?{query}")).await.texts(".people a"), found, "{query}");
    }
    let page = ann.get("/admin/rooms/2").await;
    assert!(page.body.contains("1 member, 1 message") && !page.body.contains("our secret"));
    assert!(!page.has(&format!("a[href='/rooms/{board}']")), "a link would lead nowhere");
    assert_eq!(ann.get(&format!("/rooms/{board}")).await.status, 404);
    assert_eq!(ann.get("/admin/rooms/4").await.status, 404, "a direct conversation");
    assert_eq!(act(&ann, 4, &[("act", "join")]).await.status, 404);
    for path in ["/admin/rooms", "/admin/rooms/2", "/admin/sessions"] {
        assert_eq!(bob.get(path).await.status, 403);
    }
    assert_eq!(act(&bob, 2, &[("act", "delete")]).await.status, 403);
}

#[tokio::test]
async fn joining_a_closed_room_is_seen_by_its_members() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let board = bob.make_room("Board", "closed").await;
    bob.say(&board, "our secret").await;
    let mut stream = bob.events(&format!("/rooms/{board}/events?after=1")).await;
    let refused = ann.post("/admin/rooms/2", &[("act", "join"), ("password", "wrong")]).await;
    assert_eq!(refused.status, 422);
    let joined = act(&ann, 2, &[("act", "join")]).await;
    assert_eq!((joined.status.as_u16(), joined.location()), (303, &*format!("/rooms/{board}")));
    stream.until("I joined this room as an administrator.").await;
    assert_eq!(ann.get(&format!("/rooms/{board}")).await.messages()[0], "our secret");
    assert_eq!(act(&ann, 2, &[("act", "join")]).await.status, 303, "again: nothing happens");
    assert_eq!(bob.get(&format!("/rooms/{board}")).await.messages().len(), 2);

    // Deleting the message doesn't hide it.
    assert_eq!(ann.post(&format!("/rooms/{board}/messages/2/delete"), &[("delete", "yes")]).await.status, 303);
    assert_eq!(bob.get(&format!("/rooms/{board}/about")).await.texts("#acts .act"), ["Closed room joined"]);
    assert_eq!(ann.get("/admin/audit").await.texts(".act")[0], "Closed room joined, Board");
    // A full room admits no administrator either.
    let full = bob.make_room("Boat", "closed").await;
    let rules = [("post", "everybody"), ("slow", "0"), ("max_members", "1")];
    assert_eq!(bob.post(&format!("/rooms/{full}/rules"), &rules).await.status, 303);
    assert_eq!(act(&ann, 3, &[("act", "join")]).await.status, 422);
}

#[tokio::test]
async fn administrators_archive_and_delete_rooms_without_being_members() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let board = bob.make_room("Board", "closed").await;
    let post =
        async || bob.post(&format!("/rooms/{board}/messages"), &[("body", "x"), ("nonce", "n")]).await.status;
    assert_eq!(act(&ann, 2, &[("act", "archive")]).await.status, 303);
    assert_eq!(post().await, 403);
    assert_eq!(act(&ann, 2, &[("act", "reopen")]).await.status, 303);
    assert_eq!(post().await, 303);
    let acts = bob.get(&format!("/rooms/{board}/about")).await.texts("#acts .act");
    assert_eq!(acts, ["Room reopened", "Room archived"]);
    assert_eq!(act(&ann, 2, &[("act", "burn")]).await.status, 422);
    // As a member of the room, an administrator acts on its own page, which is noted, too.
    let open = bob.make_room("Tea", "open").await;
    assert_eq!(ann.post(&format!("/rooms/{open}/archive"), &[("archive", "yes")]).await.status, 303);
    assert_eq!(ann.get("/admin/audit").await.texts(".act")[0], "Room archived, Tea");
    assert_eq!(bob.post(&format!("/rooms/{open}/unarchive"), &[("unarchive", "yes")]).await.status, 303);
    assert_eq!(ann.get("/admin/audit").await.texts(".act")[0], "Room archived, Tea", "bob's own room");
    let deleted = act(&ann, 2, &[("act", "delete")]).await;
    assert_eq!((deleted.status.as_u16(), deleted.location()), (303, "/admin/rooms"));
    assert_eq!(bob.get(&format!("/rooms/{board}")).await.status, 404);
    assert_eq!(act(&ann, 2, &[("act", "reopen")]).await.status, 404);
    assert_eq!(ann.get("/admin/audit").await.texts(".act")[0], "Room deleted, Board");
}

#[tokio::test]
async fn administrators_see_all_sessions_and_end_one() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut stream = bob.events("/rooms/general/events").await;
    let list = ann.get("/admin/sessions").await;
    assert_eq!(list.texts(".people a"), ["bob", "ann"]);
    assert_eq!(list.html().select(&crate::app::css("input[name=session]")).count(), 1, "not the own one");
    let session = list.attribute("input[name=session]", "value").unwrap();
    assert_eq!(bob.post("/admin/sessions", &[("session", &session)]).await.status, 403);
    assert_eq!(ann.post("/admin/sessions", &[("session", &session)]).await.status, 303);
    while stream.next().await.is_some() {}
    assert_eq!(bob.get("/rooms").await.status, 303, "logged out");
    assert_eq!(ann.post("/admin/sessions", &[("session", &session)]).await.status, 303, "nothing happens");
    assert_eq!(ann.get("/admin/audit").await.texts(".act")[0], "Session ended, bob");
}
