//! What a message answers.

use super::text::plain;
use super::{MessageId, Person};

/// The message that another one answers, as it stands above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Which it is.
    pub id: MessageId,
    /// Who said it.
    pub author: Person,
    /// The beginning of its text now, on one line without Markdown; none once it is deleted.
    pub text: Option<String>,
}

impl Quote {
    /// How much of a text stands in a quote, in characters as people count them.
    const MOST: usize = 100;

    /// How much of a text is read for that, in characters: Markdown takes some.
    pub(crate) const READ: u32 = 1_000;

    /// A quote of a message with this text; none: it is deleted.
    #[must_use]
    pub fn of(id: MessageId, author: Person, body: Option<&str>) -> Self {
        Self { id, author, text: body.map(|body| plain(body, Self::MOST)) }
    }
}
