//! Picture files for tests, made in code.

#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use image::codecs::gif::{GifEncoder, Repeat};
use image::{Delay, DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use crate::chat::pictures::formats::exif;

/// Words that stand in the metadata of the samples, and must not be left.
pub(super) const SECRETS: [&str; 5] = ["52.5163N", "xpacket", "Photoshop", "a comment", "PK\u{3}\u{4}"];

/// Another file, after the end of a picture.
pub(super) const ARCHIVE: &[u8] = b"PK\x03\x04 an archive";

/// A picture in which no two sides are alike.
pub(super) fn pixels(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([byte(x * 9), byte(y * 13), byte(x * y)]))
}

fn byte(number: u32) -> u8 {
    number.to_le_bytes()[0]
}

pub(super) fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// EXIF data with an orientation and a place.
pub(super) fn exif(orientation: u8) -> Vec<u8> {
    let orientation = image::metadata::Orientation::from_exif(orientation).unwrap();
    let mut exif = exif::with_orientation(orientation).to_vec();
    exif.extend(b"GPS 52.5163N 13.3777E");
    exif
}

pub(super) fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], contents].concat()
}

/// A JPEG file of 24 × 16 pixels with all kinds of metadata, and an archive after its end.
pub(super) fn jpeg(orientation: u8) -> Vec<u8> {
    let plain = encoded(pixels(24, 16), ImageFormat::Jpeg);
    [
        &plain[..2],
        &segment(0xe1, &[exif::PREFIX, &exif(orientation)].concat()),
        &segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<?xpacket begin=''?>"),
        &segment(0xe2, b"MPF\0 52.5163N"),
        &segment(0xe5, b"52.5163N"),
        &segment(0xed, b"Photoshop 3.0\08BIM"),
        &segment(0xfe, b"a comment"),
        &plain[2..],
        ARCHIVE,
    ]
    .concat()
}

pub(super) fn chunk(kind: [u8; 4], contents: &[u8]) -> Vec<u8> {
    let mut checksum = flate2::Crc::new();
    checksum.update(&kind);
    checksum.update(contents);
    let length = u32::try_from(contents.len()).unwrap().to_be_bytes();
    [&length, &kind[..], contents, &checksum.sum().to_be_bytes()].concat()
}

/// The length of a PNG file's signature and header.
const PNG_HEADER: usize = 33;

/// A PNG file with all kinds of metadata, hypertext in a text, and an archive after its end.
pub(super) fn png(orientation: u8) -> Vec<u8> {
    let plain = encoded(pixels(24, 16), ImageFormat::Png);
    [
        &plain[..PNG_HEADER],
        &chunk(*b"pHYs", &[0, 0, 0x0b, 0x13, 0, 0, 0x0b, 0x13, 1]),
        &chunk(*b"tEXt", b"Comment\0a comment <script>alert(1)</script>"),
        &chunk(*b"zTXt", b"Comment\0\0 Photoshop"),
        &chunk(*b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<?xpacket begin=''?>"),
        &chunk(*b"tIME", &[7, 0xea, 1, 1, 1, 1, 1]),
        &chunk(*b"loCa", b"52.5163N"),
        &chunk(*b"eXIf", &exif(orientation)),
        &plain[PNG_HEADER..],
        ARCHIVE,
    ]
    .concat()
}

/// A PNG file with two frames.
pub(super) fn animated_png() -> Vec<u8> {
    let plain = encoded(pixels(24, 16), ImageFormat::Png);
    let control = |number: u8| {
        let mut control = vec![0, 0, 0, number, 0, 0, 0, 24, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0];
        control.extend([0, 1, 0, 10, 0, 0]);
        chunk(*b"fcTL", &control)
    };
    let end = plain.len() - 12;
    let at = plain.windows(4).position(|kind| kind == b"IDAT").unwrap() + 4;
    let length = u32::from_be_bytes(plain[at - 8..at - 4].try_into().unwrap()) as usize;
    [
        &plain[..PNG_HEADER],
        &chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        &control(0),
        &plain[PNG_HEADER..end],
        &control(1),
        &chunk(*b"tEXt", b"Comment\0a comment"),
        &chunk(*b"fdAT", &[&[0, 0, 0, 2], &plain[at..at + length]].concat()),
        &plain[end..],
    ]
    .concat()
}

pub(super) fn riff_chunk(kind: [u8; 4], contents: &[u8]) -> Vec<u8> {
    let size = u32::try_from(contents.len()).unwrap().to_le_bytes();
    [&kind, &size[..], contents, &[0][..contents.len() % 2]].concat()
}

pub(super) fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    riff_chunk(*b"RIFF", &[b"WEBP", &chunks.concat()[..]].concat())
}

/// The chunk with the pixels of a lossless picture.
fn lossless(width: u32, height: u32) -> Vec<u8> {
    encoded(pixels(width, height), ImageFormat::WebP)[12..].to_vec()
}

/// The chunk with one pixel, encoded with loss.
fn lossy() -> Vec<u8> {
    let frame = b"\x30\x01\0\x9d\x01\x2a\x01\0\x01\0\x0e\xc0\xfe\x25\xa4\0\x03\x70\0\0\0\0";
    riff_chunk(*b"VP8 ", frame)
}

fn extended(flags: u8, width: u8, height: u8) -> Vec<u8> {
    riff_chunk(*b"VP8X", &[flags, 0, 0, 0, width - 1, 0, 0, height - 1, 0, 0])
}

/// A WebP file with metadata, and an archive after its end; without loss of 24 × 16 pixels, with loss of one.
pub(super) fn webp(is_lossy: bool, orientation: u8) -> Vec<u8> {
    let metadata = [
        riff_chunk(*b"EXIF", &exif(orientation)),
        riff_chunk(*b"XMP ", b"<?xpacket begin=''?>"),
        riff_chunk(*b"loca", b"52.5163N"),
    ];
    let (header, pixels) =
        if is_lossy { (extended(0x0c, 1, 1), lossy()) } else { (extended(0x0c, 24, 16), lossless(24, 16)) };
    [riff(&[vec![header, pixels], metadata.to_vec()].concat()), ARCHIVE.to_vec()].concat()
}

/// A WebP file with two frames.
pub(super) fn animated_webp() -> Vec<u8> {
    let frame = || {
        let header = [0, 0, 0, 0, 0, 0, 23, 0, 0, 15, 0, 0, 100, 0, 0, 0];
        riff_chunk(*b"ANMF", &[&header, &lossless(24, 16)[..], &riff_chunk(*b"loca", b"52.5163N")].concat())
    };
    riff(&[extended(0x02, 24, 16), riff_chunk(*b"ANIM", &[0; 6]), frame(), frame()])
}

pub(super) fn gif_of(frames: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file);
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for number in 0..frames {
        let picture = RgbaImage::from_pixel(24, 16, Rgba([byte(number * 90), 0, 0, 255]));
        encoder.encode_frame(Frame::from_parts(picture, 0, 0, Delay::from_numer_denom_ms(100, 1))).unwrap();
    }
    drop(encoder);
    file
}

/// A GIF file with three frames, with metadata, and hypertext after its end.
pub(super) fn gif() -> Vec<u8> {
    let plain = gif_of(3);
    let start = 13 + if plain[10] & 0x80 == 0 { 0 } else { 3 << ((plain[10] & 7) + 1) };
    [
        &plain[..start],
        b"\x21\xfe\x09a comment\0",
        b"\x21\xff\x0bXMP DataXMP\x08<?xpacke\0",
        b"\x21\xff\x0bGPSPLACE1.0\x0852.5163N\0",
        &plain[start..],
        b"<script>alert(1)</script>PK\x03\x04",
    ]
    .concat()
}

/// All samples.
pub(super) fn all() -> Vec<Vec<u8>> {
    vec![jpeg(6), png(6), animated_png(), webp(true, 1), webp(false, 6), animated_webp(), gif()]
}
