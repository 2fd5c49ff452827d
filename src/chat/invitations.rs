//! Invitations to the server.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;

use crate::chat::auth::secret::{Code, code, is_code};
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::administration::invitations::{Invitation, InvitationState};
use crate::model::{InvitationId, Viewer};
use crate::store;
use crate::store::{Inviter, NewInvitation};

/// The last segment of an invitation's link: the invitation's number, and this server's authentication code of it.
/// Links can therefore be shown again, and can't be made from the number alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvitationToken {
    id: InvitationId,
    code: Code,
}

impl InvitationToken {
    /// Parses the last segment of a link's path; none where it isn't a token.
    #[must_use]
    pub fn parse(segment: &str) -> Option<Self> {
        let (id, code) = segment.split_once('-')?;
        let code = BASE64_URL_SAFE_NO_PAD.decode(code).ok()?.try_into().ok()?;
        Some(Self { id: InvitationId(id.parse().ok()?), code })
    }

    /// The last segment of the link's path.
    #[must_use]
    pub fn encode(&self) -> String {
        format!("{}-{}", self.id.0, BASE64_URL_SAFE_NO_PAD.encode(self.code))
    }
}

impl Chat {
    /// Makes an invitation.
    ///
    /// # Errors
    /// [`Error::LimitReached`]; [`Error::Forbidden`]; [`Error::SessionEnded`]; [`store::Error::NotFound`] when one of
    /// the rooms is none that the inviter may bring people into; [`Error::TooFast`].
    pub async fn create_invitation(
        &self,
        by: &Inviter,
        viewer: Option<&Viewer>,
        new: NewInvitation,
    ) -> Result<InvitationId, Error> {
        if let Some(viewer) = viewer {
            self.limits.take(Action::Invite, viewer)?;
        }
        Ok(self.store.create_invitation(by, new).await?)
    }

    /// Revokes an invitation.
    ///
    /// # Errors
    /// [`store::Error::NotFound`] when it doesn't exist, or is somebody else's; [`Error::Forbidden`];
    /// [`Error::SessionEnded`].
    pub async fn revoke_invitation(&self, by: &Inviter, id: InvitationId) -> Result<(), Error> {
        Ok(self.store.revoke_invitation(by, id, Timestamp::now()).await?)
    }

    /// The last segment of an invitation's link.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn invitation_token(&self, id: InvitationId) -> Result<InvitationToken, Error> {
        let secret = self.invitations.load(&self.store).await?;
        Ok(InvitationToken { id, code: code(&secret, &[&id.0.to_be_bytes()])? })
    }

    /// The invitation of a link, if it can be used.
    ///
    /// # Errors
    /// [`Error::BadLink`]; [`Error::RegistrationClosed`] where nobody may register.
    pub async fn usable_invitation(&self, token: InvitationToken) -> Result<Invitation, Error> {
        let secret = self.invitations.load(&self.store).await?;
        if !is_code(&secret, &[&token.id.0.to_be_bytes()], &token.code) {
            return Err(Error::BadLink);
        }
        let invitation = match self.store.invitation(token.id).await {
            Err(store::Error::NotFound) => return Err(Error::BadLink),
            found => found?,
        };
        match invitation.state(Timestamp::now()) {
            InvitationState::Valid => Ok(invitation),
            InvitationState::Expired | InvitationState::UsedUp | InvitationState::Revoked => Err(Error::BadLink),
        }
    }

    /// Brings the viewer into the rooms of an invitation.
    ///
    /// # Errors
    /// [`Error::BadLink`]; [`Error::SessionEnded`]; [`Error::TooFast`].
    pub async fn accept_invitation(&self, viewer: &Viewer, token: InvitationToken) -> Result<(), Error> {
        let invitation = self.usable_invitation(token).await?;
        self.limits.take(Action::Change, viewer)?;
        let (account, session) = (viewer.account.id, viewer.session.id);
        Ok(self.store.accept_invitation(invitation.id, account, session, Timestamp::now()).await?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_was_written() {
        let token = InvitationToken { id: InvitationId(7), code: [9; 16] };
        assert_eq!(InvitationToken::parse(&token.encode()), Some(token));
        for garbage in ["", "7", "7-", "-CQkJCQkJCQkJCQkJCQkJCQ", "7-AAAA", "x-CQkJCQkJCQkJCQkJCQkJCQ"] {
            assert_eq!(InvitationToken::parse(garbage), None, "{garbage}");
        }
    }
}
