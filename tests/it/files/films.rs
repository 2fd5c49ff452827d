//! The metadata of films and of pictures in the same containers (ISO/IEC 14496-12).

use reqwest::multipart::{Form, Part};

use super::s3::in_both_storages;
use super::{MESSAGES, addresses, get, send, send_files, stored};
use crate::app::{TestApp, until};

in_both_storages!(
    a_place_is_overwritten_in_a_film_wherever_it_is_unless_the_sender_keeps_it,
    a_film_or_picture_that_contradicts_itself_is_a_file_like_others,
);

const PLACE: &[u8] = b"+48.1351+011.5820/";

fn iso_box(name: &[u8], body: &[u8]) -> Vec<u8> {
    [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], name, body].concat()
}

/// A film whose description comes after its content, as phones write it; of several objects in a bucket.
fn film() -> Vec<u8> {
    let content: Vec<u8> = (0..19_000_000_u32).map(|number| (number / 7 % 251) as u8).collect();
    let movie = [iso_box(b"mvhd", &[0; 100]), iso_box(b"udta", &iso_box(b"\xa9xyz", PLACE))].concat();
    let start = [iso_box(b"ftyp", b"qt  \0\0\0\0qt  "), iso_box(b"moof", b"part")].concat();
    [start, iso_box(b"mdat", &content), iso_box(b"moov", &movie)].concat()
}

fn has_place(bytes: &[u8]) -> bool {
    bytes.windows(PLACE.len()).any(|part| part == PLACE)
}

async fn a_place_is_overwritten_in_a_film_wherever_it_is_unless_the_sender_keeps_it() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let film = film();
    let file = send_files(&ann, "general", "", &[("film.mov", &film)]).await.remove(0);
    let got = get(&ann, &file).await;
    assert_eq!(got.header("content-type"), "video/quicktime");
    assert_eq!(got.bytes.len(), film.len());
    let end = film.len() - 200;
    assert!(got.bytes[..end] == film[..end] && !has_place(&got.bytes[end..]) && has_place(&film[end..]));
    until("no object has the place", async || {
        stored(&app).iter().all(|path| !has_place(&std::fs::read(path).unwrap_or_default()))
    })
    .await;
    let kept = Form::new().text("keep-metadata", "yes").text("body", "");
    let kept = kept.part("files", Part::bytes(film.clone()).file_name("film.mov"));
    assert_eq!(send(&ann, MESSAGES, kept).await.status, 303);
    let file = addresses(&ann, "general").await.remove(0);
    assert!(get(&ann, &file).await.bytes == film);
}

async fn a_film_or_picture_that_contradicts_itself_is_a_file_like_others() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let start = iso_box(b"ftyp", b"isom\0\0\x02\0isomiso5");
    let film = [&start[..], &iso_box(b"moov", b"\0\0\0\xfftrak")].concat();
    let picture = [&iso_box(b"ftyp", b"heic\0\0\0\0mif1heic")[..], b"\0\0\x10\0meta\0\0\0\0"].concat();
    let files = send_files(&ann, "general", "", &[("film.mp4", &film), ("photo.heic", &picture)]).await;
    for (file, bytes) in files.iter().zip([film, picture]) {
        let got = get(&ann, file).await;
        assert_eq!((got.header("content-type"), &got.bytes[..]), ("application/octet-stream", &bytes[..]));
    }
}
