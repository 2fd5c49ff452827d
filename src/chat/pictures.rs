//! Making small pictures of people from the files that they choose.
//!
//! A file is never kept or handed on: it is decoded within bounds, and what is kept is written anew, so that nothing but
//! the picture stays of it (no place, no time, no camera, nothing hidden behind it).

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use tokio::sync::Semaphore;

use super::Error;
use crate::model::Picture;
use crate::model::people::{PictureError, PictureKind};
use crate::store;

/// How good a JPEG is, of 100: more can't be seen at this size.
const QUALITY: u8 = 85;

/// Makes one picture at a time, off the async threads: each takes as much memory as its file has pixels.
#[derive(Clone, Debug)]
pub(super) struct Studio(Arc<Semaphore>);

impl Default for Studio {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Studio {
    pub(super) async fn picture(&self, file: Vec<u8>) -> Result<Picture, Error> {
        // The permit goes along: the turn lasts as long as the work, even when nobody waits for it any more.
        let turn = Arc::clone(&self.0).acquire_owned().await.map_err(|_| Error::Store(store::Error::Busy))?;
        let work = move || {
            let _turn = turn;
            picture(&file)
        };
        // What makes a decoder panic is no picture, either.
        Ok(tokio::task::spawn_blocking(work).await.unwrap_or(Err(PictureError::Unreadable))?)
    }
}

/// The middle of a picture, upright, in the size that is kept.
fn picture(file: &[u8]) -> Result<Picture, PictureError> {
    if file.len() > Picture::MOST_BYTES {
        return Err(PictureError::TooLarge);
    }
    let (decoded, orientation) = decode(file)?;
    let side = decoded.width().min(decoded.height());
    let (left, top) = ((decoded.width() - side) / 2, (decoded.height() - side) / 2);
    let middle = decoded.crop_imm(left, top, side, side);
    drop(decoded);
    let mut small = middle.resize_exact(Picture::SIZE, Picture::SIZE, FilterType::CatmullRom);
    // The middle is the same, whichever way up; turning a small one is less work.
    small.apply_orientation(orientation);
    encode(&small)
}

fn decode(file: &[u8]) -> Result<(DynamicImage, Orientation), PictureError> {
    let unreadable = |_| PictureError::Unreadable;
    let reader =
        ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| PictureError::Unreadable)?;
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    // What the file says of itself, before any of it is decoded.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > Picture::MOST_PIXELS {
        return Err(PictureError::TooManyPixels);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(8 * Picture::MOST_PIXELS);
    decoder.set_limits(limits).map_err(unreadable)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(unreadable)?, orientation))
}

fn encode(small: &DynamicImage) -> Result<Picture, PictureError> {
    let (rgba, rgb) = (small.to_rgba8(), small.to_rgb8());
    let mut bytes = Vec::new();
    // Only pixels: whatever else the file told is not written.
    let kind = if rgba.pixels().any(|pixel| pixel.0[3] < u8::MAX) {
        rgba.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(|_| PictureError::Unreadable)?;
        PictureKind::Png
    } else {
        rgb.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
            .map_err(|_| PictureError::Unreadable)?;
        PictureKind::Jpeg
    };
    Ok(Picture { kind, bytes })
}
