//! Profile pictures: decoded within limits, cropped and re-encoded.

pub(crate) mod colours;
pub(crate) mod limits;
pub(crate) mod thumbnailer;
