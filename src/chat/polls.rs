//! Polls.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::new_polls::NewPoll;
use crate::model::polls::{Poll, is_valid_vote};
use crate::model::text::candidates;
use crate::model::{Message, MessageId, Nonce, Viewer};
use crate::store;
use crate::store::{Entered, GroupMentions, NewMessage, Posted};

impl Chat {
    /// Posts a poll. A repeated nonce does nothing.
    ///
    /// # Errors
    /// Errors of [`Chat::post`].
    pub async fn post_poll(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        poll: NewPoll,
        nonce: Option<Nonce>,
    ) -> Result<Posted, Error> {
        let room = &entered.room;
        self.keep_pace(viewer)?;
        if room.archived {
            return Err(Error::Archived);
        }
        let draft = poll.draft.clone();
        let (names, posted_at) = (candidates(draft.as_str()), Timestamp::now());
        let new = NewMessage {
            files: Vec::new(),
            room: room.id,
            author: viewer.account.id,
            names,
            draft,
            reply_to: None,
            nonce,
            groups: GroupMentions::default(),
            posted_at,
        };
        Ok(self.store.post_poll(new, poll).await?)
    }

    /// Votes in a poll for options, by number, instead of an earlier vote; without options, removes that.
    ///
    /// # Errors
    /// [`Error::BadVote`]; [`Error::PollClosed`]; [`Error::Forbidden`] for somebody who is not a member;
    /// [`Error::TooFast`]; [`Error::Archived`].
    pub async fn vote(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
        choices: Vec<usize>,
    ) -> Result<(), Error> {
        let (_, poll) = self.poll(entered, id).await?;
        if entered.membership.is_none() {
            return Err(Error::Forbidden);
        }
        self.keep_pace(viewer)?;
        // The options never change.
        if !is_valid_vote(poll.kind, poll.options.len(), &choices) {
            return Err(Error::BadVote);
        }
        Ok(self.store.vote(entered.room.id, id, viewer.account.id, choices, Timestamp::now()).await?)
    }

    /// Closes a poll.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than its author; [`Error::Archived`].
    pub async fn close_poll(&self, viewer: &Viewer, entered: &Entered, id: MessageId) -> Result<(), Error> {
        self.keep_pace(viewer)?;
        Ok(self.store.close_poll(entered.room.id, id, viewer.account.id, Timestamp::now()).await?)
    }

    /// A poll, with its message.
    ///
    /// # Errors
    /// When the message is gone, or no poll.
    pub async fn poll(&self, entered: &Entered, id: MessageId) -> Result<(Message, Poll), Error> {
        let message = self.present_message(entered, id).await?;
        let poll = message.poll.as_deref().cloned().ok_or(store::Error::NotFound)?;
        Ok((message, poll))
    }
}
