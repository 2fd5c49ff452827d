//! Races of accounts, their roles and sessions.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::races::stage::{Stage, draft, is_gone};
use crate::chat::rules::RoomCreation;
use crate::model::people::NewPicture;
use crate::model::{
    DisplayName, Language, LocaleChoice, Network, RoomDescription, RoomKind, RoomName, SessionToken, Username,
};
use crate::store;
use crate::store::testing::{TestBackend, on_every_backend};
use crate::store::{Factor, NewPassword, NewSession, Opening, Proof};

on_every_backend!(
    a_deactivated_or_muted_account_writes_nothing_that_was_on_its_way,
    who_is_no_longer_administrator_does_nothing_as_one,
    the_store_permits_administration_to_administrators_alone,
    a_session_that_has_ended_changes_no_profile_and_no_settings,
    nobody_is_given_anything_whose_account_is_gone,
    a_password_is_changed_only_in_a_session_and_where_it_is_the_one_that_was_compared,
);

const DEMOTION: &str = "update accounts set role = 'member' where username = 'ann'";

async fn who_is_no_longer_administrator_does_nothing_as_one(backend: TestBackend) {
    let stage = Stage::with(backend, RoomCreation::Administrators).await;
    stage.store.execute("update accounts set role = 'administrator' where username = 'cy'").await.unwrap();
    let cy = stage.store.viewer(stage.cy.session.id, Timestamp::now()).await.unwrap();
    let stage = Stage { cy, ..stage };
    let entered = stage.closed_room().await;
    let Stage { chat, ann, bob, .. } = &stage;
    let room = &entered;
    let id = stage.say(bob, room).await.unwrap();
    let demotion = async || stage.store.execute(DEMOTION).await.unwrap();
    let promotion = async || {
        stage.store.execute("update accounts set role = 'administrator' where username = 'ann'").await.unwrap();
    };
    let is_refused = |refused| matches!(refused, Err(Error::Forbidden));

    assert!(is_refused(stage.raced(demotion(), chat.edit(ann, room, id, draft("bye"))).await), "edit");
    promotion().await;
    assert!(is_refused(stage.raced(demotion(), chat.delete(ann, room, id)).await), "delete");
    promotion().await;
    assert!(is_refused(stage.raced(demotion(), chat.archive_room(ann, room, true)).await), "archive");
    promotion().await;
    let bob = Username::parse("bob").unwrap();
    assert!(is_refused(stage.raced(demotion(), chat.remove_member(ann, room, &bob)).await), "remove");
    promotion().await;
    assert!(is_refused(stage.raced(demotion(), chat.delete_room(ann, room)).await), "delete the room");
    promotion().await;
    let name = RoomName::parse("Coffee").unwrap();
    let made =
        stage.raced(demotion(), chat.create_room(ann, name, RoomKind::Open, RoomDescription::default())).await;
    assert!(is_refused(made.map(|_| ())), "make a room");
}

async fn the_store_permits_administration_to_administrators_alone(backend: TestBackend) {
    let Stage { store, ann, bob, .. } = &Stage::new(backend).await;
    assert!(store.administrator(ann).await.is_ok());
    assert!(matches!(store.administrator(bob).await, Err(store::Error::Forbidden)));
    store.execute(DEMOTION).await.unwrap();
    assert!(matches!(store.administrator(ann).await, Err(store::Error::Forbidden)));
}

async fn a_session_that_has_ended_changes_no_profile_and_no_settings(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let Stage { chat, store, bob, .. } = &stage;
    let now = Timestamp::now();
    let log_out = async || chat.end_session(bob).await.unwrap();
    let log_in = async || {
        let (id, account) = (bob.session.id, bob.account.id);
        let new = NewSession {
            id,
            account,
            opened_by: None,
            factor: Factor::None,
            device: String::new(),
            network: String::new(),
            now,
        };
        store.create_session(new, u32::MAX).await.unwrap();
    };
    let has_ended = |refused| matches!(refused, Err(Error::SessionEnded));

    let name = DisplayName::parse("Robert").unwrap();
    let profile = chat.change_profile(bob, Some(name), NewPicture::None);
    assert!(has_ended(stage.raced(log_out(), profile).await), "profile");
    log_in().await;
    let chosen = LocaleChoice { language: Language::parse("ja"), zone: None };
    assert!(has_ended(stage.raced(log_out(), chat.choose_locale(bob, chosen)).await), "language");
    log_in().await;
    let mut old = bob.clone();
    old.session.used_at = Timestamp::UNIX_EPOCH;
    assert!(has_ended(stage.raced(log_out(), chat.prolong_session(&old)).await.map(|_| ())), "prolonging");
    log_in().await;
    let bob = store.viewer(bob.session.id, now).await.unwrap();
    assert_eq!((bob.account.person.name, bob.chosen), (None, LocaleChoice::default()));
}

async fn nobody_is_given_anything_whose_account_is_gone(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let Stage { chat, store, ann, cy, .. } = &stage;
    let end = async || store.execute("delete from accounts where username = 'cy'").await.unwrap();
    let account = cy.account.clone();
    assert!(is_gone(
        stage.raced(end(), chat.start_session(&account, String::new(), Network::NONE)).await.map(|_| ())
    ));
    let names = [Username::parse("bob").unwrap()];
    assert!(is_gone(stage.raced(end(), chat.direct_room(cy, &names)).await.map(|_| ())));
    let name = RoomName::parse("Tea").unwrap();
    let made = stage.raced(end(), chat.create_room(cy, name, RoomKind::Open, RoomDescription::default())).await;
    assert!(is_gone(made.map(|_| ())));
    assert!(store.rooms(ann.account.id).await.unwrap().iter().all(|room| room.name == "General"));
}

async fn a_password_is_changed_only_in_a_session_and_where_it_is_the_one_that_was_compared(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let Stage { store, bob, .. } = &stage;
    let new = |old: &str, new: &str| NewPassword {
        account: bob.account.id,
        session: bob.session.id,
        old: Proof::Hash(old.to_owned()),
        new: new.to_owned(),
    };
    store.execute("update accounts set password_hash = 'one' where username = 'bob'").await.unwrap();
    let changed = store.change_password(new("another", "two")).await;
    assert!(matches!(changed, Err(store::Error::Changed)), "another password");
    let now = Timestamp::now();
    let id = SessionToken::new([9; 32]).id();
    let login = NewSession {
        id,
        account: bob.account.id,
        factor: Factor::None,
        opened_by: Some(Opening::Hash("another".to_owned())),
        device: String::new(),
        network: String::new(),
        now,
    };
    let opened = store.create_session(login, 9);
    assert!(matches!(opened.await, Err(store::Error::Changed)), "a login with the former password");
    store.change_password(new("one", "two")).await.unwrap();
    stage.chat.end_session(bob).await.unwrap();
    let changed = store.change_password(new("two", "three")).await;
    assert!(matches!(changed, Err(store::Error::SessionEnded)), "without a session");
}

async fn a_deactivated_or_muted_account_writes_nothing_that_was_on_its_way(backend: TestBackend) {
    let stage = Stage::new(backend).await;
    let Stage { chat, store, bob, .. } = &stage;
    let room = stage.closed_room().await;
    let id = stage.say(bob, &room).await.unwrap();
    let sql = async |sql| store.execute(sql).await.unwrap();
    let mute = || sql("update accounts set muted_until = 9000000000000 where username = 'bob'");
    let muted = |error: Option<Error>| matches!(error, Some(Error::Muted(_)));
    assert!(muted(stage.raced(mute(), stage.say(bob, &room)).await.err()), "post");
    sql("update accounts set muted_until = null").await;
    assert!(muted(stage.raced(mute(), chat.edit(bob, &room, id, draft("bye"))).await.err()), "edit");
    sql("update accounts set muted_until = null").await;

    let end = || sql("update accounts set deactivated_at = 1 where username = 'bob'");
    assert!(is_gone(stage.raced(end(), stage.say(bob, &room)).await), "post");
    sql("update accounts set deactivated_at = null").await;
    assert!(is_gone(stage.raced(end(), chat.edit(bob, &room, id, draft("bye"))).await), "edit");
    let started = chat.start_session(&bob.account, String::new(), Network::NONE).await;
    assert!(matches!(started, Err(Error::Deactivated)));
}
