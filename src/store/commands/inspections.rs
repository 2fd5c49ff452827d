//! Results of inspecting a database.

/// A kind of damage that an inspection has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its short name, in lower case with hyphens.
    pub kind: &'static str,
    /// The damage in a sentence's beginning, in the plural: "messages that …".
    pub says: &'static str,
    /// The number of damaged things.
    pub count: u64,
    /// Some of them.
    pub examples: Vec<String>,
    /// Whether it can be repaired.
    pub can_be_repaired: bool,
}

impl Finding {
    /// The most examples of a kind.
    pub const MAX_EXAMPLES: usize = 5;

    /// Begins to count a kind of damage.
    #[must_use]
    pub fn new(kind: &'static str, says: &'static str, can_be_repaired: bool) -> Self {
        Self { kind, says, count: 0, examples: Vec::new(), can_be_repaired }
    }

    /// Counts one, with an example while there are few.
    pub fn note(&mut self, example: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < Self::MAX_EXAMPLES {
            self.examples.push(example());
        }
    }

    /// The finding; none where nothing was counted.
    #[must_use]
    pub fn if_any(self) -> Option<Self> {
        (self.count > 0).then_some(self)
    }
}

/// The faults of the database file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFaults {
    /// Faults of its pages and indexes, in SQLite's words: 20 at most.
    pub malformed: Vec<String>,
    /// Rows that refer to others that are not there: 20 at most, and none where it is malformed.
    pub references: Vec<String>,
    /// Whether the search index is malformed, which can be made anew.
    pub has_malformed_search_index: bool,
}
