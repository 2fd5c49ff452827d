//! PNG files (W3C PNG, third edition, chapter 5): a signature and chunks.

use image::metadata::Orientation;

use crate::chat::mapped_memory::append;
use crate::chat::pictures::formats::exif;
use crate::chat::pictures::malformed::Malformed;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks that make the picture: pixels, palette, transparency, colours, pixel density and animation.
const KEPT: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"cICP",
    b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
];

/// A PNG file with only the chunks that make the picture, and its orientation.
pub(in crate::chat::pictures) fn without_metadata(file: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut chunks = Chunks::of(file)?;
    let mut kept = Vec::new();
    append(&mut kept, SIGNATURE);
    let (mut has_exif, mut has_pixels) = (false, false);
    loop {
        let Chunk { kind, contents, whole } = chunks.next()?;
        match kind {
            b"IEND" => break,
            // Decoders don't read it after the pixels.
            b"eXIf" if !has_exif && !has_pixels => {
                has_exif = true;
                let orientation = exif::orientation(contents);
                if orientation != Orientation::NoTransforms {
                    write(&mut kept, *kind, &exif::with_orientation(orientation));
                }
            }
            _ if KEPT.contains(&kind) => {
                has_pixels |= kind == b"IDAT";
                append(&mut kept, whole);
            }
            // Without an unknown critical chunk, the picture would be another one (5.4).
            _ if kind[0].is_ascii_uppercase() => return Err(Malformed),
            _ => {}
        }
    }
    if !has_pixels {
        return Err(Malformed);
    }
    write(&mut kept, *b"IEND", &[]);
    Ok(kept)
}

fn write(kept: &mut Vec<u8>, kind: [u8; 4], contents: &[u8]) {
    let mut checksum = flate2::Crc::new();
    checksum.update(&kind);
    checksum.update(contents);
    // Contents are small here.
    append(kept, &u32::try_from(contents.len()).unwrap_or(u32::MAX).to_be_bytes());
    append(kept, &kind);
    append(kept, contents);
    append(kept, &checksum.sum().to_be_bytes());
}

/// Width, height and orientation, by the chunks before the pixels.
pub(in crate::chat::pictures) fn dimensions(file: &[u8]) -> Option<((u32, u32), Orientation)> {
    let mut chunks = Chunks::of(file).ok()?;
    let header = chunks.next().ok()?.contents;
    let (width, rest) = header.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    let orientation = chunks.before_pixels(*b"eXIf").map_or(Orientation::NoTransforms, exif::orientation);
    Some(((u32::from_be_bytes(*width), u32::from_be_bytes(*height)), orientation))
}

/// Whether a file has more than one frame (11.3.5.1).
pub(in crate::chat::pictures) fn is_animated(file: &[u8]) -> bool {
    let control = Chunks::of(file).ok().and_then(|mut chunks| chunks.before_pixels(*b"acTL"));
    control.and_then(<[u8]>::first_chunk).is_some_and(|frames| u32::from_be_bytes(*frames) > 1)
}

struct Chunk<'a> {
    kind: &'a [u8; 4],
    contents: &'a [u8],
    whole: &'a [u8],
}

struct Chunks<'a>(&'a [u8]);

impl<'a> Chunks<'a> {
    /// The chunks of a file that begins with a header.
    fn of(file: &'a [u8]) -> Result<Self, Malformed> {
        let chunks = file.strip_prefix(SIGNATURE).ok_or(Malformed)?;
        if chunks.starts_with(b"\0\0\0\x0dIHDR") { Ok(Self(chunks)) } else { Err(Malformed) }
    }

    fn next(&mut self) -> Result<Chunk<'a>, Malformed> {
        let (length, rest) = self.0.split_first_chunk().ok_or(Malformed)?;
        let (kind, rest) = rest.split_first_chunk().ok_or(Malformed)?;
        let length = u32::from_be_bytes(*length) as usize;
        let contents = rest.get(..length).ok_or(Malformed)?;
        // Kind, length and checksum have four bytes each.
        let (whole, rest) = self.0.split_at_checked(length + 12).ok_or(Malformed)?;
        self.0 = rest;
        Ok(Chunk { kind, contents, whole })
    }

    /// The contents of the first chunk of a kind before the pixels.
    fn before_pixels(&mut self, wanted: [u8; 4]) -> Option<&'a [u8]> {
        while let Ok(Chunk { kind, contents, .. }) = self.next()
            && kind != b"IDAT"
        {
            if *kind == wanted {
                return Some(contents);
            }
        }
        None
    }
}
