//! The first message of a page, and the first unread one.

use crate::model::memberships::is_unread;
use crate::model::{Membership, Message, MessageId, MessageState, Page, Viewer};

/// The first message of a page.
pub(crate) fn first_of(page: &Page) -> Option<MessageId> {
    page.messages.first().map(|message| message.id)
}

/// The first unread message of a page; none for viewers without a membership.
pub(crate) fn first_unread(page: &Page, membership: Option<Membership>, viewer: &Viewer) -> Option<MessageId> {
    let read = membership?.read;
    let unread = |message: &&Message| {
        message.state != MessageState::Deleted
            && is_unread(message.created, message.author_id, read, viewer.account.id)
    };
    page.messages.iter().find(unread).map(|message| message.id)
}
