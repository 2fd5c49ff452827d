//! The pipeline as `fuzz/` drives it.

use crate::chat::files::iso;
use crate::chat::files::iso::boxes::Boxes;
use crate::chat::files::iso::patches::Patches;
use crate::chat::pictures::metadata::{Format, Metadata, dimensions, is_animated, without_metadata};
use crate::chat::pictures::previews::{THUMBNAIL_SIDE, thumbnail};
use crate::chat::pictures::thumbnailer::decode;

/// Sends a file through the pipeline.
///
/// # Panics
///
/// A promise of the pipeline doesn't hold for this file.
pub fn picture(file: &[u8]) {
    let mut patches = Patches::default();
    for found in Boxes::new(file, 0) {
        if iso::metadata(&found, file.len() as u64, &mut patches).is_err() {
            break;
        }
    }
    assert!(
        patches.list().iter().all(|patch| patch.range().end <= file.len() as u64),
        "only the file is overwritten"
    );
    let _ = Metadata::of(file);
    let _ = (dimensions(file), is_animated(file));
    let thumbnail = thumbnail(file);
    if let Ok(thumbnail) = &thumbnail {
        let small = image::load_from_memory(&thumbnail.picture.bytes).expect("a thumbnail is readable");
        assert!(small.width().max(small.height()) <= THUMBNAIL_SIDE);
    }
    let Ok(kept) = without_metadata(file) else { return };
    let kept = kept.as_deref().unwrap_or(file);
    assert!(kept.len() <= file.len() + 64, "a file hardly grows");
    assert_eq!(without_metadata(kept), Ok(None), "nothing is left to remove");
    assert_eq!(is_animated(kept), is_animated(file));
    if let (Ok(before), Ok(after)) = (decode(file), decode(kept)) {
        assert_eq!((before.width, before.height), (after.width, after.height));
        // Decoders guess at damaged scans, and what they skip there is removed.
        let is_exact = Metadata::of(file) != Metadata::Removable(Format::Jpeg);
        assert!(!is_exact || before.bytes == after.bytes, "pixels stay as they are");
    }
}
