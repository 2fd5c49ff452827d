//! JPEG files (ITU T.81, annex B): markers with contents, and entropy-coded data after each scan's header.

use image::metadata::Orientation;

use crate::chat::mapped_memory::append;
use crate::chat::pictures::formats::exif;
use crate::chat::pictures::malformed::Malformed;

const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
const SOS: u8 = 0xda;
const EOI: u8 = 0xd9;

/// A JPEG file with only its tables, frames, scans, pixel density, colour profile and orientation. Thumbnails are left
/// out, too: editors leave old ones in cropped pictures.
pub(in crate::chat::pictures) fn without_metadata(file: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut segments = Segments::of(file)?;
    let mut kept = Vec::new();
    append(&mut kept, &[0xff, 0xd8]);
    let (mut has_exif, mut has_scan) = (false, false);
    while let Some(Segment { marker, contents }) = segments.next()? {
        match (marker, contents) {
            (SOS, _) => {
                has_scan = true;
                write(&mut kept, marker, contents);
                append(&mut kept, segments.scan());
            }
            (APP0, [b'J', b'F', b'I', b'F', 0, ..]) if contents.len() >= 14 => {
                write(&mut kept, marker, &[&contents[..12], &[0, 0]].concat());
            }
            (APP1, _) if contents.starts_with(exif::PREFIX) && !has_exif => {
                has_exif = true;
                let orientation = exif::orientation(contents);
                if orientation != Orientation::NoTransforms {
                    write(&mut kept, marker, &[exif::PREFIX, &exif::with_orientation(orientation)].concat());
                }
            }
            (APP2, _) if contents.starts_with(b"ICC_PROFILE\0") => write(&mut kept, marker, contents),
            // The colour transform (ITU T.872, 6.5.3).
            (APP14, [b'A', b'd', b'o', b'b', b'e', ..]) if contents.len() >= 12 => {
                write(&mut kept, marker, &contents[..12]);
            }
            _ if is_table_or_frame(marker) => write(&mut kept, marker, contents),
            _ => {}
        }
    }
    if !has_scan {
        return Err(Malformed);
    }
    append(&mut kept, &[0xff, EOI]);
    Ok(kept)
}

fn write(kept: &mut Vec<u8>, marker: u8, contents: &[u8]) {
    // Contents are never longer than those of a segment that was read.
    let length = u16::try_from(contents.len() + 2).unwrap_or(u16::MAX).to_be_bytes();
    append(kept, &[0xff, marker, length[0], length[1]]);
    append(kept, contents);
}

/// Whether a marker belongs to tables, frames or the hierarchical mode. The reserved ones don't.
fn is_table_or_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc7 | 0xc9..=0xcf | 0xdb..=0xdf)
}

/// Width, height and orientation, by the headers before the first scan.
pub(in crate::chat::pictures) fn dimensions(file: &[u8]) -> Option<((u32, u32), Orientation)> {
    let mut segments = Segments::of(file).ok()?;
    let (mut size, mut orientation) = (None, None);
    while let Ok(Some(Segment { marker, contents })) = segments.next()
        && marker != SOS
    {
        match (marker, contents) {
            (0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf, [_, h0, h1, w0, w1, ..]) => {
                let [width, height] = [[*w0, *w1], [*h0, *h1]].map(|bytes| u32::from(u16::from_be_bytes(bytes)));
                size.get_or_insert((width, height));
            }
            (APP1, _) if contents.starts_with(exif::PREFIX) => {
                orientation.get_or_insert_with(|| exif::orientation(contents));
            }
            _ => {}
        }
    }
    Some((size?, orientation.unwrap_or(Orientation::NoTransforms)))
}

/// Maximum number of scans: each of them goes over the whole picture, and needs few bytes. Usual are ten.
const MAX_SCANS: usize = 100;

/// Whether a decoder keeps the coefficients of the whole picture: several scans make the pixels, in progressive frames
/// (B.2.2) and where the first scan doesn't have all components (B.2.3).
pub(in crate::chat::pictures) fn has_buffered_scans(file: &[u8]) -> Result<bool, Malformed> {
    let mut segments = Segments::of(file)?;
    let (mut is_buffered, mut components, mut scans) = (false, 0, 0);
    loop {
        match segments.next() {
            Ok(Some(Segment { marker: 0xc2 | 0xc6 | 0xca | 0xce, .. })) => is_buffered = true,
            Ok(Some(Segment { marker: SOS, contents })) => {
                is_buffered |= scans == 0 && contents.first().is_none_or(|count| *count < components);
                scans += 1;
                if scans > MAX_SCANS {
                    return Err(Malformed);
                }
            }
            Ok(Some(Segment { marker: 0xc0 | 0xc1, contents: [_, _, _, _, _, count, ..] })) => components = *count,
            Ok(Some(_)) => {}
            Err(error) if scans > 0 => return Err(error),
            Ok(None) | Err(_) => return Ok(is_buffered),
        }
    }
}

/// A marker with its contents.
struct Segment<'a> {
    marker: u8,
    contents: &'a [u8],
}

/// The segments of a file up to its end marker. Bytes outside of segments are skipped.
struct Segments<'a> {
    rest: &'a [u8],
    in_scan: bool,
}

impl<'a> Segments<'a> {
    fn of(file: &'a [u8]) -> Result<Self, Malformed> {
        let rest = file.strip_prefix(&[0xff, 0xd8]).ok_or(Malformed)?;
        Ok(Self { rest, in_scan: false })
    }

    fn next(&mut self) -> Result<Option<Segment<'a>>, Malformed> {
        loop {
            let Some(at) = self.rest.iter().position(|byte| *byte == 0xff) else { return self.end() };
            let Some(marker) = self.rest.get(at + 1) else { return self.end() };
            // Fill bytes may precede a marker (B.1.1.2).
            self.rest = &self.rest[at + if *marker == 0xff { 1 } else { 2 }..];
            match marker {
                // Escaped bytes of a scan, restart markers, and fill bytes.
                0 | 1 | 0xd0..=0xd7 | 0xff => {}
                &EOI => return Ok(None),
                // A second start, and reserved markers without a known length.
                0xd8 | 2..=0xbf => return Err(Malformed),
                marker => {
                    let (length, rest) = self.rest.split_first_chunk().ok_or(Malformed)?;
                    let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2).ok_or(Malformed)?;
                    let (contents, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
                    (self.rest, self.in_scan) = (rest, *marker == SOS);
                    return Ok(Some(Segment { marker: *marker, contents }));
                }
            }
        }
    }

    /// Browsers show pictures whose scan breaks off.
    fn end(&self) -> Result<Option<Segment<'a>>, Malformed> {
        if self.in_scan { Ok(None) } else { Err(Malformed) }
    }

    /// The entropy-coded data after a scan's header, with restart markers.
    fn scan(&mut self) -> &'a [u8] {
        let mut length = 0;
        loop {
            let Some(at) = self.rest[length..].iter().position(|byte| *byte == 0xff) else {
                length = self.rest.len();
                break;
            };
            length += at;
            match self.rest.get(length + 1) {
                Some(0 | 0xd0..=0xd7) => length += 2,
                Some(0xff) => length += 1,
                _ => break,
            }
        }
        let (scan, rest) = self.rest.split_at(length);
        self.rest = rest;
        scan
    }
}
