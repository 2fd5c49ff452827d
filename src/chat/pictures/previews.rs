//! Makes thumbnails of pictures in messages: of an animation, the first frame.

use bytes::Bytes;

use crate::chat::error::Error;
use crate::chat::pictures::fitting::fit;
use crate::chat::pictures::formats::exif;
use crate::chat::pictures::limits::MAX_FILE_BYTES;
use crate::chat::pictures::thumbnailer::{Thumbnailer, decode, encode};
use crate::model::Picture;
use crate::model::people::PictureError;

/// Maximum width and height of a thumbnail, in pixels: twice the largest one in a message, for sharp displays.
pub(crate) const THUMBNAIL_SIDE: u32 = 640;

/// A picture in a message, as the page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Thumbnail {
    /// The width of the whole picture, upright, in pixels.
    pub(crate) width: u32,
    /// The height of the whole picture, upright, in pixels.
    pub(crate) height: u32,
    /// The small picture, without metadata. Smaller pictures keep their size.
    pub(crate) picture: Picture,
}

impl Thumbnailer {
    /// Makes a thumbnail when it is this one's turn.
    ///
    /// # Errors
    ///
    /// The file is no picture of a known format, or exceeds a limit ([`MAX_FILE_BYTES`], [`Picture::MAX_PIXELS`]).
    pub(crate) async fn thumbnail(&self, file: Bytes) -> Result<Thumbnail, Error> {
        self.make(move || thumbnail(&file)).await
    }
}

pub(in crate::chat::pictures) fn thumbnail(file: &[u8]) -> Result<Thumbnail, PictureError> {
    if file.len() > MAX_FILE_BYTES {
        return Err(PictureError::TooLarge);
    }
    let decoded = decode(file)?;
    let (width, height) = exif::upright((decoded.width, decoded.height), decoded.orientation);
    let small = fit(decoded, |longer| longer.min(THUMBNAIL_SIDE))?;
    Ok(Thumbnail { width, height, picture: encode(&small)? })
}
