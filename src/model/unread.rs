//! Where somebody begins to read.

use crate::model::memberships::is_unread;
use crate::model::{Membership, Message, MessageId, MessageState, Page, Viewer};

/// Where a page begins.
pub(crate) fn first_of(page: &Page) -> Option<MessageId> {
    page.messages.first().map(|message| message.id)
}

/// The first message that a member has not read.
pub(crate) fn first_unread(page: &Page, membership: Option<Membership>, viewer: &Viewer) -> Option<MessageId> {
    let read = membership?.read;
    let unread = |message: &&Message| {
        message.state != MessageState::Deleted
            && is_unread(message.created, message.author_id, read, viewer.account.id)
    };
    page.messages.iter().find(unread).map(|message| message.id)
}
