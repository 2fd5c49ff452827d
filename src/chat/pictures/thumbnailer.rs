//! Makes small profile pictures from uploaded files.
//!
//! A file is never stored or served. It is decoded within limits, and the picture is encoded anew, so that no
//! metadata stays (place, time, camera, hidden data). Colours are converted to sRGB, because the colour profile
//! doesn't stay either.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView as _, ImageBuffer, ImageDecoder as _, ImageFormat, ImageReader, Limits, Luma,
    LumaA, Pixel, Rgb, Rgba,
};
use tokio::sync::Semaphore;

use crate::chat::error::Error;
use crate::chat::mapped_memory::{MappedReader, mapped_buffer};
use crate::chat::pictures::limits::{MAX_DECODED_BYTES, MAX_METADATA_BYTES};
use crate::chat::pictures::{colours, limits};
use crate::model::Picture;
use crate::model::people::{PictureError, PictureKind};
use crate::store;

/// The quality of JPEG files, from 0 to 100. At this size, a higher one makes no visible difference.
const QUALITY: u8 = 85;

/// Makes one picture at a time, off the async threads, since its memory grows with the file's pixels.
#[derive(Clone, Debug)]
pub(crate) struct Thumbnailer(Arc<Semaphore>);

impl Default for Thumbnailer {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Thumbnailer {
    pub(crate) async fn picture(&self, file: Vec<u8>) -> Result<Picture, Error> {
        self.make(move || picture(&file)).await
    }

    /// Makes a picture when it is this one's turn.
    pub(in crate::chat::pictures) async fn make<T: Send + 'static>(
        &self,
        make: impl FnOnce() -> Result<T, PictureError> + Send + 'static,
    ) -> Result<T, Error> {
        // The work owns the permit, and frees it when done, even if the caller has disconnected.
        let turn = Arc::clone(&self.0).acquire_owned().await.map_err(|_| Error::Store(store::Error::Busy))?;
        let work = move || {
            let _turn = turn;
            make()
        };
        // A file on which a decoder panics is refused, too.
        Ok(tokio::task::spawn_blocking(work).await.unwrap_or(Err(PictureError::Unreadable))?)
    }
}

/// The centre of a picture, upright, in the stored size.
fn picture(file: &[u8]) -> Result<Picture, PictureError> {
    if file.len() > Picture::MAX_BYTES {
        return Err(PictureError::TooLarge);
    }
    let Decoded { width, height, channels, bytes, profile, orientation } = decode(file)?;
    let mut small = match channels {
        1 => middle::<Luma<u8>>(width, height, bytes).map(DynamicImage::from),
        2 => middle::<LumaA<u8>>(width, height, bytes).map(DynamicImage::from),
        3 => middle::<Rgb<u8>>(width, height, bytes).map(DynamicImage::from),
        _ => middle::<Rgba<u8>>(width, height, bytes).map(DynamicImage::from),
    }
    .ok_or(PictureError::Unreadable)?
    .to_rgba8();
    if let Some(profile) = profile {
        colours::to_srgb(&profile, channels < 3, &mut small);
    }
    let mut small = DynamicImage::from(small);
    // Crop before rotating: the centre is the same, and a small picture rotates faster.
    small.apply_orientation(orientation);
    encode(&small)
}

/// The centre of a picture in the stored size, without copying the whole picture.
fn middle<P: Pixel<Subpixel = u8> + 'static>(
    width: u32,
    height: u32,
    bytes: Vec<u8>,
) -> Option<ImageBuffer<P, Vec<u8>>> {
    let whole = ImageBuffer::<P, _>::from_raw(width, height, bytes)?;
    let side = width.min(height);
    let middle = whole.view((width - side) / 2, (height - side) / 2, side, side);
    Some(imageops::resize(&*middle, Picture::SIZE, Picture::SIZE, FilterType::CatmullRom))
}

/// A decoded picture with one byte per channel.
pub(in crate::chat::pictures) struct Decoded {
    pub(in crate::chat::pictures) width: u32,
    pub(in crate::chat::pictures) height: u32,
    pub(in crate::chat::pictures) channels: u8,
    pub(in crate::chat::pictures) bytes: Vec<u8>,
    pub(in crate::chat::pictures) profile: Option<Vec<u8>>,
    pub(in crate::chat::pictures) orientation: Orientation,
}

pub(in crate::chat::pictures) fn decode(file: &[u8]) -> Result<Decoded, PictureError> {
    let unreadable = |_| PictureError::Unreadable;
    let extra = limits::extra_bytes_per_pixel(file).map_err(|_| PictureError::Unreadable)?;
    let reader = ImageReader::new(MappedReader(Cursor::new(file)));
    let mut reader = reader.with_guessed_format().map_err(|_| PictureError::Unreadable)?;
    // Colour profiles and texts are decompressed when the headers are read.
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_METADATA_BYTES);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    // Check the sizes in the file's headers before anything is decoded.
    let ((width, height), color) = (decoder.dimensions(), decoder.color_type());
    let most = Picture::MAX_PIXELS.min(MAX_DECODED_BYTES / (u64::from(color.bytes_per_pixel()) + extra));
    if u64::from(width) * u64::from(height) > most {
        return Err(PictureError::TooManyPixels { most });
    }
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    decoder.set_limits(limits).map_err(unreadable)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut bytes = mapped_buffer(usize::try_from(decoder.total_bytes()).map_err(|_| PictureError::Unreadable)?);
    decoder.read_image(&mut bytes).map_err(unreadable)?;
    let channels = color.channel_count();
    if color.bytes_per_pixel() == 2 * channels {
        halve(&mut bytes);
    }
    Ok(Decoded { width, height, channels, bytes, profile, orientation })
}

/// Reduces samples of two bytes to their upper byte, in place.
fn halve(bytes: &mut Vec<u8>) {
    let count = bytes.len() / 2;
    for at in 0..count {
        let sample = u16::from_ne_bytes([bytes[2 * at], bytes[2 * at + 1]]);
        bytes[at] = sample.to_be_bytes()[0];
    }
    bytes.truncate(count);
}

pub(in crate::chat::pictures) fn encode(small: &DynamicImage) -> Result<Picture, PictureError> {
    let (rgba, rgb) = (small.to_rgba8(), small.to_rgb8());
    let mut bytes = Vec::new();
    // Write only the pixels, without the file's metadata.
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
