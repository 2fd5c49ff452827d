//! Message texts as markup. Plain text is escaped. Rendered Markdown also goes through ammonia's sanitiser, so that
//! neither has to be trusted alone. The markup is bounded in depth and size, and the time for rendering is linear in
//! the length of the text.

pub(crate) mod code;
pub(crate) mod custom_emoji;
pub(crate) mod emoji;
pub(crate) mod folds;
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
