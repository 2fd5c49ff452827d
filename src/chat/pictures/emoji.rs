//! Makes the picture of a custom emoji from an uploaded file: the whole picture, of which an animation keeps its first
//! frame.

use crate::chat::error::Error;
use crate::chat::pictures::fitting::fitted;
use crate::chat::pictures::thumbnailer::{Thumbnailer, encode};
use crate::model::Picture;
use crate::model::custom_emoji::CUSTOM_EMOJI_SIDE;
use crate::model::people::PictureError;

impl Thumbnailer {
    pub(crate) async fn emoji(&self, file: Vec<u8>) -> Result<Picture, Error> {
        self.make(move || emoji(&file)).await
    }
}

/// Smaller pictures keep their size.
fn emoji(file: &[u8]) -> Result<Picture, PictureError> {
    encode(&fitted(file, |longer| longer.min(CUSTOM_EMOJI_SIDE))?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    #[test]
    fn a_picture_keeps_its_proportions_and_is_not_enlarged() {
        for (file, stored) in [((400, 100), (128, 32)), ((60, 90), (60, 90)), ((1, 2_000), (1, 128))] {
            let mut png = Cursor::new(Vec::new());
            let picture = RgbaImage::from_pixel(file.0, file.1, Rgba([200, 30, 30, 128]));
            picture.write_to(&mut png, ImageFormat::Png).unwrap();
            let made = image::load_from_memory(&emoji(png.get_ref()).unwrap().bytes).unwrap();
            assert_eq!((made.width(), made.height()), stored);
            assert_eq!(made.to_rgba8().get_pixel(0, 0).0, [200, 30, 30, 128]);
        }
        assert!(emoji(b"<svg>").is_err());
    }
}
