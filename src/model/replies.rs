//! Quotes above replies.

use super::Person;
use super::text::plain;
use crate::model::ids::MessageId;

/// The quote of a message, shown above a reply to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The quoted message.
    pub id: MessageId,
    /// Its author.
    pub author: Person,
    /// The people that it mentions, as they are shown now.
    pub mentioned: Vec<Person>,
    /// The beginning of its current text, as typed; none once it is deleted.
    beginning: Option<String>,
}

impl Quote {
    /// The longest excerpt, in graphemes.
    const MAX_GRAPHEMES: usize = 100;

    /// How many characters of the source are kept for the excerpt, which loses Markdown's characters.
    pub(crate) const READ: u32 = 1_000;

    /// Quotes a message with this text, which mentions these people; none: the message is deleted.
    #[must_use]
    pub fn of(id: MessageId, author: Person, body: Option<&str>, mentioned: Vec<Person>) -> Self {
        let beginning = |body: &str| body.chars().take(Self::READ as usize).collect();
        Self { id, author, mentioned, beginning: body.map(beginning) }
    }

    /// The beginning of the message on one line, without Markdown; none once it is deleted. Parsed only when it is
    /// shown: quotes are created on the database threads, which must not run the parser.
    #[must_use]
    pub fn excerpt(&self) -> Option<String> {
        let beginning = self.beginning.as_deref()?;
        // Should the parser panic, the excerpt is the source: the replies must stay readable.
        let read = std::panic::catch_unwind(|| plain(beginning, Self::MAX_GRAPHEMES));
        Some(read.unwrap_or_else(|_| beginning.chars().take(Self::MAX_GRAPHEMES).collect()))
    }
}
