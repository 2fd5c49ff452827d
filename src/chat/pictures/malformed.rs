//! The error of files that break the rules of their format.

/// The file is truncated, or its headers contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a malformed picture file")]
pub(crate) struct Malformed;
