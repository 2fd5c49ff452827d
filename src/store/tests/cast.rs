//! Accounts and rooms for tests.

use jiff::Timestamp;

use crate::model::{Account, Room, RoomDescription, RoomKind, RoomName, Slug, Username};
use crate::store::commands::accounts::{Admission, NewAccount};
use crate::store::commands::rooms::NewRoom;
use crate::store::handle::Store;

/// A new account.
pub(in crate::store) async fn account(store: &Store, name: &str) -> Account {
    let (username, created_at) = (Username::parse(name).unwrap(), Timestamp::now());
    let new = NewAccount {
        username,
        password_hash: Some(String::new()),
        identity: None,
        network: String::new(),
        created_at,
    };
    store.create_account(new, Admission::Form { registration: None, first_needs_link: false }).await.unwrap()
}

/// A new room.
pub(in crate::store) async fn room(store: &Store, by: &Account, name: &str, kind: RoomKind) -> Room {
    let name = RoomName::parse(name).unwrap();
    let slug = Slug::from_name(&name);
    let new = NewRoom {
        slug: if kind == RoomKind::Open { slug } else { slug.with_random([7; 10]) },
        name,
        kind,
        description: RoomDescription::default(),
        by: Some(by.id),
        max_per_maker: u32::MAX,
        only_administrators: false,
        created_at: Timestamp::now(),
    };
    store.create_room(new).await.unwrap()
}
