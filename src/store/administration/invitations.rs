//! Invitations to the server.

use jiff::Timestamp;

use crate::model::{AccountId, Invitation, InvitationId, SessionId};
use crate::store::commands::invitations::NewInvitation;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::{Administrator, Inviter};

impl ReadStore {
    /// The invitation, as those see it who have its link.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn invitation(&self, id: InvitationId) -> Result<Invitation, Error> {
        read_backend!(self.invitation(id))
    }

    /// Up to `most` invitations that the inviter has made, the newest first, before one if it is given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_invitations(
        &self,
        by: &Inviter,
        before: Option<InvitationId>,
        most: u32,
    ) -> Result<Vec<Invitation>, Error> {
        let by = by.actor().account();
        read_backend!(self.invitations(by, before, most))
    }

    /// The same of everybody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_invitations(
        &self,
        _by: &Administrator,
        before: Option<InvitationId>,
        most: u32,
    ) -> Result<Vec<Invitation>, Error> {
        read_backend!(self.invitations(None, before, most))
    }
}

impl Store {
    /// Makes an invitation, and notes it in the audit log.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one of the rooms is none that the inviter may bring people into;
    /// [`Error::LimitReached`] when the inviter has as many that can be used as are allowed; [`Error::Forbidden`] and
    /// [`Error::SessionEnded`] when the permission has ended.
    pub async fn create_invitation(&self, by: &Inviter, new: NewInvitation) -> Result<InvitationId, Error> {
        write_backend!(self.create_invitation(by, new))
    }

    /// Revokes an invitation: one's own, or as an administrator any. One that was revoked before stays so.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such invitation, or it is somebody else's; [`Error::Forbidden`] and
    /// [`Error::SessionEnded`] when the permission has ended.
    pub async fn revoke_invitation(&self, by: &Inviter, id: InvitationId, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.revoke_invitation(by, id, now))
    }

    /// Brings somebody with an account into the rooms of an invitation. It counts as a use where one of the rooms is
    /// new to the person.
    ///
    /// # Errors
    /// [`Error::BadLink`] when the invitation doesn't work any more; [`Error::SessionEnded`].
    pub async fn accept_invitation(
        &self,
        id: InvitationId,
        account: AccountId,
        session: SessionId,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.accept_invitation(id, account, session, now))
    }
}
