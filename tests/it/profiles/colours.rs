//! Colours of pictures are converted to sRGB, because the colour profile is removed.

use std::io::Cursor;

use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, GrayImage, ImageEncoder, Luma, Rgb, RgbImage};
use moxcms::ColorProfile;

use super::pictures::{picture, send};
use crate::app::{Person, TestApp};

/// A single-coloured picture with a colour profile.
fn encode<E: ImageEncoder>(mut encoder: E, color: [u8; 3], profile: &ColorProfile) {
    encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
    let pixels = RgbImage::from_pixel(64, 64, Rgb(color));
    encoder.write_image(&pixels, 64, 64, ExtendedColorType::Rgb8).unwrap();
}

fn files(color: [u8; 3], profile: &ColorProfile) -> [Vec<u8>; 3] {
    let [mut png, mut jpeg, mut webp] = [const { Vec::new() }; 3];
    encode(PngEncoder::new(&mut png), color, profile);
    encode(JpegEncoder::new_with_quality(&mut jpeg, 100), color, profile);
    encode(WebPEncoder::new_lossless(&mut webp), color, profile);
    [png, jpeg, webp]
}

/// The colour in the middle of the stored picture.
async fn kept(person: &Person, file: Vec<u8>) -> [u8; 3] {
    let answer = send(person, file).await;
    assert_eq!(answer.status, 303, "{:?}", answer.texts(".error"));
    let (_, bytes) = picture(person, "ann").await;
    assert!(!bytes.windows(4).any(|window| window == b"acsp" || window == b"iCCP"), "no profile stays");
    image::load_from_memory(&bytes).unwrap().to_rgb8().get_pixel(64, 64).0
}

fn is_near(color: [u8; 3], expected: [u8; 3]) -> bool {
    color.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 6)
}

#[tokio::test]
async fn a_picture_in_display_p3_keeps_its_colours() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    // Computed from the primaries; white point and transfer curve are the same.
    for (color, expected) in
        [([200, 100, 50], [215, 93, 31]), ([60, 180, 90], [0, 183, 78]), ([100, 100, 100], [100; 3])]
    {
        for file in files(color, &ColorProfile::new_display_p3()) {
            let kept = kept(&ann, file).await;
            assert!(is_near(kept, expected), "{color:?} became {kept:?}");
        }
    }
}

#[tokio::test]
async fn a_colour_profile_that_swaps_channels_is_applied() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let mut swapped = ColorProfile::new_srgb();
    std::mem::swap(&mut swapped.red_colorant, &mut swapped.green_colorant);
    swapped.cicp = None;
    for file in files([250, 20, 20], &swapped) {
        let kept = kept(&ann, file).await;
        assert!(is_near(kept, [20, 250, 20]), "{kept:?}");
    }
}

#[tokio::test]
async fn a_grey_picture_with_a_grey_profile_keeps_its_brightness() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let mut file = Vec::new();
    let mut encoder = PngEncoder::new(&mut file);
    encoder.set_icc_profile(ColorProfile::new_gray_with_gamma(1.0).encode().unwrap()).unwrap();
    encoder.write_image(&GrayImage::from_pixel(64, 64, Luma([55])), 64, 64, ExtendedColorType::L8).unwrap();
    // Linear: a fifth of the light is 128 in sRGB.
    let kept = kept(&ann, file).await;
    assert!(is_near(kept, [128; 3]), "{kept:?}");
}

#[tokio::test]
async fn a_picture_with_an_unreadable_profile_is_used_unchanged() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let mut file = Vec::new();
    let mut encoder = PngEncoder::new(Cursor::new(&mut file));
    encoder.set_icc_profile(b"not a profile".repeat(20)).unwrap();
    let pixels = RgbImage::from_pixel(64, 64, Rgb([200, 100, 50]));
    encoder.write_image(&pixels, 64, 64, ExtendedColorType::Rgb8).unwrap();
    let kept = kept(&ann, file).await;
    assert!(is_near(kept, [200, 100, 50]), "{kept:?}");
}
