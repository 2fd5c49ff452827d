//! Posting, editing, deleting.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::files::uploads::AttachmentChoice;
use crate::model::text::{candidates, emoji_in};
use crate::model::{AccountId, Draft, Emoji, Message, MessageId, MessageState, Nonce, Role, Viewer};
use crate::store;
use crate::store::{Edit, Entered, NewMessage, Posted};

/// A message to be posted.
#[derive(Clone, Debug)]
pub struct Post {
    /// The text; it may be empty where there are files.
    pub draft: Draft,
    /// The nonce of the form.
    pub nonce: Option<Nonce>,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// Its files.
    pub files: Vec<AttachmentChoice>,
    /// The people who are present, whom `@here` names.
    pub present: Vec<AccountId>,
}

impl Chat {
    /// Posts a message. When it is durable, it is sent to everybody in the room. A repeated nonce does nothing.
    ///
    /// # Errors
    /// [`Error::NonceReused`] when the nonce was used with another text; [`Error::ReplyTargetDeleted`] when the message
    /// it replies to is gone; [`Error::TooFast`] at the rate limit of messages.
    pub async fn post(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        draft: Draft,
        nonce: Option<Nonce>,
        reply_to: Option<MessageId>,
    ) -> Result<Posted, Error> {
        let post = Post { draft, nonce, reply_to, files: Vec::new(), present: Vec::new() };
        self.post_with(viewer, entered, post).await
    }

    /// The same with files, and where people are present.
    ///
    /// # Errors
    /// Errors of [`Chat::post`]; [`Error::ManyMentioned`] when `@all` or `@here` names many people, and the same text was
    /// not refused for that before; [`Error::FileGone`] when a file isn't the viewer's own, complete and not sent.
    pub async fn post_with(&self, viewer: &Viewer, entered: &Entered, post: Post) -> Result<Posted, Error> {
        let Post { draft, nonce, reply_to, files, present } = post;
        let room = &entered.room;
        self.keep_pace(viewer)?;
        if room.archived {
            return Err(Error::Archived);
        }
        let names = candidates(draft.as_str());
        let groups = self.groups(viewer, entered, &draft, &names, present).await?;
        let new = NewMessage {
            room: room.id,
            author: viewer.account.id,
            names,
            draft,
            reply_to,
            files,
            nonce,
            groups,
            posted_at: Timestamp::now(),
        };
        let emoji: Vec<Emoji> =
            emoji_in(new.draft.as_str()).into_iter().filter_map(|one| Emoji::parse(&one).ok()).collect();
        let posted = self.store.post_message(new).await?;
        if !emoji.is_empty() && matches!(posted, Posted::New(_)) {
            // The message is posted all the same.
            if let Err(error) = self.store.count_emoji(viewer.account.id, emoji, Timestamp::now()).await {
                tracing::warn!(%error, "the emoji of a message are not counted");
            }
        }
        Ok(posted)
    }

    /// Replaces a message's text.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the author and administrators; [`Error::TooFast`] at the rate limit of
    /// messages.
    pub async fn edit(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
        draft: Draft,
    ) -> Result<(), Error> {
        let room = &entered.room;
        self.changeable_message(viewer, entered, id).await?;
        self.keep_pace(viewer)?;
        let names = candidates(draft.as_str());
        let edit = Edit { room: room.id, by: viewer.account.id, id, draft, names, at: Timestamp::now() };
        Ok(self.store.edit_message(edit).await?)
    }

    /// Deletes a message. An empty tombstone stays in its place.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the author and administrators.
    pub async fn delete(&self, viewer: &Viewer, entered: &Entered, id: MessageId) -> Result<(), Error> {
        let room = &entered.room;
        self.removable_message(viewer, entered, id).await?;
        let network = viewer.network.to_string();
        Ok(self.store.delete_message(room.id, id, viewer.account.id, network, Timestamp::now()).await?)
    }

    /// Counts an attempt to store something, even if it then fails, since the attempt costs a transaction. Deletions
    /// don't count: nobody can delete more messages than they posted.
    pub(crate) fn keep_pace(&self, viewer: &Viewer) -> Result<(), Error> {
        self.limits.take(Action::Say, viewer)
    }

    /// A message that exists and that this viewer may delete.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the author, moderators and administrators.
    pub async fn removable_message(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
    ) -> Result<Message, Error> {
        self.message_for(entered, id, |message| may_delete(viewer, message)).await
    }

    /// A message that exists and that this viewer may change.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the author and administrators.
    pub async fn changeable_message(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
    ) -> Result<Message, Error> {
        self.message_for(entered, id, |message| may_change(viewer, message)).await
    }

    async fn message_for(
        &self,
        entered: &Entered,
        id: MessageId,
        may: impl FnOnce(&Message) -> bool,
    ) -> Result<Message, Error> {
        let room = &entered.room;
        if room.archived {
            return Err(Error::Archived);
        }
        let message = self.store.message(room.id, id).await?;
        match message.state {
            MessageState::Deleted => Err(store::Error::NotFound.into()),
            _ if may(&message) => Ok(message),
            _ => Err(Error::Forbidden),
        }
    }
}

/// Whether the viewer may delete a message.
#[must_use]
pub fn may_delete(viewer: &Viewer, message: &Message) -> bool {
    message.author_id == viewer.account.id || viewer.account.role >= Role::Moderator
}

/// Whether the viewer may change a message.
#[must_use]
pub fn may_change(viewer: &Viewer, message: &Message) -> bool {
    let is_own = message.author_id == viewer.account.id || viewer.account.role == Role::Administrator;
    is_own && message.poll.is_none()
}
