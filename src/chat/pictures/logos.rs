//! Makes the server's logo from an uploaded file, as profile pictures are made: decoded within limits, and encoded anew.
//!
//! Logos are often wide, so the whole picture is fitted into a square with transparent margins, and nothing is cropped.

use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageBuffer, Luma, LumaA, Pixel, Rgb, Rgba, RgbaImage};

use crate::chat::error::Error;
use crate::chat::pictures::colours;
use crate::chat::pictures::thumbnailer::{Decoded, Thumbnailer, decode, encode};
use crate::model::Picture;
use crate::model::administration::branding::Logo;
use crate::model::people::PictureError;

impl Thumbnailer {
    pub(crate) async fn logo(&self, file: Vec<u8>) -> Result<Logo, Error> {
        self.make(move || logo(&file)).await
    }
}

fn logo(file: &[u8]) -> Result<Logo, PictureError> {
    if file.len() > Picture::MAX_BYTES {
        return Err(PictureError::TooLarge);
    }
    let Decoded { width, height, channels, bytes, profile, orientation } = decode(file)?;
    let mut fitted = match channels {
        1 => fitted::<Luma<u8>>(width, height, bytes).map(DynamicImage::from),
        2 => fitted::<LumaA<u8>>(width, height, bytes).map(DynamicImage::from),
        3 => fitted::<Rgb<u8>>(width, height, bytes).map(DynamicImage::from),
        _ => fitted::<Rgba<u8>>(width, height, bytes).map(DynamicImage::from),
    }
    .ok_or(PictureError::Unreadable)?
    .to_rgba8();
    if let Some(profile) = profile {
        colours::to_srgb(&profile, channels < 3, &mut fitted);
    }
    let mut upright = DynamicImage::from(fitted);
    upright.apply_orientation(orientation);
    let mut large = RgbaImage::new(Logo::LARGE, Logo::LARGE);
    let margin = |side| i64::from((Logo::LARGE - side) / 2);
    imageops::overlay(&mut large, &upright.to_rgba8(), margin(upright.width()), margin(upright.height()));
    let small = imageops::resize(&large, Logo::SMALL, Logo::SMALL, FilterType::CatmullRom);
    Ok(Logo { small: encode(&small.into())?, large: encode(&large.into())? })
}

/// A whole picture, scaled so that its longer side is that of the large logo.
fn fitted<P: Pixel<Subpixel = u8> + 'static>(
    width: u32,
    height: u32,
    bytes: Vec<u8>,
) -> Option<ImageBuffer<P, Vec<u8>>> {
    let whole = ImageBuffer::<P, _>::from_raw(width, height, bytes)?;
    let longer = u64::from(width.max(height).max(1));
    let scaled = |side: u32| {
        let scaled = u64::from(side) * u64::from(Logo::LARGE) / longer;
        u32::try_from(scaled).unwrap_or(Logo::LARGE).clamp(1, Logo::LARGE)
    };
    Some(imageops::resize(&whole, scaled(width), scaled(height), FilterType::CatmullRom))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use image::ImageFormat;

    use super::*;
    use crate::model::people::PictureKind;

    #[test]
    fn a_wide_logo_is_shown_whole_with_transparent_margins() {
        let mut file = Cursor::new(Vec::new());
        let wide = image::RgbImage::from_pixel(40, 10, Rgb([200, 30, 30]));
        wide.write_to(&mut file, ImageFormat::Png).unwrap();
        let logo = logo(file.get_ref()).unwrap();
        assert_eq!((logo.small.kind, logo.large.kind), (PictureKind::Png, PictureKind::Png));
        let large = image::load_from_memory(&logo.large.bytes).unwrap().to_rgba8();
        assert_eq!(large.dimensions(), (512, 512));
        assert_eq!(large.get_pixel(256, 10).0[3], 0);
        assert_eq!(large.get_pixel(3, 256).0, [200, 30, 30, 255]);
        assert_eq!(image::load_from_memory(&logo.small.bytes).unwrap().width(), 128);
        assert!(super::logo(b"<svg>").is_err());
    }
}
