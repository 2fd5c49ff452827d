//! Alerts of those who manage a room.

use jiff::{SignedDuration, Timestamp};

use super::cast::{account, room};
use crate::model::{DisplayName, RoomKind, SessionToken, Username};
use crate::store::commands::guests::{NewGuest, NewGuestLink};
use crate::store::testing::{TestBackend, on_every_backend, open};

on_every_backend!(guests_whose_time_is_over_wait_no_longer);

async fn guests_whose_time_is_over_wait_no_longer(backend: TestBackend) {
    let (store, _database) = open(backend).await;
    let ann = account(&store, "ann").await;
    let made = room(&store, &ann, "Tea", RoomKind::Open).await;
    let now = Timestamp::now();
    let expires_at = now.checked_add(SignedDuration::from_hours(1)).unwrap();
    let new = NewGuestLink { room: made.id, by: ann.id, expires_at, waits: true, most: 9, now };
    let link = store.create_guest_link(new).await.unwrap();
    for number in 0..2_u8 {
        let new = NewGuest {
            link,
            username: Username::from_store(format!("guest-{number}")),
            name: DisplayName::parse(&format!("Guest {number}")).unwrap(),
            session: SessionToken::new([number; 32]).id(),
            network: String::new(),
            most: 9,
            now,
        };
        store.enter_as_guest(new).await.unwrap();
    }
    let waiting = async || {
        let own = store.own_rooms(ann.id).await.unwrap();
        own.alerts.waiting.iter().map(|waiting| (waiting.room, waiting.guests)).collect::<Vec<_>>()
    };
    assert_eq!(waiting().await, [(made.id, 2)]);
    store.end_expired_guests(now).await.unwrap();
    assert_eq!(waiting().await, [(made.id, 2)], "it is not over yet");
    store.end_expired_guests(expires_at).await.unwrap();
    assert_eq!(waiting().await, []);
}
