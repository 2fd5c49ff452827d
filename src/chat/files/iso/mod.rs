//! ISO base media files (ISO/IEC 14496-12: HEIC, AVIF, MP4, QuickTime, M4A …): metadata is overwritten where it is, so that
//! neither the pictures nor the file's own offsets change.

pub(crate) mod boxes;
pub(crate) mod items;
pub(crate) mod movie;
pub(crate) mod patches;
#[cfg(test)]
mod tests;

use crate::chat::files::iso::boxes::IsoBox;
use crate::chat::files::iso::patches::Patches;
use crate::chat::pictures::malformed::Malformed;

/// The most bytes of a file's box that has metadata: of a film of many hours, of a picture of thousands of tiles. None for
/// others, which need not be read.
pub(in crate::chat) fn longest(name: [u8; 4]) -> Option<u64> {
    match &name {
        b"moov" | b"udta" | b"uuid" => Some(16 << 20),
        b"meta" => Some(1 << 20),
        _ => None,
    }
}

/// Finds what is overwritten for one of a file's own boxes, anywhere in the file, which has `size` bytes.
///
/// # Errors
/// The box breaks the rules of its format, or there is too much to overwrite.
pub(in crate::chat) fn metadata(found: &IsoBox<'_>, size: u64, patches: &mut Patches) -> Result<(), Malformed> {
    match (longest(found.name), &found.name) {
        (None, _) => Ok(()),
        (Some(limit), _) if !found.is_whole || found.body.len() as u64 > limit => Err(Malformed),
        (_, b"moov") => movie::movie(found.body, found.body_at, patches),
        (_, b"meta") => items::items(found, size, patches),
        _ => patches.free(found),
    }
}
