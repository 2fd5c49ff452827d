//! Texts that were typed and not sent yet, the same on all devices of an account.

use jiff::Timestamp;

/// The version of a saved draft: higher than that of each text of the room that was saved before it. 0: none is saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftVersion(pub i64);

/// A saved draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDraft {
    /// Its version.
    pub version: DraftVersion,
    /// The text.
    pub body: String,
    /// The time at which it was saved.
    pub saved_at: Timestamp,
}

/// The result of saving a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSaved {
    /// The version of the text; 0 where it is empty, and so isn't kept.
    pub version: DraftVersion,
    /// The newest text that was typed elsewhere, and is kept, too.
    pub other: Option<String>,
}

/// Maximum number of drafts of one account in one room. The next one replaces the oldest.
pub const MAX_DRAFTS_PER_ROOM: u32 = 5;
