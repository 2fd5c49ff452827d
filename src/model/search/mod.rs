//! Seeking messages: what is typed, the words that are compared, and what is found.

mod hits;
mod query;
mod tokenizer;

pub use hits::{Snippet, find};
pub use query::{Query, Term};
pub(crate) use tokenizer::tokenize;

use jiff::Timestamp;

use super::{Person, Slug};
use crate::model::ids::MessageId;

/// A message that has what was sought.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The room's part of the address.
    pub slug: Slug,
    /// The room's name as shown to whom it was found for.
    pub room: String,
    /// Which message.
    pub id: MessageId,
    /// Who said it.
    pub author: Person,
    /// When.
    pub posted_at: Timestamp,
    /// The part of its text that was sought.
    pub snippet: Snippet,
}

/// Some of what a search finds, newest first.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The newest.
    pub hits: Vec<Hit>,
    /// Where to go on: there may be more before this message.
    pub more: Option<MessageId>,
    /// Whether it was given up before there were as many as asked for, since it took too long.
    pub cut_short: bool,
    /// Whether that is because older messages are still to be indexed.
    pub indexing: bool,
    /// A room that is sought in, as typed, that isn't there for this person.
    pub no_room: Option<String>,
    /// Somebody who is sought, as typed, and isn't here.
    pub nobody: Option<String>,
}
