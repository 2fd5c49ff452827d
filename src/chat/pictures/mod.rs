//! Profile pictures and the server's logo: decoded within limits, scaled and re-encoded.

pub(crate) mod colours;
pub(crate) mod limits;
pub(crate) mod logos;
pub(crate) mod thumbnailer;
