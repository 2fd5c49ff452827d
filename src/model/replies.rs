//! What a message answers.

use super::Person;
use super::text::plain;
use crate::model::ids::MessageId;

/// The message that another one answers, as it stands above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Which it is.
    pub id: MessageId,
    /// Who said it.
    pub author: Person,
    /// The beginning of its text now, as typed; none once it is deleted.
    beginning: Option<String>,
}

impl Quote {
    /// How much of a text stands in a quote, in characters as people count them.
    const MOST: usize = 100;

    /// How much of a text is kept for that, in characters: Markdown takes some.
    pub(crate) const READ: u32 = 1_000;

    /// A quote of a message with this text; none: it is deleted.
    #[must_use]
    pub fn of(id: MessageId, author: Person, body: Option<&str>) -> Self {
        let beginning = |body: &str| body.chars().take(Self::READ as usize).collect();
        Self { id, author, beginning: body.map(beginning) }
    }

    /// How it begins, on one line without Markdown; none once it is deleted. Read from the text when it is shown: where
    /// quotes are made, the database's threads must not wait for a parser.
    #[must_use]
    pub fn excerpt(&self) -> Option<String> {
        let beginning = self.beginning.as_deref()?;
        // A text that makes the parser panic stands as it is: those who answer it are to be read all the same.
        let read = std::panic::catch_unwind(|| plain(beginning, Self::MOST));
        Some(read.unwrap_or_else(|_| beginning.chars().take(Self::MOST).collect()))
    }
}
