//! Profile pictures: decoded within limits, cropped, and written anew.

pub(crate) mod colours;
pub(crate) mod limits;
pub(crate) mod thumbnailer;
