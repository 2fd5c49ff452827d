//! What somebody keeps at hand.

use super::{Message, Slug};

/// A message that somebody keeps at hand.
#[derive(Clone, Debug)]
pub struct Bookmark {
    /// The message.
    pub message: Message,
    /// The address of its room.
    pub slug: Slug,
    /// The name of its room; a direct conversation has none of its own.
    pub room: String,
}
