//! Saving a draft.

use jiff::Timestamp;

use crate::model::drafts::DraftVersion;
use crate::model::{AccountId, RoomId};

/// A draft to be saved.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// The room.
    pub room: RoomId,
    /// The member who typed it.
    pub account: AccountId,
    /// The version that it was made from.
    pub base: DraftVersion,
    /// The text; empty: there is none any more.
    pub body: String,
    /// Now.
    pub now: Timestamp,
}
