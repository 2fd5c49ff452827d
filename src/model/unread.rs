//! The first message of a page, and the unread ones.

use jiff::Timestamp;

use crate::model::memberships::is_unread;
use crate::model::{Membership, Message, MessageId, MessageState, Page, Viewer};

/// The unread messages of a room, as the line before the first of them says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMessages {
    /// The first one.
    pub first: MessageId,
    /// Their number.
    pub count: u32,
    /// The time of the first one.
    pub since: Timestamp,
    /// Whether the first one is of this day, in the viewer's zone.
    pub is_today: bool,
}

impl NewMessages {
    /// For a viewer, now.
    #[must_use]
    pub fn new(first: MessageId, count: u32, since: Timestamp, viewer: &Viewer) -> Self {
        let day = |at: Timestamp| viewer.locale.zone.rules().to_datetime(at).date();
        Self { first, count, since, is_today: day(since) == day(Timestamp::now()) }
    }
}

/// The first message of a page.
pub(crate) fn first_of(page: &Page) -> Option<MessageId> {
    page.messages.first().map(|message| message.id)
}

/// The unread messages of a page; none for viewers without a membership.
pub(crate) fn unread_on(page: &Page, membership: Option<Membership>, viewer: &Viewer) -> Option<NewMessages> {
    let read = membership?.read;
    let unread = |message: &&Message| {
        message.state != MessageState::Deleted
            && is_unread(message.created, message.author_id, read, viewer.account.id)
    };
    let mut unread = page.messages.iter().filter(unread);
    let first = unread.next()?;
    let count = u32::try_from(unread.count()).unwrap_or(u32::MAX).saturating_add(1);
    Some(NewMessages::new(first.id, count, first.posted_at, viewer))
}
