//! Profile pictures: formats, processing and access.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::app::{Answer, Person, TestApp};

pub async fn send(person: &Person, file: Vec<u8>) -> Answer {
    let part = Part::bytes(file).file_name("me.jpg").mime_str("image/jpeg").unwrap();
    let form = Form::new().text("name", "Ann Lee").part("picture", part);
    Answer::of(person.request(Method::POST, "/settings/profile").multipart(form)).await
}

/// Red on the left, blue on the right.
fn flag(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture =
        RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
    let mut file = Vec::new();
    picture.write_to(&mut Cursor::new(&mut file), format).unwrap();
    file
}

/// A person's picture as others get it.
pub async fn picture(person: &Person, of: &str) -> (String, Vec<u8>) {
    let src = person
        .get("/rooms/general")
        .await
        .attribute(&format!("article[data-author={of}] img.avatar"), "src")
        .unwrap();
    let answer = person.request(Method::GET, &src).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["cache-control"], "private, max-age=31536000, immutable");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    (answer.headers()["content-type"].to_str().unwrap().to_owned(), answer.bytes().await.unwrap().to_vec())
}

#[tokio::test]
async fn a_picture_of_any_format_replaces_the_initials() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    for (number, format) in
        [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP].into_iter().enumerate()
    {
        let answer = send(&ann, flag(300, 200, format)).await;
        assert_eq!(answer.status, 303, "{format:?}: {:?}", answer.texts(".error"));
        let page = bob.get("/rooms/general").await;
        assert!(!page.has("article span.avatar"));
        assert_eq!(page.attribute("article .avatar", "alt").as_deref(), Some(""), "the name stands beside it");
        assert_eq!(
            page.attribute("article .avatar", "src").unwrap(),
            format!("/people/ann/picture?v={}", number + 1)
        );
        let (kind, bytes) = picture(&bob, "ann").await;
        assert_eq!(kind, "image/jpeg");
        let kept = image::load_from_memory(&bytes).unwrap();
        assert_eq!((kept.width(), kept.height()), (128, 128));
    }
    assert!(ann.get("/rooms/general").await.has(".me img.avatar"));
    assert!(ann.get("/settings").await.has("form.profile img.avatar"));
    ann.post("/settings/profile", &[("name", "Ann Lee"), ("remove", "picture")]).await;
    assert_eq!(bob.get("/rooms/general").await.attribute("article span.avatar", "data-initials").unwrap(), "AL");
    assert_eq!(bob.get("/people/ann/picture?v=4").await.status, 404);
    assert!(!ann.get("/settings").await.has("button[name=remove]"));
}

#[tokio::test]
async fn transparency_is_kept() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let mut file = Vec::new();
    RgbaImage::from_pixel(50, 50, Rgba([0, 255, 0, 100]))
        .write_to(&mut Cursor::new(&mut file), ImageFormat::Png)
        .unwrap();
    assert_eq!(send(&ann, file).await.status, 303);
    let (kind, bytes) = picture(&ann, "ann").await;
    assert_eq!(kind, "image/png");
    assert_eq!(image::load_from_memory(&bytes).unwrap().to_rgba8().get_pixel(64, 64).0[3], 100);
}

#[tokio::test]
async fn a_picture_is_rotated_upright_and_loses_its_metadata() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    // Exif 2.32: big endian, one entry, orientation 6 (rotate 90° clockwise); then other metadata of a camera.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(b"52.5163N 13.3777E secret place");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let jpeg = flag(240, 120, ImageFormat::Jpeg);
    let file = [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..], b"and behind the end"].concat();
    assert_eq!(send(&ann, file).await.status, 303);
    let (_, bytes) = picture(&ann, "ann").await;
    for secret in [&b"secret place"[..], b"Exif", b"behind the end"] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
    let kept = image::load_from_memory(&bytes).unwrap().to_rgb8();
    let (top, bottom) = (kept.get_pixel(64, 20), kept.get_pixel(64, 108));
    assert!(top.0[0] > 200 && top.0[2] < 60 && bottom.0[2] > 200 && bottom.0[0] < 60, "{top:?} {bottom:?}");
}

/// A small file that claims to be huge.
fn claims(width: u32, height: u32) -> [Vec<u8>; 2] {
    let mut png = flag(2, 2, ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    let mut jpeg = flag(2, 2, ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|bytes| bytes == [0xff, 0xc0]).unwrap();
    let size = |size: u32| u16::try_from(size.min(65_000)).unwrap().to_be_bytes();
    jpeg[frame + 5..frame + 7].copy_from_slice(&size(height));
    jpeg[frame + 7..frame + 9].copy_from_slice(&size(width));
    [png, jpeg]
}

pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xedb8_8320 * (sum & 1));
        }
        sum
    })
}

#[tokio::test]
async fn a_small_file_that_unpacks_to_a_huge_picture_is_refused() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for (width, height) in [(60_000, 60_000), (5_001, 5_001)] {
        for bomb in claims(width, height) {
            let answer = send(&ann, bomb).await;
            assert_eq!(answer.status, 422);
            assert!(
                answer.texts("#picture-error").concat().contains("pixels"),
                "{:?}",
                answer.texts("#picture-error")
            );
            assert_eq!(
                answer.attribute("#name", "value").as_deref(),
                Some("Ann Lee"),
                "what was typed is still there"
            );
        }
    }
    assert!(ann.get("/settings").await.has("form.profile span.avatar"));
}

#[tokio::test]
async fn files_that_are_not_pictures_are_refused() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let half = flag(64, 64, ImageFormat::Png);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    for file in [
        b"hello".to_vec(),
        b"\x89PNG\r\n\x1a\n".to_vec(),
        half[..half.len() / 2].to_vec(),
        svg,
        b"GIF89a".to_vec(),
    ] {
        let answer = send(&ann, file).await;
        assert_eq!(answer.status, 422);
        assert!(answer.texts("#picture-error").concat().contains("can’t be read as a picture"));
        assert!(answer.attribute("#picture", "aria-describedby").unwrap().contains("picture-error"));
    }
    let answer = send(&ann, vec![0; (8 << 20) + 1]).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.texts("#picture-error").concat().contains("maximum is 8 MB")
            || answer.texts("#picture-error").concat().contains("8 MB")
    );
    assert_eq!(answer.attribute("#name", "value").as_deref(), Some("Ann Lee"));
    let page = ann.get("/settings").await;
    assert_eq!(page.attribute("#name", "value").as_deref(), Some(""), "neither of the two is half done");
    // An empty file field counts as no file.
    assert_eq!(send(&ann, Vec::new()).await.status, 303);
}

#[tokio::test]
async fn pictures_require_a_login() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    send(&ann, flag(64, 64, ImageFormat::Png)).await;
    let answer = app.browser().get("/people/ann/picture?v=1").await;
    assert!(answer.status == 303 && answer.location().starts_with("/login"));
    for nobody in
        ["/people/bob/picture?v=1", "/people/nobody/picture", "/people/a%2Fb/picture", "/people/%3Cb%3E/picture"]
    {
        assert_eq!(bob.get(nobody).await.status, 404, "{nobody}");
    }
    let other = bob.request(Method::GET, "/people/ann/picture?v=7").send().await.unwrap();
    assert_eq!(other.headers()["cache-control"], "private, no-cache", "another version's address keeps nothing");
}
