//! Bookmarked messages.

use super::{Message, Slug};

/// A message that somebody has bookmarked, with its room.
#[derive(Clone, Debug)]
pub struct Bookmark {
    /// The message.
    pub message: Message,
    /// The slug of its room.
    pub slug: Slug,
    /// The name of its room; empty for a direct conversation.
    pub room: String,
}
