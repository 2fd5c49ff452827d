//! Memory is released after hashing passwords and processing pictures.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{ImageBuffer, ImageFormat, Rgb, RgbImage};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::app::{Answer, PASSWORD, Person};
use crate::process::{Process, serve};
use crate::profiles::pictures::{crc32, send};

/// The memory that the allocator may retain, in bytes: less than that of one password hash (19 MiB).
const SLACK: u64 = 12 << 20;

/// The resident memory of a process, in bytes (proc_pid_statm(5)).
fn resident(process: &Process) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/statm", process.id())).unwrap();
    text.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4_096
}

/// The peak of its resident memory, in bytes.
fn peak(process: &Process) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1_024
}

async fn log_in(url: &str, name: &str, password: &str) -> Answer {
    Person::new(url).post("/login", &[("username", name), ("password", password)]).await
}

#[tokio::test]
async fn logins_release_their_memory() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    server.browser().register("ann").await;
    let before = resident(&server);
    for _ in 0..3 {
        let logins: Vec<_> = (0..4)
            .map(|_| {
                let url = server.url.clone();
                tokio::spawn(async move { log_in(&url, "ann", PASSWORD).await.status })
            })
            .collect();
        for login in logins {
            assert_eq!(login.await.unwrap(), 303);
        }
    }
    let after = resident(&server);
    assert!(after < before + SLACK, "{before} bytes before the logins, {after} after them");
}

/// A server with ann logged in.
async fn server_with_ann() -> (TempDir, Process, Person) {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let ann = server.browser().register("ann").await;
    (folder, server, ann)
}

fn png<P>(picture: &ImageBuffer<P, Vec<P::Subpixel>>) -> Vec<u8>
where
    P: image::PixelWithColorType,
    [P::Subpixel]: image::EncodableLayout,
{
    let mut file = Vec::new();
    picture.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).unwrap();
    file
}

#[tokio::test]
async fn idle_connections_use_little_memory_and_release_it() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let address = server.url.trim_start_matches("http://").to_owned();
    assert_eq!(server.browser().get("/login").await.status, 200);
    let before = resident(&server);
    let mut waiting = Vec::new();
    for number in 0..2_000 {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        // Some connections send nothing, and some have requested a page.
        if number % 2 == 0 {
            stream.write_all(b"GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
            while !stream.read(&mut [0; 16_384]).await.is_ok_and(|read| read < 16_384) {}
        }
        waiting.push(stream);
    }
    let after = resident(&server);
    assert!(after < before + SLACK, "{before} bytes before the connections, {after} with them");
}

#[tokio::test]
async fn personal_streams_use_little_memory_and_release_it() {
    let folder = TempDir::new().unwrap();
    let unlimited = ["--streams-per-session", "0", "--streams-per-account", "0"];
    let server = Process::of(serve(folder.path(), 0).args(unlimited)).unwrap();
    let (ann, bob) = (server.browser().register("ann").await, server.browser().register("bob").await);
    let before = resident(&server);
    for _ in 0..2 {
        let mut streams = Vec::new();
        for _ in 0..1_000 {
            streams.push(bob.events("/events").await);
        }
        ann.say("general", "hello @bob").await;
        for stream in &mut streams {
            stream.until("class=\"badge\"").await.unwrap();
        }
        bob.get("/rooms/general").await;
    }
    let after = resident(&server);
    println!("{} bytes for each of 1,000 streams", after.saturating_sub(before) / 1_000);
    assert!(after < before + SLACK, "{before} bytes before the streams, {after} with them");
}

#[tokio::test]
async fn a_colour_profile_bomb_is_not_unpacked() {
    let (_folder, server, ann) = server_with_ann().await;
    let mut profile = ZlibEncoder::new(b"iCCPa\0\0".to_vec(), Compression::best());
    for _ in 0..300 {
        profile.write_all(&[0; 1 << 20]).unwrap();
    }
    let chunk = profile.finish().unwrap();
    let plain = png(&RgbImage::new(10, 10));
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    // After the signature and the header.
    let bomb = [&plain[..33], &length, &chunk, &crc32(&chunk).to_be_bytes(), &plain[33..]].concat();
    let before = peak(&server);
    let answer = send(&ann, bomb).await;
    assert_eq!(answer.status, 303, "it is a picture all the same: {:?}", answer.texts(".error"));
    let after = peak(&server);
    assert!(after < before + (48 << 20), "{before} bytes before, {after} at the peak");
}

#[tokio::test]
async fn a_picture_with_expensive_pixels_is_refused_before_decoding() {
    let (_folder, server, ann) = server_with_ann().await;
    let deep = png(&ImageBuffer::<Rgb<u16>, Vec<u16>>::new(4_999, 4_999));
    let before = peak(&server);
    let answer = send(&ann, deep).await;
    assert_eq!(answer.status, 422);
    let said = answer.texts("#picture-error").concat();
    assert!(said.contains("the maximum is 22 million"), "{said}");
    let after = peak(&server);
    assert!(after < before + (32 << 20), "{before} bytes before, {after} at the peak");
    let allowed = png(&ImageBuffer::<Rgb<u16>, Vec<u16>>::from_pixel(300, 200, Rgb([u16::MAX, 0x8000, 0])));
    assert_eq!(send(&ann, allowed).await.status, 303);
    let bytes =
        ann.request(reqwest::Method::GET, "/people/ann/picture").send().await.unwrap().bytes().await.unwrap();
    let kept = image::load_from_memory(&bytes).unwrap().to_rgb8().get_pixel(64, 64).0;
    assert!(kept[0] > 250 && kept[1].abs_diff(128) < 6 && kept[2] < 6, "{kept:?}");
}

#[tokio::test]
async fn pictures_release_their_memory() {
    let (_folder, server, ann) = server_with_ann().await;
    // Noise, which doesn't compress: files of some megabytes.
    let noise = |width, height| {
        RgbImage::from_fn(width, height, |x, y| {
            let mix = (x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77)).wrapping_mul(0xc2b2_ae3d);
            Rgb([(mix >> 8) as u8, (mix >> 16) as u8, (mix >> 24) as u8])
        })
    };
    let mut files = vec![png(&noise(1_600, 1_200))];
    let mut jpeg = Vec::new();
    noise(2_000, 1_500).write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
    files.push(jpeg);
    let before = resident(&server);
    for _ in 0..6 {
        for file in &files {
            let answer = send(&ann, file.clone()).await;
            assert_eq!(answer.status, 303, "{:?}", answer.texts(".error"));
        }
    }
    let after = resident(&server);
    assert!(after < before + SLACK, "{before} bytes before the pictures, {after} after them");
}
