//! Making invitations to the server.

use jiff::Timestamp;

use crate::model::Slug;
use crate::model::administration::invitations::InvitationNote;

/// An invitation about to be made.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// The purpose.
    pub note: InvitationNote,
    /// When it ends; none: never.
    pub expires_at: Option<Timestamp>,
    /// Maximum number of uses; none: unlimited.
    pub max_uses: Option<u32>,
    /// The rooms that people join with it.
    pub rooms: Vec<Slug>,
    /// Now.
    pub now: Timestamp,
}
