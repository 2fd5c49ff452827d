//! Whole pictures, scaled to fit into a square, as thumbnails, the server's logo and custom emoji are: decoded within
//! limits, upright, in sRGB, and without metadata.

use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageBuffer, Luma, LumaA, Pixel, Rgb, Rgba};

use crate::chat::pictures::colours;
use crate::chat::pictures::thumbnailer::{Decoded, decode};
use crate::model::Picture;
use crate::model::people::PictureError;

/// A file's whole picture. `longer_side` gives its longer side in pixels from that of the file.
pub(in crate::chat::pictures) fn fitted(
    file: &[u8],
    longer_side: impl FnOnce(u32) -> u32,
) -> Result<DynamicImage, PictureError> {
    if file.len() > Picture::MAX_BYTES {
        return Err(PictureError::TooLarge);
    }
    fit(decode(file)?, longer_side)
}

/// A decoded picture, scaled. `longer_side` gives its longer side in pixels from the present one.
pub(in crate::chat::pictures) fn fit(
    decoded: Decoded,
    longer_side: impl FnOnce(u32) -> u32,
) -> Result<DynamicImage, PictureError> {
    let Decoded { width, height, channels, bytes, profile, orientation } = decoded;
    let size = (width, height, longer_side(width.max(height)).max(1));
    let mut fitted = match channels {
        1 => scaled::<Luma<u8>>(size, bytes).map(DynamicImage::from),
        2 => scaled::<LumaA<u8>>(size, bytes).map(DynamicImage::from),
        3 => scaled::<Rgb<u8>>(size, bytes).map(DynamicImage::from),
        _ => scaled::<Rgba<u8>>(size, bytes).map(DynamicImage::from),
    }
    .ok_or(PictureError::Unreadable)?
    .to_rgba8();
    if let Some(profile) = profile {
        colours::to_srgb(&profile, channels < 3, &mut fitted);
    }
    let mut upright = DynamicImage::from(fitted);
    upright.apply_orientation(orientation);
    Ok(upright)
}

/// A picture of a width and height, scaled to a longer side.
fn scaled<P: Pixel<Subpixel = u8> + 'static>(
    (width, height, side): (u32, u32, u32),
    bytes: Vec<u8>,
) -> Option<ImageBuffer<P, Vec<u8>>> {
    let whole = ImageBuffer::<P, _>::from_raw(width, height, bytes)?;
    let longer = u64::from(width.max(height).max(1));
    let scaled = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / longer;
        u32::try_from(scaled).unwrap_or(side).clamp(1, side)
    };
    Some(imageops::resize(&whole, scaled(width), scaled(height), FilterType::CatmullRom))
}
