//! What people wrote, as markup. Plain text is escaped; what Markdown becomes goes through ammonia's sanitiser besides, so
//! that neither is trusted alone. What both make of it is bounded in depth and size, and the time it takes grows with the
//! length of the text alone.

pub(crate) mod code;
pub(crate) mod emoji;
pub(crate) mod inline;
pub(crate) mod limits;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod markdown;
pub(crate) mod message;
pub(crate) mod sanitise;
pub(crate) mod tables;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
