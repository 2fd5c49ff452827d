//! Every write repeats its precondition where it writes: each test changes what a write was checked by while that write
//! waits, and the write is refused.
#![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Chat, Error, Registration, RoomCreation, Rules};
use crate::live::Live;
use crate::model::people::NewPicture;
use crate::model::{
    ChangeNumber, DisplayName, Draft, Emoji, Entered, Involvement, LocaleChoice, MessageId, MessageState, Room,
    RoomDescription, RoomKind, RoomName, SessionId, Username, Viewer,
};
use crate::store::{self, NewAccount, Posted, Store};

/// A chat with ann, the administrator, bob and cy.
struct Stage {
    chat: Chat,
    store: Store,
    ann: Viewer,
    bob: Viewer,
    cy: Viewer,
    _folder: TempDir,
}

impl Stage {
    async fn new() -> Self {
        Self::with(RoomCreation::Everyone).await
    }

    async fn with(room_creation: RoomCreation) -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("chat.db")).await.unwrap();
        let rules = Rules { registration: Registration::Open, room_creation, messages_per_minute: None };
        let chat = Chat::new(store.clone(), Live::default(), rules);
        let (ann, bob, cy) =
            (person(&store, "ann").await, person(&store, "bob").await, person(&store, "cy").await);
        Self { chat, store, ann, bob, cy, _folder: folder }
    }

    async fn person(&self, name: &str) -> Viewer {
        person(&self.store, name).await
    }

    /// A room by cy.
    async fn room(&self, kind: RoomKind) -> Room {
        let name = RoomName::parse("Tea").unwrap();
        self.chat.create_room(&self.cy, name, kind, RoomDescription::default()).await.unwrap()
    }

    /// A closed room by cy with ann and bob in it, as bob has come into it.
    async fn closed_room(&self) -> Entered {
        let room = self.room(RoomKind::Closed).await;
        for name in ["ann", "bob"] {
            self.chat.invite(&self.cy, &room, &Username::parse(name).unwrap()).await.unwrap();
        }
        self.enter(&self.bob, &room).await.unwrap()
    }

    async fn enter(&self, viewer: &Viewer, room: &Room) -> Result<Entered, store::Error> {
        self.store.enter_room(viewer.account.id, room.slug.clone()).await
    }

    async fn say(&self, viewer: &Viewer, room: &Room) -> Result<MessageId, Error> {
        match self.chat.post(viewer, room, draft("hello"), None, None).await? {
            Posted::New(change) => Ok(change.message.id),
            Posted::Before(id) => Ok(id),
        }
    }

    async fn removal(&self, room: &Room) {
        self.chat.remove_member(&self.cy, room, &Username::parse("bob").unwrap()).await.unwrap();
    }

    async fn archiving(&self, room: &Room) {
        self.chat.archive_room(&self.cy, room, true).await.unwrap();
    }

    async fn deletion(&self, room: &Room) {
        self.chat.delete_room(&self.cy, room).await.unwrap();
    }

    /// What becomes of a write that waits behind a change, both of which were begun before the change was made.
    async fn raced<T>(&self, change: impl Future<Output = ()>, write: impl Future<Output = T>) -> T {
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
    let new = NewAccount { username, password_hash: String::new(), created_at: now };
    let account = store.create_account(new, false).await.unwrap();
    let session = SessionId([u8::try_from(account.id.0).unwrap(); 32]);
    store.create_session(session, account.id, String::new(), now).await.unwrap();
    store.viewer(session, now).await.unwrap()
}

fn draft(text: &str) -> Draft {
    Draft::parse(text).unwrap()
}

fn is_gone<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Store(store::Error::NotFound)))
}

#[tokio::test]
async fn posting_does_not_bring_back_who_was_removed() {
    let stage = Stage::new().await;
    let room = stage.closed_room().await.room;
    assert!(is_gone(stage.raced(stage.removal(&room), stage.say(&stage.bob, &room)).await));
    assert!(stage.enter(&stage.bob, &room).await.is_err());
    assert_eq!(stage.store.members(room.id).await.unwrap().len(), 2);
}

#[tokio::test]
async fn posting_does_not_reach_an_archived_room_nor_a_deleted_one() {
    let stage = Stage::new().await;
    let room = stage.room(RoomKind::Open).await;
    let refused = stage.raced(stage.archiving(&room), stage.say(&stage.bob, &room)).await;
    assert!(matches!(refused, Err(Error::Archived)));
    stage.chat.archive_room(&stage.cy, &room, false).await.unwrap();
    assert!(is_gone(stage.raced(stage.deletion(&room), stage.say(&stage.bob, &room)).await));
}

#[tokio::test]
async fn posting_joins_open_rooms_only() {
    let stage = Stage::new().await;
    let room = stage.room(RoomKind::Open).await;
    stage.say(&stage.bob, &room).await.unwrap();
    stage.raced(stage.removal(&room), stage.say(&stage.bob, &room)).await.unwrap();
    assert!(stage.enter(&stage.bob, &room).await.unwrap().membership.is_some());
    let direct = stage.chat.direct_room(&stage.ann, &[Username::parse("bob").unwrap()]).await.unwrap();
    assert!(is_gone(stage.say(&stage.cy, &direct).await));
    assert_eq!(stage.store.members(direct.id).await.unwrap().len(), 2);
}

#[tokio::test]
async fn who_was_removed_invites_nobody() {
    let stage = Stage::new().await;
    let room = stage.closed_room().await.room;
    stage.person("dan").await;
    for name in ["bob", "dan"] {
        let name = Username::parse(name).unwrap();
        let invited = stage.raced(stage.removal(&room), stage.chat.invite(&stage.bob, &room, &name)).await;
        assert!(is_gone(invited), "{name}");
        let people = stage.store.members(room.id).await.unwrap();
        assert_eq!(people.len(), 2, "{name}: {people:?}");
        stage.chat.invite(&stage.cy, &room, &Username::parse("bob").unwrap()).await.unwrap();
    }
}

#[tokio::test]
async fn who_has_left_an_open_room_brings_nobody_into_it() {
    let stage = Stage::new().await;
    let room = stage.room(RoomKind::Open).await;
    stage.say(&stage.bob, &room).await.unwrap();
    let leaving = async { stage.chat.leave_room(&stage.bob, &room).await.unwrap() };
    let invited =
        stage.raced(leaving, stage.chat.invite(&stage.bob, &room, &Username::parse("ann").unwrap())).await;
    assert!(matches!(invited, Err(Error::NotYours)), "{invited:?}");
    assert_eq!(stage.store.members(room.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn only_open_rooms_that_are_there_are_joined() {
    let stage = Stage::new().await;
    let room = stage.room(RoomKind::Open).await;
    let entered = stage.enter(&stage.bob, &room).await.unwrap();
    assert!(is_gone(stage.raced(stage.deletion(&room), stage.chat.join_room(&stage.bob, &entered)).await));
    // Whatever says that somebody may join it.
    let room = stage.room(RoomKind::Closed).await;
    let entered = Entered { room: room.clone(), ..entered };
    assert!(is_gone(stage.chat.join_room(&stage.bob, &entered).await));
    assert!(stage.enter(&stage.bob, &room).await.is_err());
}

#[tokio::test]
async fn who_was_removed_changes_no_message_and_nothing_under_one() {
    let stage = Stage::new().await;
    let entered = stage.closed_room().await;
    let Stage { chat, bob, .. } = &stage;
    let room = &entered.room;
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

    let message = stage.store.message(room.id, id).await.unwrap();
    assert_eq!((message.body.as_str(), message.state, message.pinned), ("hello", MessageState::AsPosted, false));
    assert!(message.reactions.is_empty() && !stage.store.is_bookmarked(id, bob.account.id).await.unwrap());
}

#[tokio::test]
async fn nothing_in_an_archived_room_changes() {
    let stage = Stage::new().await;
    let entered = stage.closed_room().await;
    let Stage { chat, bob, .. } = &stage;
    let room = &entered.room;
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
    assert_eq!(stage.store.message(room.id, id).await.unwrap().body, "hello");
}

#[tokio::test]
async fn a_message_that_is_being_deleted_is_not_changed() {
    let stage = Stage::new().await;
    let entered = stage.closed_room().await;
    let Stage { chat, ann, bob, .. } = &stage;
    let room = &entered.room;
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

#[tokio::test]
async fn only_members_pin_mark_as_unread_and_choose_what_to_be_told() {
    let stage = Stage::new().await;
    let room = stage.room(RoomKind::Open).await;
    let id = stage.say(&stage.bob, &room).await.unwrap();
    let entered = stage.enter(&stage.bob, &room).await.unwrap();
    let Stage { chat, bob, .. } = &stage;
    let leaving = async || chat.leave_room(bob, &room).await.unwrap();
    let refused = stage.raced(leaving(), chat.pin(bob, &entered, id, true)).await;
    assert!(matches!(refused, Err(Error::NotYours)), "{refused:?}");

    stage.say(bob, &room).await.unwrap();
    assert!(is_gone(stage.raced(leaving(), chat.mark_unread(bob, &room, id)).await));
    stage.say(bob, &room).await.unwrap();
    let involvement = Involvement::Nothing;
    assert!(is_gone(stage.raced(leaving(), chat.set_involvement(bob, &room, involvement)).await));
    assert!(stage.enter(bob, &room).await.unwrap().membership.is_none());
}

#[tokio::test]
async fn what_somebody_reads_while_being_removed_is_not_noted() {
    let stage = Stage::new().await;
    let room = stage.closed_room().await.room;
    stage.say(&stage.cy, &room).await.unwrap();
    let upto = ChangeNumber(1);
    stage.raced(stage.removal(&room), stage.chat.note_read(&stage.bob, &room, upto)).await.unwrap();
    assert!(stage.enter(&stage.bob, &room).await.is_err());
}

#[tokio::test]
async fn who_was_removed_changes_no_room_even_having_made_it() {
    let stage = Stage::new().await;
    let room = stage.closed_room().await.room;
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

#[tokio::test]
async fn a_deleted_room_is_neither_changed_nor_deleted_again() {
    let stage = Stage::new().await;
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
    assert!(stage.store.members(room.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_visit_of_a_room_that_is_being_taken_away_is_not_noted() {
    let stage = Stage::new().await;
    let room = stage.closed_room().await.room;
    stage.raced(stage.removal(&room), stage.chat.visit_room(&stage.bob, &room)).await.unwrap();
    let bob = stage.store.viewer(stage.bob.session.id, Timestamp::now()).await.unwrap();
    assert_eq!(bob.last_room, None);
}

const DEMOTION: &str = "update accounts set role = 'member' where username = 'ann'";

#[tokio::test]
async fn who_is_no_longer_administrator_does_nothing_as_one() {
    let stage = Stage::with(RoomCreation::Administrators).await;
    stage.store.execute("update accounts set role = 'administrator' where username = 'cy'").await.unwrap();
    let cy = stage.store.viewer(stage.cy.session.id, Timestamp::now()).await.unwrap();
    let stage = Stage { cy, ..stage };
    let entered = stage.closed_room().await;
    let Stage { chat, ann, bob, .. } = &stage;
    let room = &entered.room;
    let id = stage.say(bob, room).await.unwrap();
    let demotion = async || stage.store.execute(DEMOTION).await.unwrap();
    let promotion = async || {
        stage.store.execute("update accounts set role = 'administrator' where username = 'ann'").await.unwrap();
    };
    let is_refused = |refused| matches!(refused, Err(Error::NotYours));

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

#[tokio::test]
async fn a_session_that_has_ended_changes_no_profile_and_no_settings() {
    let stage = Stage::new().await;
    let Stage { chat, store, bob, .. } = &stage;
    let now = Timestamp::now();
    let log_out = async || chat.end_session(bob.session.id).await.unwrap();
    let log_in = async || store.create_session(bob.session.id, bob.account.id, String::new(), now).await.unwrap();
    let has_ended = |refused| matches!(refused, Err(Error::SessionEnded));

    let name = DisplayName::parse("Robert").unwrap();
    let profile = chat.change_profile(bob, Some(name), NewPicture::None);
    assert!(has_ended(stage.raced(log_out(), profile).await.map(drop)), "profile");
    log_in().await;
    let chosen = LocaleChoice { language: crate::model::Language::parse("ja"), zone: None };
    assert!(has_ended(stage.raced(log_out(), chat.choose_locale(bob, chosen)).await), "language");
    log_in().await;
    let mut old = bob.session.clone();
    old.used_at = Timestamp::UNIX_EPOCH;
    assert!(has_ended(stage.raced(log_out(), chat.prolong_session(&old)).await.map(|_| ())), "prolonging");
    log_in().await;
    let bob = store.viewer(bob.session.id, now).await.unwrap();
    assert_eq!((bob.account.person.name, bob.chosen), (None, LocaleChoice::default()));
}

#[tokio::test]
async fn nobody_is_given_anything_whose_account_is_gone() {
    let stage = Stage::new().await;
    let Stage { chat, store, ann, cy, .. } = &stage;
    let end = async || store.execute("delete from accounts where username = 'cy'").await.unwrap();
    let account = cy.account.clone();
    assert!(is_gone(stage.raced(end(), chat.start_session(&account, String::new())).await.map(|_| ())));
    let names = [Username::parse("bob").unwrap()];
    assert!(is_gone(stage.raced(end(), chat.direct_room(cy, &names)).await.map(|_| ())));
    let name = RoomName::parse("Tea").unwrap();
    let made = stage.raced(end(), chat.create_room(cy, name, RoomKind::Open, RoomDescription::default())).await;
    assert!(is_gone(made.map(|_| ())));
    assert!(store.rooms(ann.account.id).await.unwrap().iter().all(|room| room.name == "General"));
}
