//! Metadata of pictures (ISO/IEC 23008-12, HEIF: HEIC and AVIF): items of a `meta` box, such as Exif and XMP, whose bytes
//! are anywhere in the file.

use std::collections::HashMap;
use std::ops::Range;

use crate::chat::files::iso::boxes::{Boxes, IsoBox};
use crate::chat::files::iso::patches::{Patch, Patches};
use crate::chat::pictures::malformed::Malformed;

/// Finds what is overwritten in the content of a file's `meta` box, and where it tells that metadata is. `size` is the
/// file's.
///
/// # Errors
/// A box or a list is longer than the one that it is in, the bytes of an item are not in the file, or there is too much to
/// overwrite.
pub(in crate::chat) fn items(meta: &IsoBox<'_>, size: u64, patches: &mut Patches) -> Result<(), Malformed> {
    let content = meta.body.get(4..).ok_or(Malformed)?;
    let boxes = Boxes::new(content, meta.body_at + 4);
    // Without items, it is the metadata of a film or a recording.
    if boxes.clone().all(|found| found.name != *b"iinf") {
        return patches.free(meta);
    }
    let mut metadata = HashMap::new();
    for found in boxes.clone() {
        if !found.is_whole {
            return Err(Malformed);
        }
        match &found.name {
            b"iinf" => entries(&found, &mut metadata)?,
            b"iprp" => properties(&found, patches)?,
            b"udta" | b"uuid" | b"xml " | b"bxml" => patches.free(&found)?,
            _ => {}
        }
    }
    let stored = boxes.clone().find(|found| found.name == *b"idat");
    for found in boxes.filter(|found| found.name == *b"iloc") {
        for (item, place) in places(found.body)? {
            let Some(named_at) = metadata.get(&item) else { continue };
            let base = match place.method {
                0 => 0,
                1 => stored.ok_or(Malformed)?.body_at,
                _ => return Err(Malformed),
            };
            let start = base.checked_add(place.range.start).ok_or(Malformed)?;
            let end =
                base.checked_add(place.range.end).filter(|end| start < *end && *end <= size).ok_or(Malformed)?;
            patches.push(Patch::Free(*named_at))?;
            patches.push(Patch::Zeros(start..end))?;
        }
    }
    Ok(())
}

/// Notes the items that are metadata, each with the place where its kind is named.
fn entries(list: &IsoBox<'_>, metadata: &mut HashMap<u32, u64>) -> Result<(), Malformed> {
    let before = if list.body.first() == Some(&0) { 6 } else { 8 };
    let content = list.body.get(before..).ok_or(Malformed)?;
    for entry in Boxes::new(content, list.body_at + before as u64).filter(|entry| entry.name == *b"infe") {
        let mut fields = Fields(entry.body);
        let version = fields.number(1)?;
        fields.number(3)?;
        // The older ones tell a kind of file, and no kind of item.
        let item = match version {
            2 => fields.number(2)?,
            3 => fields.number(4)?,
            _ => continue,
        };
        fields.number(2)?;
        let named_at = entry.body_at + (entry.body.len() - fields.0.len()) as u64;
        if let Some(b"Exif" | b"mime" | b"uri ") = fields.0.first_chunk() {
            metadata.insert(u32::try_from(item).map_err(|_| Malformed)?, named_at);
        }
    }
    Ok(())
}

/// Removes texts and times among the properties. The others, such as size and rotation, are found by their number.
fn properties(found: &IsoBox<'_>, patches: &mut Patches) -> Result<(), Malformed> {
    for list in Boxes::new(found.body, found.body_at).filter(|list| list.name == *b"ipco") {
        for property in Boxes::new(list.body, list.body_at) {
            if matches!(&property.name, b"udes" | b"crtt" | b"mdft") {
                patches.free(&property)?;
            }
        }
    }
    Ok(())
}

/// A part of an item.
struct Place {
    /// Where the range begins to count: 0 at the file's beginning, 1 in the `idat` box.
    method: u64,
    range: Range<u64>,
}

/// Where the items are.
fn places(body: &[u8]) -> Result<Vec<(u32, Place)>, Malformed> {
    let mut fields = Fields(body);
    let version = fields.number(1)?;
    fields.number(3)?;
    let sizes = fields.number(2)?;
    let [offset_size, length_size, base_size, index_size] =
        [12, 8, 4, 0].map(|bits| (sizes >> bits & 0xf) as usize);
    let number_size = if version < 2 { 2 } else { 4 };
    let mut places = Vec::new();
    for _ in 0..fields.number(number_size)? {
        let item = u32::try_from(fields.number(number_size)?).map_err(|_| Malformed)?;
        let method = if version == 0 { 0 } else { fields.number(2)? & 0xf };
        fields.number(2)?;
        let base = fields.number(base_size)?;
        let count = fields.number(2)?;
        // Parts without a place would take no bytes, and endless time.
        if count > 1 && offset_size + length_size == 0 {
            return Err(Malformed);
        }
        for _ in 0..count {
            if version > 0 {
                fields.number(index_size)?;
            }
            let start = base.checked_add(fields.number(offset_size)?).ok_or(Malformed)?;
            let end = start.checked_add(fields.number(length_size)?).ok_or(Malformed)?;
            places.push((item, Place { method, range: start..end }));
        }
    }
    Ok(places)
}

/// Numbers, one after the other.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    /// The next number, of some bytes.
    fn number(&mut self, bytes: usize) -> Result<u64, Malformed> {
        let (number, rest) = self.0.split_at_checked(bytes).filter(|_| bytes <= 8).ok_or(Malformed)?;
        self.0 = rest;
        Ok(number.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }
}
