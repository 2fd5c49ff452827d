//! Pictures in messages.

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use super::s3::in_both_storages;
use super::{Got, MESSAGES, ROOM, form, get, send, send_files};
use crate::app::{Answer, TestApp};

in_both_storages!(
    a_picture_has_a_small_one_and_its_size_is_known_before_it_loads,
    a_place_is_removed_from_a_picture_which_stays_upright_unless_the_sender_keeps_it,
    an_animation_stops_with_reduced_motion_and_pictures_form_a_grid,
    a_picture_is_described_by_its_sender_at_any_time_and_hidden_until_asked_for,
    the_pages_of_a_messages_files_lead_to_each_other,
    pixel_bombs_and_broken_pictures_are_files_without_a_small_picture,
);

/// A picture with a red left half.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let colour = |x, _| if x < width / 2 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) };
    DynamicImage::from(RgbImage::from_fn(width, height, colour)).write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// An animation with so many frames.
pub fn gif(frames: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file);
    for number in 0..frames {
        encoder.encode_frame(Frame::new(RgbaImage::from_pixel(8, 8, Rgba([number, 0, 0, 255])))).unwrap();
    }
    drop(encoder);
    file
}

/// A JPEG file with a place, and turned by 90 degrees (EXIF 2.32).
fn jpeg_with_place(width: u32, height: u32) -> Vec<u8> {
    let plain = picture(width, height, ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    // The orientation, and a description.
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x01\x0e\0\x02\0\0\0\x0e\0\0\0\x26\0\0\0\0");
    exif.extend(b"52.52N 13.40E\0");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

async fn a_picture_has_a_small_one_and_its_size_is_known_before_it_loads() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let file =
        send_files(&ann, "general", "", &[("cat.png", &picture(2_000, 1_000, ImageFormat::Png))]).await.remove(0);
    let page = bob.get(ROOM).await;
    let image = |name| page.attribute(".files a.picture img", name).unwrap();
    assert_eq!(
        (image("width"), image("height"), image("alt")),
        ("640".into(), "320".into(), "Picture cat.png".into())
    );
    let small = get(&bob, &image("src")).await;
    assert_eq!((small.status.as_u16(), small.header("content-type")), (200, "image/jpeg"));
    let decoded = image::load_from_memory(&small.bytes).unwrap();
    assert_eq!((decoded.width(), decoded.height()), (640, 320));
    let tag = small.header("etag").to_owned();
    let again = Got::of(bob.request(Method::GET, &image("src")).header("if-none-match", tag)).await;
    assert_eq!(again.status, 304);
    assert_eq!(get(&bob, &file).await.header("content-type"), "image/png");
}

async fn a_place_is_removed_from_a_picture_which_stays_upright_unless_the_sender_keeps_it() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let photo = jpeg_with_place(600, 400);
    let has_place = |bytes: &[u8]| bytes.windows(6).any(|part| part == b"52.52N");
    assert!(has_place(&photo));
    let file = send_files(&ann, "general", "", &[("photo.jpg", &photo)]).await.remove(0);
    let page = ann.get(ROOM).await;
    let image = |name| page.attribute(".files a.picture img", name).unwrap();
    assert_eq!((image("width"), image("height")), ("400".into(), "600".into()), "it is shown upright");
    let got = get(&ann, &file).await;
    assert!(!has_place(&got.bytes));
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgb8();
    assert_eq!(pixels(&got.bytes), pixels(&photo), "it is not encoded anew");
    // The uploaded bytes are gone, too.
    crate::app::until("no object has the place", async || {
        super::stored(&app).iter().all(|path| !has_place(&std::fs::read(path).unwrap_or_default()))
    })
    .await;
    let kept = Form::new().text("keep-metadata", "yes").text("body", "");
    let kept = kept.part("files", Part::bytes(photo.clone()).file_name("photo.jpg"));
    assert_eq!(send(&ann, MESSAGES, kept).await.status, 303);
    let file = super::addresses(&ann, "general").await.remove(0);
    assert_eq!(get(&ann, &file).await.bytes, photo);
}

async fn an_animation_stops_with_reduced_motion_and_pictures_form_a_grid() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let still = picture(30, 30, ImageFormat::WebP);
    send_files(&ann, "general", "", &[("a.gif", &gif(3)), ("b.webp", &still)]).await;
    let page = ann.get(ROOM).await;
    assert!(page.has(".files.grid picture source[media='(prefers-reduced-motion: reduce)']"));
    let moving = page.attribute(".files img.animated", "src").unwrap();
    assert_eq!(get(&ann, &moving).await.header("content-type"), "image/gif");
    let shown_still = page.attribute(".files img.animated", "data-still").unwrap();
    assert_ne!(get(&ann, &shown_still).await.header("content-type"), "image/gif");
}

async fn a_picture_is_described_by_its_sender_at_any_time_and_hidden_until_asked_for() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let added = form("", &[("cat.png", &picture(20, 20, ImageFormat::Png))]).text("attach", "yes");
    let key = send(&ann, MESSAGES, added).await.attribute("#attached input[name=file]", "value").unwrap();
    let (alt, hide) = (format!("alt-{key}"), format!("hide-{key}"));
    let sent = [("body", ""), ("file", &*key), (&*alt, "A cat\non a mat"), (&*hide, "yes")];
    assert_eq!(ann.post(MESSAGES, &sent).await.status, 303);
    let page = bob.get(ROOM).await;
    assert_eq!(page.attribute(".files details img", "alt").as_deref(), Some("A cat on a mat"));
    assert_eq!(page.texts(".files summary"), ["Show A cat on a mat"]);
    let address = page.attribute(".files a.picture", "href").unwrap();
    let (mut stream, own) = (bob.events(&format!("{ROOM}/events?after=1")).await, bob.get(&address).await);
    assert!(!own.has("textarea[name=alt]"), "only its sender describes it");
    assert_eq!(bob.post(&address, &[("alt", "A dog")]).await.status, 403);
    assert_eq!(ann.post(&address, &[("alt", "A tabby cat")]).await.status, 303);
    stream.until("A tabby cat").await.unwrap();
    assert_eq!(bob.get(ROOM).await.attribute(".files a.picture img", "alt").as_deref(), Some("A tabby cat"));
    assert!(!bob.get(ROOM).await.has(".files details"));
}

async fn the_pages_of_a_messages_files_lead_to_each_other() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let red = picture(20, 20, ImageFormat::Png);
    send_files(&ann, "general", "", &[("a.png", &red), ("b.txt", b"text"), ("c.png", &red)]).await;
    let first = ann.get(ROOM).await.attribute(".files a.picture", "href").unwrap();
    let page = ann.get(&first).await;
    assert!(page.has("img[alt='Picture a.png'][width='20']") && !page.has("a[rel=prev]"));
    let second = ann.get(&page.attribute("a[rel=next]", "href").unwrap()).await;
    assert!(second.body.contains("b.txt") && second.has("a[rel=prev]"));
    let third = ann.get(&second.attribute("a[rel=next]", "href").unwrap()).await;
    assert!(third.has("img[alt='Picture c.png']") && !third.has("a[rel=next]"));
}

async fn pixel_bombs_and_broken_pictures_are_files_without_a_small_picture() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut bomb = picture(10, 10, ImageFormat::Png);
    // The width and height in the header (PNG, 11.2.1).
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let whole = picture(300, 300, ImageFormat::Jpeg);
    for (name, content) in
        [("bomb.png", &bomb[..]), ("half.jpg", &whole[..whole.len() / 2]), ("gif.gif", b"GIF89a")]
    {
        let files = send_files(&ann, "general", name, &[(name, content)]).await;
        assert_eq!(files.len(), 1, "{name}");
        let got = get(&ann, &files[0]).await;
        assert_eq!(got.status, 200, "{name}");
        let small: Answer = ann.get(&format!("{}?size=small", files[0])).await;
        assert!(small.status == 404 || small.header("content-type").starts_with("image/"), "{name}");
    }
}
