//! Races of rooms.

use jiff::Timestamp;

use crate::chat::races::stage::{Stage, is_gone};
use crate::model::{RoomDescription, RoomKind, RoomName, Username};
use crate::store::testing::{TestBackend, on_every_backend};

on_every_backend!(
    who_was_removed_changes_no_room_even_having_made_it,
    a_deleted_room_is_neither_changed_nor_deleted_again,
    a_visit_of_a_room_that_is_being_taken_away_is_not_noted,
);

async fn who_was_removed_changes_no_room_even_having_made_it(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.closed_room().await;
    let Stage { chat, ann, cy, .. } = &stage;
    let [bob_, cy_] = ["bob", "cy"].map(|name| Username::parse(name).unwrap());
    let removal = async || chat.remove_member(ann, &room, &cy_).await.unwrap();
    let back = async || chat.invite(ann, &room, &cy_).await.unwrap();

    assert!(is_gone(stage.raced(removal(), chat.remove_member(cy, &room, &bob_)).await), "remove");
    back().await;
    assert!(is_gone(stage.raced(removal(), chat.archive_room(cy, &room, true)).await), "archive");
    back().await;
    let (name, description) = (RoomName::parse("Coffee").unwrap(), RoomDescription::default());
    assert!(is_gone(stage.raced(removal(), chat.describe_room(cy, &room, name, description)).await), "describe");
    back().await;
    assert!(is_gone(stage.raced(removal(), chat.delete_room(cy, &room)).await), "delete");
    let now = stage.enter(ann, &room).await.unwrap();
    assert_eq!((now.name.as_str(), now.room.archived), ("Tea", false));
    assert!(stage.enter(&stage.bob, &room).await.is_ok());
}

async fn a_deleted_room_is_neither_changed_nor_deleted_again(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let Stage { chat, cy, .. } = &stage;
    let new = async || stage.room(RoomKind::Open).await;
    let room = new().await;
    assert!(is_gone(stage.raced(stage.deletion(&room), chat.archive_room(cy, &room, true)).await));
    let room = new().await;
    let (name, description) = (RoomName::parse("Coffee").unwrap(), RoomDescription::default());
    assert!(is_gone(stage.raced(stage.deletion(&room), chat.describe_room(cy, &room, name, description)).await));
    let room = new().await;
    assert!(is_gone(stage.raced(stage.deletion(&room), chat.delete_room(cy, &room)).await));
    let room = new().await;
    let ann = Username::parse("ann").unwrap();
    assert!(is_gone(stage.raced(stage.deletion(&room), chat.invite(cy, &room, &ann)).await));
    assert!(stage.store.members(room.room.id).await.unwrap().is_empty());
}

async fn a_visit_of_a_room_that_is_being_taken_away_is_not_noted(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let room = stage.closed_room().await;
    stage.raced(stage.removal(&room), stage.chat.visit_room(&stage.bob, &room)).await.unwrap();
    let bob = stage.store.viewer(stage.bob.session.id, Timestamp::now()).await.unwrap();
    assert_eq!(bob.last_room, None);
}
