//! Races of memberships and of members' own settings.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::races::stage::{Stage, is_gone};
use crate::model::{ChangeNumber, NotificationLevel, RoomKind, Username};
use crate::store;
use crate::store::testing::{TestBackend, on_every_backend};

on_every_backend!(
    who_was_removed_invites_nobody,
    who_has_left_an_open_room_brings_nobody_into_it,
    only_open_rooms_that_are_there_are_joined,
    only_members_pin_mark_as_unread_and_choose_what_to_be_told,
    what_somebody_reads_while_being_removed_is_not_noted,
);

async fn who_was_removed_invites_nobody(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.closed_room().await;
    stage.person("dan").await;
    for name in ["bob", "dan"] {
        let name = Username::parse(name).unwrap();
        let invited = stage.raced(stage.removal(&room), stage.chat.invite(&stage.bob, &room, &name)).await;
        assert!(is_gone(invited), "{name}");
        let people = stage.store.members(room.room.id).await.unwrap();
        assert_eq!(people.len(), 2, "{name}: {people:?}");
        stage.chat.invite(&stage.cy, &room, &Username::parse("bob").unwrap()).await.unwrap();
    }
}

async fn who_has_left_an_open_room_brings_nobody_into_it(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.room(RoomKind::Open).await;
    stage.say(&stage.bob, &room).await.unwrap();
    let leaving = async { stage.chat.leave_room(&stage.bob, &room).await.unwrap() };
    let invited =
        stage.raced(leaving, stage.chat.invite(&stage.bob, &room, &Username::parse("ann").unwrap())).await;
    assert!(matches!(invited, Err(Error::Forbidden)), "{invited:?}");
    assert_eq!(stage.store.members(room.room.id).await.unwrap().len(), 1);
}

async fn only_open_rooms_that_are_there_are_joined(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.room(RoomKind::Open).await;
    let entered = stage.enter(&stage.bob, &room).await.unwrap();
    assert!(is_gone(stage.raced(stage.deletion(&room), stage.chat.join_room(&stage.bob, &entered)).await));
    // `enter` refuses a closed room to somebody who was not invited, so this test calls the store directly.
    let room = stage.room(RoomKind::Closed).await;
    let joined = stage.store.join_room(room.room.id, stage.bob.account.id, Timestamp::now()).await;
    assert!(matches!(joined, Err(store::Error::NotFound)));
    assert!(stage.enter(&stage.bob, &room).await.is_err());
}

async fn only_members_pin_mark_as_unread_and_choose_what_to_be_told(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.room(RoomKind::Open).await;
    let id = stage.say(&stage.bob, &room).await.unwrap();
    let entered = stage.enter(&stage.bob, &room).await.unwrap();
    let Stage { chat, bob, .. } = &stage;
    let leaving = async || chat.leave_room(bob, &room).await.unwrap();
    let refused = stage.raced(leaving(), chat.pin(bob, &entered, id, true)).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");

    stage.say(bob, &room).await.unwrap();
    assert!(is_gone(stage.raced(leaving(), chat.mark_unread(bob, &room, id)).await));
    stage.say(bob, &room).await.unwrap();
    let level = NotificationLevel::Nothing;
    assert!(is_gone(stage.raced(leaving(), chat.set_notification_level(bob, &room, level, None)).await));
    assert!(stage.enter(bob, &room).await.unwrap().membership.is_none());
}

async fn what_somebody_reads_while_being_removed_is_not_noted(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.closed_room().await;
    stage.say(&stage.cy, &room).await.unwrap();
    let upto = ChangeNumber(1);
    stage.raced(stage.removal(&room), stage.chat.note_read(&stage.bob, &room, None, upto)).await.unwrap();
    assert!(stage.enter(&stage.bob, &room).await.is_err());
}
