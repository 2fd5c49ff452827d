//! Makes the server's logo from an uploaded file, as profile pictures are made: decoded within limits, and encoded anew.
//!
//! Logos are often wide, so the whole picture is fitted into a square with transparent margins, and nothing is cropped.

use image::RgbaImage;
use image::imageops::{self, FilterType};

use crate::chat::error::Error;
use crate::chat::pictures::fitting::fitted;
use crate::chat::pictures::thumbnailer::{Thumbnailer, encode};
use crate::model::administration::branding::Logo;
use crate::model::people::PictureError;

impl Thumbnailer {
    pub(crate) async fn logo(&self, file: Vec<u8>) -> Result<Logo, Error> {
        self.make(move || logo(&file)).await
    }
}

fn logo(file: &[u8]) -> Result<Logo, PictureError> {
    let fitted = fitted(file, |_| Logo::LARGE)?;
    let mut large = RgbaImage::new(Logo::LARGE, Logo::LARGE);
    let margin = |side| i64::from((Logo::LARGE - side) / 2);
    imageops::overlay(&mut large, &fitted.to_rgba8(), margin(fitted.width()), margin(fitted.height()));
    let small = imageops::resize(&large, Logo::SMALL, Logo::SMALL, FilterType::CatmullRom);
    Ok(Logo { small: encode(&small.into())?, large: encode(&large.into())? })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, Rgb};

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
