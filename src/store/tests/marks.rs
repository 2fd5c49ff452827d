//! Unread marks.

use jiff::Timestamp;

use super::cast::{account, room};
use crate::model::{Draft, RoomKind};
use crate::store::cache::all::Cache;
use crate::store::cache::entries::Entries;
use crate::store::commands::messages::{GroupMentions, NewMessage};
use crate::store::testing::{TestBackend, on_every_backend, open_caching};

on_every_backend!(marks_are_right_when_the_newest_changes_of_the_rooms_were_evicted);

async fn marks_are_right_when_the_newest_changes_of_the_rooms_were_evicted(backend: TestBackend) {
    // For the newest changes of about ten rooms.
    let cache = Cache { newest: Entries::within(1_000), ..Cache::default() };
    let (store, _database) = open_caching(backend, cache).await;
    let (ann, bob) = (account(&store, "ann").await, account(&store, "bob").await);
    let mut rooms = Vec::new();
    for number in 0..30 {
        let made = room(&store, &ann, &format!("Room {number}"), RoomKind::Open).await;
        store.join_room(made.id, bob.id, Timestamp::now()).await.unwrap();
        rooms.push(made.id);
    }
    let unread = async || {
        let own = store.own_rooms(bob.id).await.unwrap();
        own.marks.iter().filter(|mark| mark.unread).count()
    };
    assert_eq!(unread().await, 0);
    for (count, room) in rooms.into_iter().enumerate() {
        let (draft, posted_at) = (Draft::parse("hello").unwrap(), Timestamp::now());
        let (author, names) = (ann.id, crate::model::text::candidates("hello"));
        let new = NewMessage {
            files: Vec::new(),
            room,
            author,
            draft,
            names,
            reply_to: None,
            nonce: None,
            groups: GroupMentions::default(),
            posted_at,
        };
        store.post_message(new).await.unwrap();
        assert_eq!(unread().await, count + 1);
    }
}
