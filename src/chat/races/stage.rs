//! A chat with three people, and a function that makes a change while a write waits.
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::rules::{RoomCreation, Rules};
use crate::model::{Draft, MessageId, RoomDescription, RoomKind, RoomName, SessionId, Username, Viewer};
use crate::store;
use crate::store::testing::{self, TestBackend, TestDatabase};
use crate::store::{Admission, Entered, Factor, NewAccount, NewSession, Posted, Store};

/// A chat with ann, the administrator, bob and cy.
pub(crate) struct Stage {
    pub(crate) chat: Chat,
    pub(crate) store: Store,
    pub(crate) ann: Viewer,
    pub(crate) bob: Viewer,
    pub(crate) cy: Viewer,
    pub(crate) _database: TestDatabase,
}

impl Stage {
    pub(crate) async fn new(backend: TestBackend) -> Self {
        Self::with(backend, RoomCreation::Everyone).await
    }

    pub(crate) async fn with(backend: TestBackend, room_creation: RoomCreation) -> Self {
        let (store, database) = testing::open(backend).await;
        let rules = Rules {
            registration: None,
            first_needs_link: false,
            room_creation,
            messages_per_minute: None,
            registrations_per_hour: None,
        };
        let chat = Chat::new(store.clone(), rules);
        let (ann, bob, cy) =
            (person(&store, "ann").await, person(&store, "bob").await, person(&store, "cy").await);
        Self { chat, store, ann, bob, cy, _database: database }
    }

    pub(crate) async fn person(&self, name: &str) -> Viewer {
        person(&self.store, name).await
    }

    /// A room by cy.
    pub(crate) async fn room(&self, kind: RoomKind) -> Entered {
        let name = RoomName::parse("Tea").unwrap();
        let room = self.chat.create_room(&self.cy, name, kind, RoomDescription::default()).await.unwrap();
        self.store.enter_room(self.cy.account.id, room.slug).await.unwrap()
    }

    /// A closed room by cy with ann and bob in it, entered by bob.
    pub(crate) async fn closed_room(&self) -> Entered {
        let room = self.room(RoomKind::Closed).await;
        for name in ["ann", "bob"] {
            self.chat.invite(&self.cy, &room, &Username::parse(name).unwrap()).await.unwrap();
        }
        self.enter(&self.bob, &room).await.unwrap()
    }

    pub(crate) async fn enter(&self, viewer: &Viewer, room: &Entered) -> Result<Entered, store::Error> {
        self.store.enter_room(viewer.account.id, room.room.slug.clone()).await
    }

    pub(crate) async fn say(&self, viewer: &Viewer, room: &Entered) -> Result<MessageId, Error> {
        match self.chat.post(viewer, room, draft("hello"), None, None).await? {
            Posted::New(change) => Ok(change.message.id),
            Posted::Before(id) => Ok(id),
        }
    }

    pub(crate) async fn removal(&self, room: &Entered) {
        self.chat.remove_member(&self.cy, room, &Username::parse("bob").unwrap()).await.unwrap();
    }

    pub(crate) async fn archiving(&self, room: &Entered) {
        self.chat.archive_room(&self.cy, room, true).await.unwrap();
    }

    pub(crate) async fn deletion(&self, room: &Entered) {
        self.chat.delete_room(&self.cy, room).await.unwrap();
    }

    /// Runs a write whose checks have passed, but which commits after `change`. Returns the result of the write.
    pub(crate) async fn raced<T>(&self, change: impl Future<Output = ()>, write: impl Future<Output = T>) -> T {
        let stall = self.store.stall().await;
        let write = async {
            stall.queued(1).await;
            let mut write = std::pin::pin!(write);
            tokio::select! {
                biased;
                _ = &mut write => panic!("it was answered before it was to be written"),
                () = stall.queued(2) => stall.release(),
            }
            write.await
        };
        tokio::join!(change, write).1
    }
}

async fn person(store: &Store, name: &str) -> Viewer {
    let (username, now) = (Username::parse(name).unwrap(), Timestamp::now());
    let account = store.create_account(new_account(username, now), FORM).await.unwrap();
    let session = SessionId([u8::try_from(account.id.0).unwrap(); 32]);
    let new = NewSession {
        id: session,
        account: account.id,
        opened_by: None,
        factor: Factor::None,
        device: String::new(),
        network: String::new(),
        now,
    };
    store.create_session(new, u32::MAX).await.unwrap();
    store.viewer(session, now).await.unwrap()
}

const FORM: Admission = Admission::Form { registration: None, first_needs_link: false };

fn new_account(username: Username, created_at: Timestamp) -> NewAccount {
    NewAccount { username, password_hash: Some(String::new()), identity: None, network: String::new(), created_at }
}

pub(crate) fn draft(text: &str) -> Draft {
    Draft::parse(text).unwrap()
}

pub(crate) fn is_gone<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Store(store::Error::NotFound)))
}
