//! Previews of messages.

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::text::candidates;
use crate::model::{Draft, Mentions, RoomKind, Viewer};
use crate::store::Entered;

impl Chat {
    /// The people and rooms that a text would mention as a message in a room.
    ///
    /// # Errors
    /// [`Error::TooFast`] at the rate limit.
    pub async fn preview(&self, viewer: &Viewer, entered: &Entered, draft: &Draft) -> Result<Mentions, Error> {
        self.limits.take(Action::Preview, viewer)?;
        let room = &entered.room;
        let names = candidates(draft.as_str());
        let has_groups = room.kind != RoomKind::Direct && !room.rules.no_group_mentions;
        Ok(self.store.mentions_in(room.id, names, has_groups).await?)
    }
}
