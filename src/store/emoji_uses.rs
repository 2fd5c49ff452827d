//! The emoji that accounts use.

use jiff::Timestamp;

use crate::model::{AccountId, Emoji};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The emoji that an account has used most and lately, in reactions and messages, in this order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn emoji_used(&self, account: AccountId) -> Result<Vec<Emoji>, Error> {
        read_backend!(self.emoji_used(account))
    }
}

impl Store {
    /// Counts the emoji that an account has used in a message. Reactions are counted where they are stored.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_emoji(&self, account: AccountId, emoji: Vec<Emoji>, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.count_emoji(account, emoji, now))
    }
}
