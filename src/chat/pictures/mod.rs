//! Pictures: decoded within limits, scaled and re-encoded (profile pictures, the server's logo, custom emoji,
//! thumbnails in messages), or only freed from metadata.

pub(crate) mod colours;
pub(crate) mod emoji;
pub(crate) mod fitting;
pub(in crate::chat::pictures) mod formats;
#[cfg(fuzzing)]
pub mod fuzzing;
pub(crate) mod limits;
pub(crate) mod logos;
pub(crate) mod malformed;
pub(crate) mod metadata;
pub(in crate::chat::pictures) mod prefix_codes;
pub(crate) mod previews;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
pub(crate) mod thumbnailer;
