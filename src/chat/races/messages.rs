//! Races of messages, reactions and pins.

use crate::chat::error::Error;
use crate::chat::races::stage::{Stage, draft, is_gone};
use crate::model::{Emoji, MessageState, Nonce, RoomKind, Username};
use crate::store::testing::{TestBackend, on_every_backend};

on_every_backend!(
    posting_does_not_bring_back_who_was_removed,
    posting_does_not_reach_an_archived_room_nor_a_deleted_one,
    who_was_removed_learns_nothing_else_by_posting,
    posting_joins_open_rooms_only,
    who_was_removed_changes_no_message_and_nothing_under_one,
    nothing_in_an_archived_room_changes,
    a_message_that_is_being_deleted_is_not_changed,
);

async fn posting_does_not_bring_back_who_was_removed(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.closed_room().await;
    assert!(is_gone(stage.raced(stage.removal(&room), stage.say(&stage.bob, &room)).await));
    assert!(stage.enter(&stage.bob, &room).await.is_err());
    assert_eq!(stage.store.members(room.room.id).await.unwrap().len(), 2);
}

async fn posting_does_not_reach_an_archived_room_nor_a_deleted_one(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.room(RoomKind::Open).await;
    let refused = stage.raced(stage.archiving(&room), stage.say(&stage.bob, &room)).await;
    assert!(matches!(refused, Err(Error::Archived)));
    stage.chat.archive_room(&stage.cy, &room, false).await.unwrap();
    assert!(is_gone(stage.raced(stage.deletion(&room), stage.say(&stage.bob, &room)).await));
}

async fn who_was_removed_learns_nothing_else_by_posting(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.closed_room().await;
    let Stage { chat, bob, .. } = &stage;
    let back = async || chat.invite(&stage.cy, &room, &Username::parse("bob").unwrap()).await.unwrap();
    let post = async |text: &str, nonce: &str, reply_to| {
        chat.post(bob, &room, draft(text), Nonce::parse(nonce), reply_to).await.map(|_| ())
    };
    let id = stage.say(bob, &room).await.unwrap();
    post("hello", "n", Some(id)).await.unwrap();
    chat.delete(bob, &room, id).await.unwrap();

    assert!(is_gone(stage.raced(stage.removal(&room), post("other", "n", None)).await), "the nonce was used");
    back().await;
    assert!(is_gone(stage.raced(stage.removal(&room), post("hello", "n", None)).await), "it was sent before");
    back().await;
    assert!(is_gone(stage.raced(stage.removal(&room), post("hi", "m", Some(id))).await), "nothing to answer");
    back().await;
    let removal = async {
        stage.removal(&room).await;
        stage.archiving(&room).await;
    };
    let stall = stage.store.stall().await;
    let write = async {
        stall.queued(1).await;
        stall.release();
        stall.queued(2).await;
        chat.post(bob, &room, draft("hi"), None, None).await
    };
    let (posted, ()) = tokio::join!(write, removal);
    assert!(is_gone(posted), "archived");
}

async fn posting_joins_open_rooms_only(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.room(RoomKind::Open).await;
    stage.say(&stage.bob, &room).await.unwrap();
    stage.raced(stage.removal(&room), stage.say(&stage.bob, &room)).await.unwrap();
    assert!(stage.enter(&stage.bob, &room).await.unwrap().membership.is_some());
    let direct = stage.chat.direct_room(&stage.ann, &[Username::parse("bob").unwrap()]).await.unwrap();
    let direct = stage.store.enter_room(stage.ann.account.id, direct.slug).await.unwrap();
    assert!(is_gone(stage.say(&stage.cy, &direct).await));
    assert_eq!(stage.store.members(direct.room.id).await.unwrap().len(), 2);
}

async fn who_was_removed_changes_no_message_and_nothing_under_one(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let entered = stage.closed_room().await;
    let Stage { chat, bob, .. } = &stage;
    let room = &entered;
    let id = stage.say(bob, room).await.unwrap();
    let back = async || chat.invite(&stage.cy, room, &Username::parse("bob").unwrap()).await.unwrap();

    assert!(is_gone(stage.raced(stage.removal(room), chat.edit(bob, room, id, draft("bye"))).await), "edit");
    back().await;
    assert!(is_gone(stage.raced(stage.removal(room), chat.delete(bob, room, id)).await), "delete");
    back().await;
    let emoji = Emoji::parse("👍").unwrap();
    assert!(is_gone(stage.raced(stage.removal(room), chat.react(bob, room, id, emoji)).await), "react");
    back().await;
    assert!(is_gone(stage.raced(stage.removal(room), chat.pin(bob, &entered, id, true)).await), "pin");
    back().await;
    assert!(is_gone(stage.raced(stage.removal(room), chat.bookmark(bob, room, id, true)).await), "bookmark");

    let message = stage.store.message(room.room.id, id).await.unwrap();
    assert_eq!((message.body.as_str(), message.state, message.pinned), ("hello", MessageState::AsPosted, false));
    assert!(message.reactions.is_empty() && !stage.store.is_bookmarked(id, bob.account.id).await.unwrap());
}

async fn nothing_in_an_archived_room_changes(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let entered = stage.closed_room().await;
    let Stage { chat, bob, .. } = &stage;
    let room = &entered;
    let id = stage.say(bob, room).await.unwrap();
    let again = async || chat.archive_room(&stage.cy, room, false).await.unwrap();

    let refused = stage.raced(stage.archiving(room), chat.edit(bob, room, id, draft("bye"))).await;
    assert!(matches!(refused, Err(Error::Archived)), "edit");
    again().await;
    let refused = stage.raced(stage.archiving(room), chat.delete(bob, room, id)).await;
    assert!(matches!(refused, Err(Error::Archived)), "delete");
    again().await;
    let refused = stage.raced(stage.archiving(room), chat.react(bob, room, id, Emoji::parse("👍").unwrap())).await;
    assert!(matches!(refused, Err(Error::Archived)), "react");
    again().await;
    let refused = stage.raced(stage.archiving(room), chat.pin(bob, &entered, id, true)).await;
    assert!(matches!(refused, Err(Error::Archived)), "pin");
    assert_eq!(stage.store.message(room.room.id, id).await.unwrap().body, "hello");
}

async fn a_message_that_is_being_deleted_is_not_changed(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let entered = stage.closed_room().await;
    let Stage { chat, ann, bob, .. } = &stage;
    let room = &entered;
    let new = async || stage.say(bob, room).await.unwrap();
    let deleting = async |id| chat.delete(ann, room, id).await.unwrap();

    let id = new().await;
    assert!(is_gone(stage.raced(deleting(id), chat.edit(bob, room, id, draft("bye"))).await), "edit");
    let id = new().await;
    let emoji = Emoji::parse("👍").unwrap();
    assert!(is_gone(stage.raced(deleting(id), chat.react(bob, room, id, emoji)).await), "react");
    let id = new().await;
    assert!(is_gone(stage.raced(deleting(id), chat.pin(bob, &entered, id, true)).await), "pin");
    let id = new().await;
    assert!(is_gone(stage.raced(deleting(id), chat.bookmark(bob, room, id, true)).await), "bookmark");
    let id = new().await;
    assert!(is_gone(stage.raced(deleting(id), chat.mark_unread(bob, room, id)).await), "mark unread");
}
