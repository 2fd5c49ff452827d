//! Rooms' addresses.

use jiff::{SignedDuration, Timestamp};

use super::cast::{account, room};
use crate::model::RoomKind;
use crate::store::testing::{TestBackend, on_every_backend, open};

on_every_backend!(an_address_is_free_again_some_time_after_its_room_was_deleted);

async fn an_address_is_free_again_some_time_after_its_room_was_deleted(backend: TestBackend) {
    let (store, _database) = open(backend).await;
    let (ann, bob) = (account(&store, "ann").await, account(&store, "bob").await);
    let day = SignedDuration::from_hours(24);
    for (days, slug) in [(89, "tea-2"), (91, "tea")] {
        let tea = room(&store, &ann, "Tea", RoomKind::Open).await;
        assert_eq!(tea.slug.as_str(), "tea");
        let deleted_at = Timestamp::now() - day * days;
        store.delete_room(tea.id, ann.id, String::new(), deleted_at).await.unwrap();
        let tea = room(&store, &bob, "Tea", RoomKind::Open).await;
        assert_eq!(tea.slug.as_str(), slug, "{days}");
        store.delete_room(tea.id, bob.id, String::new(), deleted_at - day * 2).await.unwrap();
    }
}
