//! Metadata of films and recordings: what a `moov` box contains (place, camera, names, notes, XMP), and when it was
//! recorded.

use crate::chat::files::iso::boxes::{Boxes, IsoBox};
use crate::chat::files::iso::patches::Patches;
use crate::chat::pictures::malformed::Malformed;

/// Boxes that are metadata: of QuickTime, of MPEG-4, of vendors, and those of 3GPP that are nowhere else.
const METADATA: [[u8; 4]; 6] = [*b"udta", *b"meta", *b"uuid", *b"Xtra", *b"XMP_", *b"loci"];

/// Finds what is overwritten in the content of a `moov` box, which is at a place of the file.
///
/// # Errors
/// A box is longer than the one that it is in, or there is too much to overwrite.
pub(in crate::chat) fn movie(body: &[u8], at: u64, patches: &mut Patches) -> Result<(), Malformed> {
    each(body, at, |found| match &found.name {
        b"mvhd" => times(found, patches),
        b"trak" => track(found, patches),
        name if METADATA.contains(name) => patches.free(found),
        _ => Ok(()),
    })
}

fn track(track: &IsoBox<'_>, patches: &mut Patches) -> Result<(), Malformed> {
    each(track.body, track.body_at, |found| match &found.name {
        b"tkhd" => times(found, patches),
        b"mdia" => each(found.body, found.body_at, |found| match &found.name {
            b"mdhd" => times(found, patches),
            name if METADATA.contains(name) => patches.free(found),
            _ => Ok(()),
        }),
        name if METADATA.contains(name) => patches.free(found),
        _ => Ok(()),
    })
}

fn each(
    bytes: &[u8],
    at: u64,
    mut look: impl FnMut(&IsoBox<'_>) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut boxes = Boxes::new(bytes, at);
    for found in boxes.by_ref() {
        if !found.is_whole {
            return Err(Malformed);
        }
        look(&found)?;
    }
    // QuickTime's boxes may end with zeros.
    if boxes.rest().iter().any(|byte| *byte != 0) { Err(Malformed) } else { Ok(()) }
}

/// Removes the times of making and changing, after the version and flags: 32 bits each, or 64 in version 1.
fn times(header: &IsoBox<'_>, patches: &mut Patches) -> Result<(), Malformed> {
    let end = if header.body.first() == Some(&1) { 4 + 16 } else { 4 + 8 };
    let times = header.body.get(4..end).ok_or(Malformed)?;
    patches.zero(times, header.body_at + 4)
}
