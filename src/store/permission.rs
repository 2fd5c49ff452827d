//! Permission as values: the lookups of this file make them, and nothing else can.
//!
//! Time passes between a lookup and the write that it permits, so each write repeats the precondition in its
//! transaction.

use std::ops::Deref;

use crate::model::{AccountId, Membership, Role, RoomView, Slug};
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

/// An account that administers the server.
///
/// Only [`ReadStore::administrator`] makes one:
///
/// ```compile_fail,E0451
/// fn forge(account: snug::model::AccountId) -> snug::store::Administrator {
///     snug::store::Administrator { 0: account }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Administrator(AccountId);

impl Administrator {
    /// The account.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.0
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

    /// The account as an administrator.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when it isn't one; [`Error::NotFound`] when it is gone.
    pub async fn administrator(&self, account: AccountId) -> Result<Administrator, Error> {
        match self.role(account).await? {
            Role::Administrator => Ok(Administrator(account)),
            Role::Moderator | Role::Member => Err(Error::Forbidden),
        }
    }
}
