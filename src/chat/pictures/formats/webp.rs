//! WebP files (RFC 9649, chapter 2): chunks in a RIFF container.

use image::metadata::Orientation;

use crate::chat::mapped_memory::append;
use crate::chat::pictures::formats::exif;
use crate::chat::pictures::malformed::Malformed;

const ANIMATION: u8 = 0b0000_0010;
const EXIF: u8 = 0b0000_1000;
const ALPHA: u8 = 0b0001_0000;
const PROFILE: u8 = 0b0010_0000;

/// The length of the header of an animation's frame.
const FRAME_HEADER: usize = 16;

/// A WebP file with only its pixels, colour profile, animation and orientation.
pub(in crate::chat::pictures) fn without_metadata(file: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut chunks = Chunks::of(file)?;
    let mut kept = Vec::new();
    append(&mut kept, b"RIFF\0\0\0\0WEBP");
    match chunks.next()?.ok_or(Malformed)? {
        // In the simple formats, decoders ignore further chunks (2.5, 2.6).
        Chunk { kind: kind @ (b"VP8 " | b"VP8L"), contents } => write(&mut kept, *kind, contents)?,
        Chunk { kind: b"VP8X", contents: [flags, _, _, _, w0, w1, w2, h0, h1, h2, ..] } => {
            let flags = flags & (ANIMATION | ALPHA | PROFILE);
            write(&mut kept, *b"VP8X", &[flags, 0, 0, 0, *w0, *w1, *w2, *h0, *h1, *h2])?;
            write_extended(&mut kept, chunks)?;
        }
        _ => return Err(Malformed),
    }
    end(&mut kept, 0)?;
    Ok(kept)
}

/// The position of the flags in an extended file, behind the headers of the container and of the chunk.
const FLAGS: usize = 20;

fn write_extended(kept: &mut Vec<u8>, mut chunks: Chunks<'_>) -> Result<(), Malformed> {
    let (mut orientation, mut has_pixels) = (None, false);
    while let Some(Chunk { kind, contents }) = chunks.next()? {
        match kind {
            b"ICCP" | b"ANIM" => write(kept, *kind, contents)?,
            b"ALPH" | b"VP8 " | b"VP8L" => {
                has_pixels = true;
                write(kept, *kind, contents)?;
            }
            b"ANMF" => {
                has_pixels = true;
                write_frame(kept, contents)?;
            }
            b"EXIF" => _ = orientation.get_or_insert_with(|| exif::orientation(contents)),
            _ => {}
        }
    }
    if let Some(orientation) = orientation.filter(|orientation| *orientation != Orientation::NoTransforms) {
        kept[FLAGS] |= EXIF;
        write(kept, *b"EXIF", &exif::with_orientation(orientation))?;
    }
    if has_pixels { Ok(()) } else { Err(Malformed) }
}

/// A frame of an animation, with only its pixels.
fn write_frame(kept: &mut Vec<u8>, frame: &[u8]) -> Result<(), Malformed> {
    let (header, chunks) = frame.split_at_checked(FRAME_HEADER).ok_or(Malformed)?;
    let start = kept.len();
    append(kept, b"ANMF\0\0\0\0");
    append(kept, header);
    let mut chunks = Chunks(chunks);
    while let Some(Chunk { kind, contents }) = chunks.next()? {
        if matches!(kind, b"ALPH" | b"VP8 " | b"VP8L") {
            write(kept, *kind, contents)?;
        }
    }
    end(kept, start)
}

fn write(kept: &mut Vec<u8>, kind: [u8; 4], contents: &[u8]) -> Result<(), Malformed> {
    let start = kept.len();
    append(kept, &kind);
    append(kept, &[0; 4]);
    append(kept, contents);
    end(kept, start)?;
    // Chunks of odd sizes are padded.
    append(kept, &[0][..contents.len() % 2]);
    Ok(())
}

/// Writes the size of a chunk that begins at `start` and ends here.
fn end(kept: &mut [u8], start: usize) -> Result<(), Malformed> {
    let size = u32::try_from(kept.len() - start - 8).map_err(|_| Malformed)?;
    kept[start + 4..start + 8].copy_from_slice(&size.to_le_bytes());
    Ok(())
}

/// Width, height and orientation, by the headers of the chunks.
pub(in crate::chat::pictures) fn dimensions(file: &[u8]) -> Option<((u32, u32), Orientation)> {
    let mut chunks = Chunks::of(file).ok()?;
    let size = match chunks.next().ok()?? {
        Chunk { kind: b"VP8 ", contents: [_, _, _, _, _, _, w0, w1, h0, h1, ..] } => {
            [[*w0, *w1], [*h0, *h1]].map(|bytes| u32::from(u16::from_le_bytes(bytes)) & 0x3fff)
        }
        Chunk { kind: b"VP8L", contents: [_, a, b, c, d, ..] } => {
            let bits = u32::from_le_bytes([*a, *b, *c, *d]);
            [bits, bits >> 14].map(|bits| (bits & 0x3fff) + 1)
        }
        Chunk { kind: b"VP8X", contents: [_, _, _, _, w0, w1, w2, h0, h1, h2, ..] } => {
            let [width, height] =
                [[*w0, *w1, *w2, 0], [*h0, *h1, *h2, 0]].map(|bytes| u32::from_le_bytes(bytes) + 1);
            return Some(((width, height), chunks.orientation()));
        }
        _ => return None,
    };
    Some(((size[0], size[1]), Orientation::NoTransforms))
}

/// Whether a file has more than one frame.
pub(in crate::chat::pictures) fn is_animated(file: &[u8]) -> bool {
    let Ok(mut chunks) = Chunks::of(file) else { return false };
    let Ok(Some(Chunk { kind: b"VP8X", contents: [flags, ..] })) = chunks.next() else { return false };
    let mut frames = 0;
    while flags & ANIMATION != 0
        && frames < 2
        && let Ok(Some(Chunk { kind, .. })) = chunks.next()
    {
        frames += u32::from(kind == b"ANMF");
    }
    frames > 1
}

struct Chunk<'a> {
    kind: &'a [u8; 4],
    contents: &'a [u8],
}

struct Chunks<'a>(&'a [u8]);

impl<'a> Chunks<'a> {
    /// The chunks of a file. Bytes after its container don't belong to it.
    fn of(file: &'a [u8]) -> Result<Self, Malformed> {
        let (size, rest) = file.strip_prefix(b"RIFF").and_then(<[u8]>::split_first_chunk).ok_or(Malformed)?;
        let container = rest.get(..u32::from_le_bytes(*size) as usize).ok_or(Malformed)?;
        Ok(Self(container.strip_prefix(b"WEBP").ok_or(Malformed)?))
    }

    fn next(&mut self) -> Result<Option<Chunk<'a>>, Malformed> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let (kind, rest) = self.0.split_first_chunk().ok_or(Malformed)?;
        let (size, rest) = rest.split_first_chunk().ok_or(Malformed)?;
        let (contents, rest) = rest.split_at_checked(u32::from_le_bytes(*size) as usize).ok_or(Malformed)?;
        // The padding of the last chunk is sometimes missing.
        self.0 = rest.get(contents.len() % 2..).unwrap_or_default();
        Ok(Some(Chunk { kind, contents }))
    }

    fn orientation(&mut self) -> Orientation {
        while let Ok(Some(Chunk { kind, contents })) = self.next() {
            if kind == b"EXIF" {
                return exif::orientation(contents);
            }
        }
        Orientation::NoTransforms
    }
}
