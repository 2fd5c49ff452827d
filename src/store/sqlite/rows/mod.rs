//! From rows to the values of `model`.

pub(crate) mod messages;
