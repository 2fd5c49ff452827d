//! The strings of the interface in all languages, and the format of dates.

pub(crate) mod bundle;
pub(crate) mod dates;
pub(crate) mod durations;
pub(crate) mod gaps;
pub(crate) mod names;
pub(crate) mod sizes;
pub(crate) mod strings;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
