//! Removing messages because of their age.

use jiff::Timestamp;

use crate::store::error::Error;
use crate::store::handle::{Store, write_backend};

impl Store {
    /// Removes all messages that are older than their room's setting, or else the server's, allows: their texts, earlier
    /// versions, words in the index, mentions, pins, bookmarks, reactions and reports. It does so in small steps, between
    /// which others write, and then gives the space back to the disk.
    ///
    /// # Errors
    /// When the database fails; the rest is for another time.
    pub async fn remove_expired(&self, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.remove_expired(now))
    }
}
