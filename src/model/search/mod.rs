//! Search: the query syntax, the words compared, and the results.

mod hits;
mod query;
mod tokenizer;

pub use hits::{Snippet, find};
pub use query::{Has, Query, Term};
pub(crate) use tokenizer::tokenize;

use jiff::Timestamp;

use super::{Person, Slug};
use crate::model::ids::MessageId;

/// A message that matches a search.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The room's slug.
    pub slug: Slug,
    /// The room's name as shown to the searcher.
    pub room: String,
    /// The message.
    pub id: MessageId,
    /// Its author.
    pub author: Person,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// The part of its text around the first match.
    pub snippet: Snippet,
}

/// One page of search results, newest first.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// The messages found.
    pub hits: Vec<Hit>,
    /// Where the next page begins: older messages than this one may match.
    pub more: Option<MessageId>,
    /// Whether the search ran out of time before the page was full.
    pub cut_short: bool,
    /// Whether it did so because older messages aren't indexed yet.
    pub indexing: bool,
    /// A room in the query, as typed, that doesn't exist for the searcher.
    pub unknown_room: Option<String>,
    /// An author in the query, as typed, who has no account.
    pub unknown_author: Option<String>,
}
