//! Bytes of a file that are overwritten.

use std::ops::Range;

use crate::chat::files::iso::boxes::IsoBox;
use crate::chat::pictures::malformed::Malformed;

/// The name of boxes, and of items, that nobody reads.
const FREE: [u8; 4] = *b"free";

/// Bytes of a file that are overwritten. Its length stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::chat) enum Patch {
    /// Zeros.
    Zeros(Range<u64>),
    /// The name of a box or an item, which becomes `free`.
    Free(u64),
}

impl Patch {
    /// The bytes that change.
    pub(in crate::chat) fn range(&self) -> Range<u64> {
        match self {
            Self::Zeros(range) => range.clone(),
            Self::Free(at) => *at..at + FREE.len() as u64,
        }
    }

    /// Overwrites what is in some bytes that begin at a place of the file.
    pub(in crate::chat) fn apply(&self, bytes: &mut [u8], at: u64) {
        let Range { start, end } = self.range();
        let from = start.max(at);
        let until = end.min(at + bytes.len() as u64);
        let index = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
        if from >= until {
            return;
        }
        let Some(part) = bytes.get_mut(index(from - at)..index(until - at)) else { return };
        match self {
            Self::Zeros(_) => part.fill(0),
            Self::Free(_) => part.copy_from_slice(&FREE[index(from - start)..index(until - start)]),
        }
    }
}

/// The patches of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::chat) struct Patches(Vec<Patch>);

impl Patches {
    /// The most patches: many more than files from cameras need.
    const MAX: usize = 10_000;

    /// All of them.
    pub(in crate::chat) fn list(&self) -> &[Patch] {
        &self.0
    }

    /// Empties a box, and makes it one that nobody reads.
    ///
    /// # Errors
    /// There are too many patches.
    pub(in crate::chat) fn free(&mut self, found: &IsoBox<'_>) -> Result<(), Malformed> {
        self.push(Patch::Free(found.at + 4))?;
        self.zero(found.body, found.body_at)
    }

    /// Overwrites bytes with zeros if they are others.
    ///
    /// # Errors
    /// There are too many patches.
    pub(in crate::chat) fn zero(&mut self, bytes: &[u8], at: u64) -> Result<(), Malformed> {
        if bytes.iter().all(|byte| *byte == 0) {
            return Ok(());
        }
        self.push(Patch::Zeros(at..at + bytes.len() as u64))
    }

    /// Adds one.
    ///
    /// # Errors
    /// There are too many.
    pub(in crate::chat) fn push(&mut self, patch: Patch) -> Result<(), Malformed> {
        if self.0.len() >= Self::MAX {
            return Err(Malformed);
        }
        self.0.push(patch);
        Ok(())
    }
}
