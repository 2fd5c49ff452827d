//! Search doesn't reveal what the searcher may not see.

use super::{bury, found, search, until_indexed};
use crate::app::{Person, TestApp};

/// Ann's closed room with bob and a message; cy isn't a member.
async fn secret(indexed: bool) -> (TestApp, Person, Person, Person, String) {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let room = ann.make_room("Secret plans", "closed").await;
    ann.post(&format!("/rooms/{room}/invite"), &[("username", "bob")]).await;
    ann.say(&room, "the treasure").await;
    if indexed {
        bury(&app.database()).await;
    }
    (app, ann, bob, cy, room)
}

/// All queries that could find the message.
const ATTEMPTS: [&str; 7] = [
    "treasure",
    "treas*",
    "\"the treasure\"",
    "from:ann",
    "from:ann treasure",
    "after:2000",
    "treasure before:9000",
];

async fn finds_nothing(person: &Person) {
    for typed in ATTEMPTS {
        let page = search(person, typed).await;
        assert_eq!(page.texts(".snippet"), [""; 0], "{typed}");
        assert!(!page.body.contains("Secret plans"), "{typed}");
    }
}

#[tokio::test]
async fn only_members_find_messages_of_a_closed_room() {
    for indexed in [false, true] {
        let (app, ann, bob, cy, room) = secret(indexed).await;
        for member in [&ann, &bob] {
            assert_eq!(found(member, "treasure").await, ["the treasure"]);
            for room in ["secret-plans", "\"Secret plans\"", room.as_str()] {
                assert_eq!(found(member, &format!("in:{room}")).await, ["the treasure"], "{room}");
            }
        }
        finds_nothing(&cy).await;
        assert!(found(&app.person("admin").await, "treasure").await.is_empty(), "nor by anybody else");
    }
}

#[tokio::test]
async fn an_invisible_room_is_like_a_missing_one() {
    for indexed in [false, true] {
        let (_app, ann, _, cy, slug) = secret(indexed).await;
        ann.post(&format!("/rooms/{slug}/about"), &[("name", "Hidden plans")]).await;
        for room in [slug.as_str(), "secret-plans", "hidden-plans", "\"Hidden plans\""] {
            for rest in ["", " treasure", " from:ann", " in:general"] {
                let (real, missing) = ("hidden-plans", "nowhere-at-all");
                let there = search(&cy, &format!("in:{room}{rest}")).await.body;
                let name = room.trim_matches('"');
                let typed = room.replace('"', "&quot;");
                let like = search(&cy, &format!("in:{}{rest}", room.replace(name, missing))).await.body;
                let neutral = |page: &str, name: &str| page.replace(name, "…");
                assert_eq!(neutral(&there, name), neutral(&like, missing), "in:{room}{rest} ({real}, {typed})");
            }
        }
    }
}

#[tokio::test]
async fn former_members_find_nothing() {
    for indexed in [false, true] {
        let (_app, ann, bob, _, room) = secret(indexed).await;
        assert_eq!(found(&bob, "treasure").await.len(), 1);
        ann.post(&format!("/rooms/{room}/remove"), &[("username", "bob")]).await;
        finds_nothing(&bob).await;
        ann.post(&format!("/rooms/{room}/invite"), &[("username", "bob")]).await;
        assert_eq!(found(&bob, "treasure").await.len(), 1, "who is back finds it again");
        bob.post(&format!("/rooms/{room}/leave"), &[("leave", "yes")]).await;
        finds_nothing(&bob).await;
    }
}

#[tokio::test]
async fn nobody_finds_messages_of_a_deleted_room() {
    for (buried, indexed) in [(false, false), (false, true), (true, true)] {
        let (app, ann, bob, _, room) = secret(buried).await;
        if indexed {
            until_indexed(&app.database()).await;
        }
        ann.post(&format!("/rooms/{room}/delete"), &[("name", "Secret plans")]).await;
        for person in [&ann, &bob] {
            finds_nothing(person).await;
        }
        // Ids may be reused by other messages.
        ann.say("general", "a new beginning").await;
        assert_eq!(found(&ann, "beginning").await, ["a new beginning"]);
        until_indexed(&app.database()).await;
        assert_eq!(found(&ann, "beginning").await, ["a new beginning"]);
        finds_nothing_but(&ann, "a new beginning").await;
    }
}

async fn finds_nothing_but(person: &Person, text: &str) {
    for typed in ATTEMPTS {
        assert!(found(person, typed).await.iter().all(|found| found == text), "{typed}");
    }
}

#[tokio::test]
async fn members_find_messages_of_their_direct_conversations() {
    for indexed in [false, true] {
        let (app, ann, bob, cy, _) = secret(false).await;
        let address = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
        let slug = address.strip_prefix("/rooms/").unwrap();
        ann.say(slug, "a confidence").await;
        if indexed {
            bury(&app.database()).await;
        }
        assert_eq!(search(&bob, "confidence").await.texts(".hits a"), ["ann in ann"]);
        assert_eq!(found(&cy, "confidence").await, [""; 0]);
        for typed in [format!("in:{slug}"), "in:bob".to_owned(), "in:\"ann, bob\"".to_owned()] {
            let page = search(&cy, &typed).await;
            assert_eq!(page.texts(".snippet"), [""; 0]);
            assert!(page.body.contains("There is no room"), "{typed}");
        }
    }
}

#[tokio::test]
async fn everybody_finds_messages_of_an_open_room_until_it_is_deleted() {
    let (_app, ann, _, cy, _) = secret(true).await;
    ann.post("/rooms", &[("name", "Garden"), ("kind", "open")]).await;
    ann.say("garden", "tomatoes").await;
    assert_eq!(found(&cy, "tomatoes").await, ["tomatoes"], "also by who has not joined");
    ann.post("/rooms/garden/delete", &[("name", "Garden")]).await;
    assert_eq!(found(&cy, "tomatoes").await, [""; 0]);
}
