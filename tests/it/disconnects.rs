//! Effects of a write whose client disconnects before it is committed.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use snug::chat::{self, Chat, Entrance, RoomCreation, Rules};
use snug::live::{DirtySidebars, Live, Revoked};
use snug::model::people::NewPicture;
use snug::model::{
    ChangeNumber, DisplayName, Draft, Network, NotificationLevel, Password, Position, RoomDescription, RoomKind,
    RoomName, Slug, Username, Viewer,
};
use snug::store::{Entered, NewPassword, Notice, Proof, Store};
use tokio_util::sync::CancellationToken;

use crate::app::{PASSWORD, PATIENCE, until};
use crate::backends::{self, TestBackend, TestDatabase, on_every_backend};

on_every_backend!(
    logging_out_ends_streams_even_if_the_client_disconnects,
    changing_the_password_ends_other_sessions_even_if_the_client_disconnects,
    changes_are_published_even_if_the_client_disconnects,
    profile_changes_are_published_even_if_the_client_disconnects,
    a_deleted_room_is_cleared_also_when_nobody_waits_for_the_answer,
);

struct Stage {
    chat: Chat,
    live: Live,
    store: Store,
    heard: tokio::sync::mpsc::UnboundedReceiver<Notice>,
    ann: Viewer,
    general: Entered,
    _database: TestDatabase,
}

async fn stage(backend: TestBackend) -> Stage {
    let (live, (hear, heard)) = (Live::default(), tokio::sync::mpsc::unbounded_channel());
    let publisher = live.clone();
    let sink = move |notice: &Notice| {
        let _ = hear.send(notice.clone());
        chat::publish(&publisher, notice);
    };
    let (store, database) = backends::open(backend, Arc::new(sink)).await;
    let rules = Rules {
        registration: None,
        first_needs_link: false,
        room_creation: RoomCreation::Everyone,
        messages_per_minute: None,
        registrations_per_hour: None,
    };
    let chat = Chat::new(store.clone(), rules);
    let ann = someone(&chat, &store, "ann").await;
    let general = store.enter_room(ann.account.id, Slug::parse("general")).await.unwrap();
    Stage { chat, live, store, heard, ann, general, _database: database }
}

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

async fn someone(chat: &Chat, store: &Store, name: &str) -> Viewer {
    let password = Password::parse(PASSWORD.to_owned(), name).unwrap();
    let account = chat.register(Username::parse(name).unwrap(), password, HERE, &Entrance::Form).await.unwrap();
    let token = chat.start_session(&account, String::new(), Network::NONE).await.unwrap();
    store.viewer(token.id(), jiff::Timestamp::now()).await.unwrap()
}

/// Lets a use case queue its write, then drops it, as a closed connection does.
fn abandon(act: impl Future) {
    assert!(pin!(act).now_or_never().is_none(), "it waits for its write");
}

async fn logging_out_ends_streams_even_if_the_client_disconnects(backend: TestBackend) {
    let stage = stage(backend).await;
    let mut ended = stage.live.revocations();
    let session = stage.ann.session.id;
    abandon(stage.chat.end_session(&stage.ann));
    let heard = tokio::time::timeout(PATIENCE, ended.recv()).await.expect("nobody hears of it");
    assert_eq!(heard.unwrap(), Revoked::Session(session));
}

async fn changing_the_password_ends_other_sessions_even_if_the_client_disconnects(backend: TestBackend) {
    let Stage { chat, store, ann, mut heard, .. } = stage(backend).await;
    let phone = chat.start_session(&ann.account, String::new(), Network::NONE).await.unwrap().id();
    let old = store.credentials(&ann.account.person.username).await.unwrap().password_hash.unwrap();
    let old = Proof::Hash(old);
    let (account, session) = (ann.account.id, ann.session.id);
    let new = NewPassword { account, session, old, new: "new".to_owned() };
    abandon(store.change_password(new));
    let mut ended = async || {
        let ended = async {
            loop {
                if let Notice::SessionEnded(session) = heard.recv().await.unwrap() {
                    return session;
                }
            }
        };
        tokio::time::timeout(PATIENCE, ended).await.expect("nobody hears of it")
    };
    assert_eq!(ended().await, phone);
    // Notices come in the order of the commits: the next session to end is this one, which the new password left alone.
    chat.end_session(&ann).await.unwrap();
    assert_eq!(ended().await, session);
}

async fn changes_are_published_even_if_the_client_disconnects(backend: TestBackend) {
    let stage = stage(backend).await;
    let Stage { chat, live, store, ann, general, .. } = &stage;
    let room = general;
    let name = |name| RoomName::parse(name).unwrap();
    let description = RoomDescription::default;
    let draft = |text| Draft::parse(text).unwrap();

    let of_ann = |places: &DirtySidebars| places.people.contains(&ann.account.id);
    abandon(chat.post(ann, room, draft("hello"), None, None));
    hears(live, "posting", of_ann).await;
    abandon(chat.create_room(ann, name("Garden"), RoomKind::Open, description()));
    hears(live, "making a room", of_ann).await;
    abandon(chat.set_notification_level(ann, room, NotificationLevel::Nothing, None));
    hears(live, "choosing what to be told", of_ann).await;
    abandon(chat.leave_room(ann, room));
    hears(live, "leaving", of_ann).await;
    let left = store.enter_room(ann.account.id, Slug::parse("general")).await.unwrap();
    abandon(chat.join_room(ann, &left));
    hears(live, "joining", of_ann).await;

    let bob = someone(chat, store, "bob").await;
    let of_bob = |places: &DirtySidebars| places.people.contains(&bob.account.id);
    chat.post(ann, room, draft("hello bob"), None, None).await.unwrap();
    // In the cache: a room that is already read would not be written.
    store.own_rooms(bob.account.id).await.unwrap();
    abandon(chat.note_read(&bob, room, None, ChangeNumber(i64::MAX)));
    hears(live, "reading", of_bob).await;
    abandon(chat.describe_room(ann, room, name("Hall"), description()));
    hears(live, "renaming", |places| places.everyone).await;
    abandon(chat.archive_room(ann, room, true));
    hears(live, "archiving", |places| places.everyone).await;
}

async fn profile_changes_are_published_even_if_the_client_disconnects(backend: TestBackend) {
    let Stage { chat, ann, mut heard, .. } = stage(backend).await;
    abandon(chat.change_profile(&ann, DisplayName::parse("Annabel").ok(), NewPicture::Same));
    let shown = async {
        loop {
            if let Notice::ProfileChanged(profile) = heard.recv().await.unwrap() {
                return profile.person.shown().to_owned();
            }
        }
    };
    assert_eq!(tokio::time::timeout(PATIENCE, shown).await.expect("nobody hears of it"), "Annabel");
}

async fn a_deleted_room_is_cleared_also_when_nobody_waits_for_the_answer(backend: TestBackend) {
    let Stage { chat, store, ann, .. } = &stage(backend).await;
    store.maintain(&CancellationToken::new());
    let name = RoomName::parse("Garden").unwrap();
    let room = chat.create_room(ann, name, RoomKind::Open, RoomDescription::default()).await.unwrap();
    let garden = store.enter_room(ann.account.id, room.slug.clone()).await.unwrap();
    chat.post(ann, &garden, Draft::parse("hello").unwrap(), None, None).await.unwrap();
    let last = store.page(room.id, Position::Newest, 1).await.unwrap().messages[0].id;
    abandon(chat.delete_room(ann, &garden));
    until("its messages are gone", async || store.message(room.id, last).await.is_err()).await;
}

/// Waits until the expected value is published.
async fn hears(live: &Live, what: &str, expected: impl Fn(&DirtySidebars) -> bool) {
    let heard = async { while !expected(&live.dirty_sidebars(Duration::ZERO).await) {} };
    tokio::time::timeout(PATIENCE, heard).await.unwrap_or_else(|_| panic!("nobody hears of {what}"));
}
