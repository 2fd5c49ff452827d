//! Changing profiles.

use crate::model::people::NewPicture;
use crate::model::{AccountId, DisplayName, Picture, SessionId};

/// Another profile for somebody.
#[derive(Clone, Debug)]
pub struct NewProfile {
    /// Whose.
    pub account: AccountId,
    /// The session in which it is chosen.
    pub session: SessionId,
    /// The name to be shown; none: the username.
    pub name: Option<DisplayName>,
    /// What becomes of the picture.
    pub picture: NewPicture<Picture>,
}
