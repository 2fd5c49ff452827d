//! Creating, visiting and changing rooms.

use jiff::Timestamp;

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::{
    Action, MAX_CONVERSATIONS_PER_MAKER, MAX_ROOMS_PER_MAKER, MAX_UNWRITTEN_PER_MAKER,
};
use crate::chat::rules::RoomCreation;
use crate::model::{
    AccountId, Role, Room, RoomDescription, RoomKind, RoomName, RoomRules, Slug, Username, Viewer,
};
use crate::store;
use crate::store::{Entered, NewConversation, NewDescription, NewRoom};

/// Maximum number of people in a direct conversation.
pub const MAX_IN_DIRECT: usize = 20;

impl Chat {
    /// Whether this viewer may create rooms.
    #[must_use]
    pub fn may_create_rooms(&self, viewer: &Viewer) -> bool {
        self.rules.room_creation == RoomCreation::Everyone || is_staff(viewer)
    }

    /// Creates an open or a closed room, with its creator as a member.
    ///
    /// # Errors
    /// [`Error::NameTaken`] when it is open and another open room has this name; [`Error::Forbidden`] for those who
    /// may not create rooms; [`Error::TooFast`]; [`Error::LimitReached`].
    pub async fn create_room(
        &self,
        viewer: &Viewer,
        name: RoomName,
        kind: RoomKind,
        description: RoomDescription,
    ) -> Result<Room, Error> {
        if self.rules.room_creation == RoomCreation::Administrators {
            self.store.administrator(viewer).await?;
        }
        self.limits.take(Action::MakeRoom, viewer)?;
        let by = Some(viewer.account.id);
        let new = NewRoom {
            slug: slug(&name, kind)?,
            name,
            kind,
            description,
            by,
            only_administrators: self.rules.room_creation == RoomCreation::Administrators,
            max_per_maker: MAX_ROOMS_PER_MAKER,
            created_at: Timestamp::now(),
        };
        Ok(self.store.create_room(new).await?)
    }

    /// The direct conversation of the viewer and these people. It is created if there is none yet; the others see it
    /// from its first message on.
    ///
    /// # Errors
    /// [`Error::Nobody`] when nobody has one of the names, or there are too many; [`Error::TooFast`];
    /// [`Error::LimitReached`].
    pub async fn direct_room(&self, viewer: &Viewer, names: &[Username]) -> Result<Room, Error> {
        let mut people = vec![viewer.account.id];
        for name in names {
            people.push(self.person(name).await?);
        }
        if people.len() > MAX_IN_DIRECT {
            return Err(Error::Nobody);
        }
        let by = viewer.account.id;
        match self.store.conversation(by, &people).await {
            Err(store::Error::NotFound) => {}
            known => return Ok(known?),
        }
        self.limits.take(Action::Converse, viewer)?;
        for other in people.iter().filter(|person| **person != by) {
            self.limits.take_towards(Action::Approach, viewer, *other)?;
        }
        let new = NewConversation {
            by,
            people,
            max_per_maker: MAX_CONVERSATIONS_PER_MAKER,
            max_unwritten: MAX_UNWRITTEN_PER_MAKER,
            // The slug must not tell how many direct conversations exist, nor between whom.
            slug: Slug::parse("direct").with_random(random()?),
            begun_at: Timestamp::now(),
        };
        Ok(self.store.direct_room(new).await?.room)
    }

    /// Records the room as the last one visited. On a full disk, nothing is recorded, so that reading still works.
    ///
    /// # Errors
    /// When the store fails for good.
    pub async fn visit_room(&self, viewer: &Viewer, entered: &Entered) -> Result<(), Error> {
        let room = &entered.room;
        if viewer.last_room.as_ref() == Some(&room.slug) {
            return Ok(());
        }
        match self.store.note_visit(viewer.account.id, room).await {
            Err(error) if error.is_transient() => tracing::warn!(%error, "a visit was not noted"),
            noted => noted?,
        }
        Ok(())
    }

    /// Changes a room's name and description.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than its creator and administrators; [`Error::NameTaken`].
    pub async fn describe_room(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        name: RoomName,
        description: RoomDescription,
    ) -> Result<Room, Error> {
        let room = &entered.room;
        may_change(viewer, room)?;
        self.limits.take(Action::Change, viewer)?;
        let new = NewDescription { slug: slug(&name, room.kind)?, name, description, at: Timestamp::now() };
        Ok(self.store.describe_room(room.id, viewer.account.id, new).await?)
    }

    /// Archives a room (it can only be read), or reopens it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than its creator and administrators.
    pub async fn archive_room(&self, viewer: &Viewer, entered: &Entered, archived: bool) -> Result<(), Error> {
        let room = &entered.room;
        may_change(viewer, room)?;
        self.limits.take(Action::Change, viewer)?;
        let since = archived.then(Timestamp::now);
        self.store.archive_room(room.id, viewer.account.id, since, viewer.network.to_string()).await?;
        Ok(())
    }

    /// Sets who can post in a room, how fast, and how many members it can have.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than its creator and administrators.
    pub async fn set_room_rules(&self, viewer: &Viewer, entered: &Entered, rules: RoomRules) -> Result<(), Error> {
        let room = &entered.room;
        may_change(viewer, room)?;
        self.limits.take(Action::Change, viewer)?;
        self.store.set_room_rules(room.id, viewer.account.id, rules).await?;
        Ok(())
    }

    /// Deletes a room with all its messages.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than its creator and administrators.
    pub async fn delete_room(&self, viewer: &Viewer, entered: &Entered) -> Result<(), Error> {
        let room = &entered.room;
        may_change(viewer, room)?;
        self.limits.take(Action::Change, viewer)?;
        let network = viewer.network.to_string();
        Ok(self.store.delete_room(room.id, viewer.account.id, network, Timestamp::now()).await?)
    }

    /// The account with this username.
    pub(crate) async fn person(&self, name: &Username) -> Result<AccountId, Error> {
        match self.store.credentials(name).await {
            Ok(known) => Ok(known.account.id),
            Err(store::Error::NotFound) => Err(Error::Nobody),
            Err(other) => Err(other.into()),
        }
    }
}

/// The slug made from a room's name. The slug of a room that isn't open has a random suffix: without it, a numbered
/// slug of an open room of the same name would reveal that the closed room exists.
fn slug(name: &RoomName, kind: RoomKind) -> Result<Slug, Error> {
    let slug = Slug::from_name(name);
    Ok(if kind == RoomKind::Open { slug } else { slug.with_random(random()?) })
}

fn is_staff(viewer: &Viewer) -> bool {
    viewer.account.role == Role::Administrator
}

/// Whether the viewer may change a room: its creator and administrators may, but nobody if it is a direct
/// conversation.
#[must_use]
pub fn may_change_room(viewer: &Viewer, room: &Room) -> bool {
    room.kind != RoomKind::Direct && (room.created_by == Some(viewer.account.id) || is_staff(viewer))
}

/// Whether the viewer may post in a room by its rules: where it is for announcements, its creator, moderators and
/// administrators may.
#[must_use]
pub fn may_post(viewer: &Viewer, room: &Room) -> bool {
    !room.rules.announcements || RoomRules::exempt(room.created_by, viewer.account.id, viewer.account.role)
}

pub(crate) fn may_change(viewer: &Viewer, room: &Room) -> Result<(), Error> {
    if may_change_room(viewer, room) { Ok(()) } else { Err(Error::Forbidden) }
}
