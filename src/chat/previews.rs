//! Previews of messages.

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::{Draft, Mentions, RoomKind, Viewer};
use crate::store::Entered;

impl Chat {
    /// The people, rooms and custom emoji that a text would name as a message in a room.
    ///
    /// # Errors
    /// [`Error::TooFast`] at the rate limit.
    pub async fn preview(&self, viewer: &Viewer, entered: &Entered, draft: &Draft) -> Result<Mentions, Error> {
        self.limits.take(Action::Preview, viewer)?;
        let room = &entered.room;
        let has_groups = room.kind != RoomKind::Direct && !room.rules.no_group_mentions;
        Ok(self.store.mentions_in(room.id, draft.as_str().to_owned(), has_groups).await?)
    }
}
