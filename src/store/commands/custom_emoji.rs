//! Adding and removing custom emoji.

use jiff::Timestamp;

use crate::model::custom_emoji::{CustomEmoji, EmojiName};
use crate::model::{AccountId, Picture, SessionId};

/// A custom emoji about to be added.
#[derive(Clone, Debug)]
pub struct NewEmoji {
    /// The account that adds it.
    pub account: AccountId,
    /// The session in which it is added.
    pub session: SessionId,
    /// The name, and the key of the picture.
    pub emoji: CustomEmoji,
    /// The picture.
    pub picture: Picture,
    /// Now.
    pub now: Timestamp,
}

/// A custom emoji about to be removed.
#[derive(Clone, Debug)]
pub struct EmojiRemoval {
    /// The account that removes it.
    pub account: AccountId,
    /// The session in which it is removed.
    pub session: SessionId,
    /// The network, for the audit log.
    pub network: String,
    /// The name.
    pub name: EmojiName,
    /// Now.
    pub now: Timestamp,
}
