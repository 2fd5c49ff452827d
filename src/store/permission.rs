//! Permission as values: the lookups of this file make them, and nothing else can.
//!
//! Time passes between a lookup and the write that it permits, so each write repeats the precondition in its
//! transaction.

use std::ops::Deref;

use crate::model::{AccountId, Inviters, Membership, Role, RoomView, SessionId, Slug, Viewer};
use crate::store::error::Error;
use crate::store::handle::ReadStore;

/// A room that a person may see, with that person's membership. The fields are those of [`RoomView`].
///
/// Only [`ReadStore::enter_room`] makes one:
///
/// ```compile_fail,E0451
/// fn forge(view: snug::model::RoomView) -> snug::store::Entered {
///     snug::store::Entered { 0: view }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Entered(RoomView);

impl Entered {
    /// The room as the person sees it, without the permission.
    #[must_use]
    pub fn into_view(self) -> RoomView {
        self.0
    }
}

impl Deref for Entered {
    type Target = RoomView;

    fn deref(&self) -> &RoomView {
        &self.0
    }
}

/// Somebody who administers the server: an administrator in a session, or whoever can write the database file.
///
/// Only [`ReadStore::administrator`] makes one, and the command line:
///
/// ```compile_fail,E0451
/// fn forge(inviter: snug::store::Inviter) -> snug::store::Administrator {
///     snug::store::Administrator { 0: inviter }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Administrator(Inviter);

impl Administrator {
    /// The command line: who can write the database file may do everything.
    #[must_use]
    pub fn at_the_command_line() -> Self {
        Self(Inviter(Actor { session: None, network: String::new() }))
    }

    pub(in crate::store) fn actor(&self) -> &Actor {
        &self.0.0
    }

    /// The same permission, to invite people.
    #[must_use]
    pub fn as_inviter(&self) -> &Inviter {
        &self.0
    }
}

/// Somebody who keeps order: a moderator or an administrator.
///
/// Only [`ReadStore::moderator`] makes one.
#[derive(Clone, Debug)]
pub struct Moderator(Actor);

impl Moderator {
    pub(in crate::store) fn actor(&self) -> &Actor {
        &self.0
    }
}

/// Somebody who may invite people to the server: an administrator, or everybody where the settings say so.
///
/// Only [`ReadStore::inviter`] and [`Administrator::as_inviter`] make one.
#[derive(Clone, Debug)]
pub struct Inviter(Actor);

impl Inviter {
    pub(in crate::store) fn actor(&self) -> &Actor {
        &self.0
    }
}

/// The account and network that act, for preconditions and the audit log.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    /// The account and its session; none: the command line.
    pub(in crate::store) session: Option<(AccountId, SessionId)>,
    /// The network; empty: the command line.
    pub(in crate::store) network: String,
}

impl Actor {
    fn of(viewer: &Viewer) -> Self {
        Self { session: Some((viewer.account.id, viewer.session.id)), network: viewer.network.to_string() }
    }

    /// The account; none: the command line.
    pub(in crate::store) fn account(&self) -> Option<AccountId> {
        self.session.map(|(account, _)| account)
    }
}

impl ReadStore {
    /// Enters the room at this address, which is one of the person's own rooms, or else an open room.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no room, and also, after the same work, where the room is closed to this
    /// person.
    pub async fn enter_room(&self, account: AccountId, slug: Slug) -> Result<Entered, Error> {
        let own_rooms = self.cached_rooms(account).await?;
        let (room, own) = if let Some(own) = own_rooms.at(&slug) {
            (self.room(own.0.id).await?, Some(own))
        } else {
            let room = self.open_room(slug).await?;
            let own = own_rooms.of(room.id);
            (room, own)
        };
        Ok(Entered(match own {
            Some((own, reading)) => {
                let membership =
                    Some(Membership { notification_level: own.notification_level, read: reading.read() });
                RoomView { name: own.name.clone(), membership, room }
            }
            None => RoomView { name: room.name.to_string(), membership: None, room },
        }))
    }

    /// The viewer as an administrator.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when it isn't one; [`Error::NotFound`] when the account is gone.
    pub async fn administrator(&self, viewer: &Viewer) -> Result<Administrator, Error> {
        let is_administrator = self.role(viewer.account.id).await? == Role::Administrator;
        if is_administrator { Ok(Administrator(Inviter(Actor::of(viewer)))) } else { Err(Error::Forbidden) }
    }

    /// The viewer as somebody who keeps order.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when that isn't so; [`Error::NotFound`] when the account is gone.
    pub async fn moderator(&self, viewer: &Viewer) -> Result<Moderator, Error> {
        let is_member = self.role(viewer.account.id).await? == Role::Member;
        if is_member { Err(Error::Forbidden) } else { Ok(Moderator(Actor::of(viewer))) }
    }

    /// The viewer as somebody who may invite people to the server.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when that isn't so; [`Error::NotFound`] when the account is gone.
    pub async fn inviter(&self, viewer: &Viewer) -> Result<Inviter, Error> {
        match self.server_settings().await?.inviters {
            Inviters::Everyone => Ok(Inviter(Actor::of(viewer))),
            Inviters::Administrators => Ok(self.administrator(viewer).await?.0),
        }
    }
}
