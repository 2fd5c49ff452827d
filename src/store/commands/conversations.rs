//! Beginning direct conversations.

use jiff::Timestamp;

use crate::model::{AccountId, Room, RoomId, Slug};

/// A direct conversation about to begin.
#[derive(Clone, Debug)]
pub struct NewConversation {
    /// Who begins it.
    pub by: AccountId,
    /// The members, `by` among them.
    pub people: Vec<AccountId>,
    /// The address of it, if it begins now.
    pub slug: Slug,
    /// How many conversations one person may have begun.
    pub max_per_maker: u32,
    /// How many of them may be such that nobody has written in; the oldest gives way.
    pub max_unwritten: u32,
    /// Now.
    pub begun_at: Timestamp,
}

/// A conversation that is there now, and those that gave way to it.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The conversation.
    pub room: Room,
    /// Conversations that nobody had written in, and that are gone.
    pub gave_way: Vec<RoomId>,
}
