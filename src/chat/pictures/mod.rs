//! Profile pictures, the server's logo and custom emoji: decoded within limits, scaled and re-encoded.

pub(crate) mod colours;
pub(crate) mod emoji;
pub(crate) mod fitting;
pub(crate) mod limits;
pub(crate) mod logos;
pub(crate) mod thumbnailer;
