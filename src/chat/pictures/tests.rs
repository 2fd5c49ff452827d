//! Tests of the pipeline: metadata is gone, pixels and orientation stay, and hostile files do no harm.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder as _, ImageFormat, Rgba, RgbaImage};

use crate::chat::pictures::malformed::Malformed;
use crate::chat::pictures::metadata::{Format, Metadata, dimensions, is_animated, without_metadata};
use crate::chat::pictures::previews::{Thumbnail, thumbnail};
use crate::chat::pictures::thumbnailer::decode;
use crate::chat::pictures::{limits, samples};
use crate::model::people::{PictureError, PictureKind};

fn contains(file: &[u8], text: &str) -> bool {
    file.windows(text.len()).any(|bytes| bytes == text.as_bytes())
}

fn assert_clean(file: &[u8]) {
    for secret in samples::SECRETS.into_iter().chain(["xpacke", "script", "GPS"]) {
        assert!(!contains(file, secret), "{secret}");
    }
    assert_eq!(without_metadata(file), Ok(None), "nothing is left to remove");
}

#[test]
fn metadata_is_gone_and_pixels_stay() {
    for file in samples::all() {
        let kept = without_metadata(&file).unwrap().unwrap();
        assert_clean(&kept);
        // The decoder of WebP reads on after the end.
        let picture = file.strip_suffix(samples::ARCHIVE).unwrap_or(&file);
        let (before, after) = (decode(picture).unwrap(), decode(&kept).unwrap());
        assert_eq!((before.width, before.height), (after.width, after.height));
        assert!(before.bytes == after.bytes);
        assert_eq!(before.orientation, after.orientation);
        assert_eq!(is_animated(&kept), is_animated(&file));
        assert_eq!(dimensions(&kept), dimensions(&file));
    }
}

#[test]
fn plain_pictures_stay_as_they_are() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let plain = samples::encoded(samples::pixels(24, 16), format);
        assert_eq!(without_metadata(&plain), Ok(None), "{format:?}");
        assert!(!is_animated(&plain));
    }
    assert_eq!(without_metadata(&samples::gif_of(2)), Ok(None));
}

#[test]
fn all_orientations_are_kept() {
    for value in 1..=8 {
        let size = if value < 5 { (24, 16) } else { (16, 24) };
        for file in [samples::jpeg(value), samples::png(value), samples::webp(false, value)] {
            let kept = without_metadata(&file).unwrap().unwrap();
            assert_eq!(decode(&kept).unwrap().orientation.to_exif(), value);
            assert_eq!(dimensions(&kept), Some(size));
            let Thumbnail { width, height, picture, .. } = thumbnail(&kept).unwrap();
            assert_eq!((width, height), size);
            let small = image::load_from_memory(&picture.bytes).unwrap();
            assert_eq!((small.width(), small.height()), size);
            assert!(contains(&kept, "MM\0\u{2a}") == (value != 1));
        }
    }
}

#[test]
fn what_a_jpeg_needs_is_kept_also_between_scans() {
    let plain = samples::encoded(samples::pixels(24, 16), ImageFormat::Jpeg);
    let end = plain.len() - 2;
    let profile = samples::segment(0xe2, b"ICC_PROFILE\0\x01\x01profile");
    let adobe = samples::segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
    let table = samples::segment(0xc4, &[0; 17]);
    let scan = [samples::segment(0xda, &[1, 1, 0, 0, 63, 0]), b"abc\xff\0\xff\xd0def".to_vec()].concat();
    let comment = samples::segment(0xfe, b"a comment");
    let file = [&plain[..2], &profile, &adobe, &plain[2..end], &table, &comment, &scan, b"\xff\xd9rest"].concat();
    let kept = without_metadata(&file).unwrap().unwrap();
    assert_eq!(kept, [&plain[..2], &profile, &adobe, &plain[2..end], &table, &scan, b"\xff\xd9"].concat());
}

#[test]
fn thumbnails_in_a_jpegs_header_are_removed() {
    let plain = samples::encoded(samples::pixels(24, 16), ImageFormat::Jpeg);
    let with_thumbnail = samples::segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc");
    let other = samples::segment(0xe0, b"JFXX\0\x13abc");
    let file = [&plain[..2], &with_thumbnail, &other, &plain[20..]].concat();
    let kept = without_metadata(&file).unwrap().unwrap();
    let header = samples::segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    assert_eq!(kept, [&plain[..2], &header, &plain[20..]].concat());
}

#[test]
fn animations_keep_their_frames_and_repetitions() {
    let gif = without_metadata(&samples::gif()).unwrap().unwrap();
    assert_eq!(gif, samples::gif_of(3));
    let frames = GifDecoder::new(std::io::Cursor::new(&gif)).unwrap().into_frames().collect_frames().unwrap();
    assert_eq!(frames.len(), 3);
    assert!(contains(&gif, "NETSCAPE2.0\u{3}\u{1}\0\0\0"));
    let webp = without_metadata(&samples::animated_webp()).unwrap().unwrap();
    let frames = WebPDecoder::new(std::io::Cursor::new(&webp)).unwrap().into_frames().collect_frames().unwrap();
    assert_eq!(frames.len(), 2);
    let png = without_metadata(&samples::animated_png()).unwrap().unwrap();
    let frames = PngDecoder::new(std::io::Cursor::new(&png)).unwrap().apng().unwrap();
    assert_eq!(frames.into_frames().collect_frames().unwrap().len(), 2);
    for file in [gif, webp, png] {
        thumbnail(&file).unwrap();
        assert!(is_animated(&file));
    }
    assert!(!is_animated(&samples::gif_of(1)));
}

#[test]
fn thumbnails_fit_and_are_not_enlarged() {
    for (file, stored) in [((1_600, 800), (640, 320)), ((30, 20), (30, 20)), ((3, 2_000), (1, 640))] {
        let picture = RgbaImage::from_pixel(file.0, file.1, Rgba([200, 30, 30, 255]));
        let Thumbnail { width, height, picture } =
            thumbnail(&samples::encoded(picture, ImageFormat::Png)).unwrap();
        assert_eq!(((width, height), picture.kind), (file, PictureKind::Jpeg));
        let small = image::load_from_memory(&picture.bytes).unwrap();
        assert_eq!((small.width(), small.height()), stored);
    }
    let clear = samples::encoded(RgbaImage::new(10, 10), ImageFormat::Png);
    assert_eq!(thumbnail(&clear).unwrap().picture.kind, PictureKind::Png);
}

#[test]
fn kinds_are_told_by_their_first_bytes() {
    let formats = [Format::Jpeg, Format::Png, Format::Png, Format::WebP, Format::WebP, Format::WebP, Format::Gif];
    for (file, format) in samples::all().into_iter().zip(formats) {
        assert_eq!(Metadata::of(&file), Metadata::Removable(format));
    }
    for (file, metadata) in [
        (&b"II*\0\x08\0\0\0\x0b\0\0\x01"[..], Metadata::Fixed),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", Metadata::Overwritable),
        (b"\0\0\0\x1cftypavif\0\0\0\0avif", Metadata::Overwritable),
        (b"\0\0\0\x18ftypisom\0\0\0\0isom", Metadata::Overwritable),
        (b"\0\0\x10\0moov\0\0\0\x6cmvhd", Metadata::Overwritable),
    ] {
        assert_eq!(Metadata::of(file), metadata, "{file:?}");
        assert_eq!(without_metadata(file), Err(Malformed));
        assert_eq!(dimensions(file), None);
    }
    for other in [&b""[..], b"%PDF-1.7", b"<svg>", b"hello"] {
        assert_eq!(Metadata::of(other), Metadata::Other);
    }
}

/// Sends a file through everything. Panics of decoders are caught, as in the thumbnailer.
fn drive(file: &[u8]) {
    let _ = (dimensions(file), is_animated(file), Metadata::of(file));
    let _ = std::panic::catch_unwind(|| thumbnail(file).map(|_| ()));
    if let Ok(Some(kept)) = without_metadata(file) {
        assert!(kept.len() <= file.len() + 64);
        assert_eq!(without_metadata(&kept), Ok(None));
    }
}

#[test]
fn truncated_files_are_refused_or_clean() {
    for file in samples::all() {
        for length in 0..file.len() {
            let cut = &file[..length];
            drive(cut);
            if let Ok(kept) = without_metadata(cut) {
                assert_clean(kept.as_deref().unwrap_or(cut));
            }
        }
    }
}

#[test]
fn damaged_files_do_no_harm() {
    // xorshift with a fixed seed.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for file in samples::all() {
        for _ in 0..1_000 {
            let mut damaged = file.clone();
            for _ in 0..=random(3) {
                let at = random(damaged.len());
                damaged[at] = u8::try_from(random(256)).unwrap();
            }
            drive(&damaged);
        }
    }
}

#[test]
fn pixel_bombs_are_refused_by_their_headers() {
    let header = |side: u32| [&side.to_be_bytes()[..], &side.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let signature = &samples::png(1)[..8];
    let bomb = |side| {
        let chunks = [("IHDR", header(side)), ("IDAT", vec![0x78, 0x9c, 3, 0, 0, 0, 0, 1]), ("IEND", vec![])];
        let chunks = chunks.map(|(kind, contents)| samples::chunk(kind.as_bytes().try_into().unwrap(), &contents));
        [signature, &chunks.concat()].concat()
    };
    assert!(matches!(thumbnail(&bomb(60_000)), Err(PictureError::TooManyPixels { .. })));
    assert_eq!(dimensions(&bomb(60_000)), Some((60_000, 60_000)), "the page can still keep its place free");
    assert!(matches!(thumbnail(&bomb(4_000)), Err(PictureError::Unreadable)), "too few pixels");
    assert!(matches!(thumbnail(&vec![0xff; limits::MAX_FILE_BYTES + 1]), Err(PictureError::TooLarge)));
}

#[test]
fn only_the_first_frame_of_many_is_decoded() {
    let one = samples::gif_of(1);
    let start = 13 + if one[10] & 0x80 == 0 { 0 } else { 3 << ((one[10] & 7) + 1) };
    let bomb = [&one[..start], &one[start..one.len() - 1].repeat(10_000), &[0x3b]].concat();
    let begun = Instant::now();
    let thumbnail = thumbnail(&bomb).unwrap();
    assert_eq!((thumbnail.width, thumbnail.height), (24, 16));
    assert!(without_metadata(&bomb).unwrap().is_some() || bomb.len() > one.len());
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[test]
fn compressed_bombs_in_metadata_stay_packed() {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![0; 64 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    let plain = samples::encoded(samples::pixels(24, 16), ImageFormat::Png);
    for (kind, head) in [(b"iCCP", &b"icc\0\0"[..]), (b"zTXt", b"Comment\0\0"), (b"iTXt", b"Comment\0\x01\0\0\0")]
    {
        let chunk = samples::chunk(*kind, &[head, &packed].concat());
        let bomb = [&plain[..33], &chunk, &plain[33..]].concat();
        let begun = Instant::now();
        let _ = thumbnail(&bomb);
        let kept = without_metadata(&bomb).unwrap();
        assert_eq!(kept.is_none(), kind == b"iCCP", "profiles stay, texts don't");
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    }
}

#[test]
fn files_of_many_parts_take_linear_time() {
    let jpeg = samples::jpeg(1);
    let comments = samples::segment(0xfe, b"").repeat(500_000);
    let bytes = vec![0xff; 2 << 20];
    for part in [comments, bytes, b"\xff\x00\xff\xd0".repeat(500_000)] {
        let begun = Instant::now();
        let file = [&jpeg[..2], &part, &jpeg[2..]].concat();
        assert_clean(&without_metadata(&file).unwrap().unwrap());
        let cut = [&jpeg[..jpeg.len() - 20], &part].concat();
        let _ = without_metadata(&cut);
        let _ = dimensions(&file);
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}

/// Bits of a stream, the lowest ones first.
#[derive(Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        self.0.extend((0..count).map(|bit| value >> bit & 1 == 1));
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.chunks(8).map(|bits| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit))).collect()
    }
}

/// A lossless WebP file of 4 × 4 pixels, which has a number of groups of prefix codes, with up to 10 bits in each code.
fn prefix_codes(groups: u32) -> Vec<u8> {
    let mut stream = Bits::default();
    // The header, no transforms, no cache of colours, and groups that a picture of one pixel chooses.
    for (value, count) in [(0x2f, 8), (3, 14), (3, 14), (0, 4), (0, 2), (1, 1), (0, 3), (0, 1)] {
        stream.put(value, count);
    }
    for symbol in [(groups - 1) & 0xff, (groups - 1) >> 8, 0, 0, 0] {
        stream.put(0b101, 3);
        stream.put(symbol, 8);
    }
    let mut code = Bits::default();
    code.put(0, 1);
    code.put(10, 4);
    // The lengths 1 to 6 have codes of three bits, 7 to 10 of four; then come eleven symbols.
    for length in [0, 0, 0, 3, 3, 3, 3, 3, 0, 3, 4, 4, 4, 4] {
        code.put(length, 3);
    }
    code.put(0b11, 2);
    code.put(0, 2);
    code.put(9, 4);
    for length in [1_u32, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10] {
        let (symbol, count) = if length < 7 { (length - 1, 3) } else { (length + 5, 4) };
        (0..count).rev().for_each(|bit| code.put(symbol >> bit, 1));
    }
    for _ in 0..groups * 5 {
        stream.0.extend(&code.0);
    }
    stream.put(0, 32);
    stream.put(0, 32);
    samples::riff(&[samples::riff_chunk(*b"VP8L", &stream.bytes())])
}

#[test]
fn symbols_outside_of_a_webp_pictures_alphabet_are_refused() {
    let mut stream = Bits::default();
    // Up to a picture within the stream, of which one code has the distance 255.
    for (value, count) in [(0x2f, 8), (3, 14), (3, 14), (0, 4), (1, 1), (0, 2), (0, 3), (0, 1)] {
        stream.put(value, count);
    }
    for symbol in [0, 0, 0, 0, 255] {
        stream.put(0b101, 3);
        stream.put(symbol, 8);
    }
    stream.put(0, 32);
    let file = samples::riff(&[samples::riff_chunk(*b"VP8L", &stream.bytes())]);
    assert_eq!(limits::extra_bytes_per_pixel(&file), Err(Malformed));
}

#[test]
fn codes_of_webp_pictures_are_bounded() {
    assert!(decode(&prefix_codes(3)).is_ok());
    let usual = prefix_codes(2_600);
    assert!(limits::extra_bytes_per_pixel(&usual).is_ok());
    let bomb = prefix_codes(10_000);
    assert!(bomb.len() < 1 << 20, "the tables would have 200 MB");
    assert_eq!(limits::extra_bytes_per_pixel(&bomb), Err(Malformed));
    assert!(matches!(thumbnail(&bomb), Err(PictureError::Unreadable)));
}
