//! Tests with files as phones and cameras make them.

#![allow(clippy::unwrap_used)]

use crate::chat::files::iso::boxes::Boxes;
use crate::chat::files::iso::metadata;
use crate::chat::files::iso::patches::Patches;
use crate::chat::pictures::malformed::Malformed;

fn iso_box(name: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], name, &body].concat()
}

fn patches(file: &[u8]) -> Result<Patches, Malformed> {
    let mut patches = Patches::default();
    for found in Boxes::new(file, 0) {
        metadata(&found, file.len() as u64, &mut patches)?;
    }
    Ok(patches)
}

/// The file after it was overwritten in parts of some bytes.
fn overwritten(file: &[u8], parts: usize) -> Vec<u8> {
    let patches = patches(file).unwrap();
    let mut bytes = file.to_vec();
    for (number, part) in bytes.chunks_mut(parts).enumerate() {
        for patch in patches.list() {
            patch.apply(part, (number * parts) as u64);
        }
    }
    bytes
}

const PLACE: &[u8] = b"+48.1351+011.5820/";

/// A film with places where QuickTime, MPEG-4 and XMP have them, and a track with times in 64 bits.
fn film() -> Vec<u8> {
    let times = [&[0; 4][..], &[7; 8], &[1; 92]].concat();
    let long_times = [&[1, 0, 0, 0][..], &[7; 16], &[1; 80]].concat();
    let user = iso_box(b"udta", &[&iso_box(b"\xa9xyz", &[b"\0\x12\x15\xc7", PLACE])]);
    let meta = iso_box(b"meta", &[&iso_box(b"hdlr", &[&[0; 25]]), &iso_box(b"ilst", &[PLACE])]);
    let media = iso_box(b"mdia", &[&iso_box(b"mdhd", &[&long_times]), &iso_box(b"minf", &[b"kept"])]);
    let track = iso_box(b"trak", &[&iso_box(b"tkhd", &[&long_times]), &media, &user, &meta]);
    let movie = iso_box(b"moov", &[&iso_box(b"mvhd", &[&times]), &track, &user, &meta, &[0; 4]]);
    let xmp = iso_box(b"uuid", &[b"0123456789abcdef", PLACE]);
    [iso_box(b"ftyp", &[b"qt  \0\0\0\0qt  "]), iso_box(b"mdat", &[b"pixels"]), movie, xmp].concat()
}

/// A picture with Exif in the file's `mdat` or in `idat`, XMP, and a tile.
fn picture(is_inside: bool) -> Vec<u8> {
    let entry = |id: u8, kind: &[u8]| iso_box(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0], kind, b"\0"]);
    let infos =
        iso_box(b"iinf", &[&[0, 0, 0, 0, 0, 3], &entry(1, b"hvc1"), &entry(2, b"Exif"), &entry(3, b"mime")]);
    let stored = if is_inside { iso_box(b"idat", &[b"tile", PLACE]) } else { Vec::new() };
    let start = iso_box(b"ftyp", &[b"heic\0\0\0\0mif1"]);
    let meta = |offset: u32| {
        let place = |id: u8, method: u8, offset: u32, length: usize| {
            let length = u32::try_from(length).unwrap().to_be_bytes();
            [&[0, id, 0, method, 0, 0, 0, 1][..], &offset.to_be_bytes(), &length].concat()
        };
        let (method, exif) = if is_inside { (1, 4) } else { (0, offset + 4) };
        let items = [
            place(1, 0, offset, 4),
            place(2, method, exif, PLACE.len()),
            place(3, 0, offset + 4 + u32::try_from(PLACE.len()).unwrap(), PLACE.len()),
        ];
        let places = iso_box(b"iloc", &[&[1, 0, 0, 0, 0x44, 0, 0, 3], &items.concat()]);
        let texts =
            iso_box(b"iprp", &[&iso_box(b"ipco", &[&iso_box(b"ispe", &[&[9; 12]]), &iso_box(b"udes", &[PLACE])])]);
        iso_box(b"meta", &[&[0; 4], &infos, &stored, &places, &texts])
    };
    let offset = start.len() + meta(0).len() + 8;
    let data = iso_box(b"mdat", &[b"tile", PLACE, PLACE]);
    [start, meta(u32::try_from(offset).unwrap()), data].concat()
}

fn has(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|window| window == part)
}

#[test]
fn places_times_and_texts_are_overwritten_and_nothing_else() {
    for file in [film(), picture(false), picture(true)] {
        assert!(has(&file, PLACE));
        let clean = overwritten(&file, file.len());
        assert_eq!(clean.len(), file.len());
        // A copy of the place that belongs to no item stays where the picture's own bytes are.
        let kept = file == picture(true);
        assert_eq!(has(&clean, PLACE), kept);
        assert!(!has(&clean, &[7; 8]) && !has(&clean, b"udta") && !has(&clean, b"Exif"));
        for part in [&b"pixels"[..], b"kept", b"tile", b"hvc1", &[9; 12], &[1; 80]] {
            assert_eq!(has(&clean, part), has(&file, part), "{part:?}");
        }
        assert_eq!(patches(&clean).unwrap().list(), [], "nothing is left to overwrite");
        for parts in [1, 3, 7, 64] {
            assert_eq!(overwritten(&file, parts), clean, "in parts of {parts} bytes");
        }
    }
}

#[test]
fn files_without_metadata_stay_as_they_are() {
    let movie = iso_box(b"moov", &[&iso_box(b"mvhd", &[&[0; 100]]), &iso_box(b"trak", &[])]);
    let recording = [iso_box(b"ftyp", &[b"isom\0\0\x02\0"]), movie, iso_box(b"moof", &[b"part"])].concat();
    assert_eq!(patches(&recording).unwrap().list(), []);
}

#[test]
fn what_contradicts_itself_is_malformed_and_ends_soon() {
    // Sixty thousand parts without bytes for each of many items.
    let endless = [&[1, 0, 0, 0, 0, 0, 0xff, 0xff][..], &[0, 2, 0, 0, 0, 0, 0xff, 0xff].repeat(10_000)].concat();
    let entry = iso_box(b"infe", &[&[2, 0, 0, 0, 0, 2, 0, 0], b"Exif\0"]);
    let infos = iso_box(b"iinf", &[&[0, 0, 0, 0, 0, 1], &entry]);
    let meta = |places: &[u8]| iso_box(b"meta", &[&[0; 4], &infos, &iso_box(b"iloc", &[places])]);
    assert_eq!(patches(&meta(&endless)), Err(Malformed));
    // Beyond the end of the file.
    let beyond = [&[0, 0, 0, 0, 0x44, 0, 0, 1, 0, 2, 0, 0, 0, 1][..], &[0xff; 8]].concat();
    assert_eq!(patches(&meta(&beyond)), Err(Malformed));
    assert_eq!(patches(&iso_box(b"moov", &[b"\0\0\0\xfftrak"])), Err(Malformed));
    assert_eq!(patches(&iso_box(b"moov", &[&iso_box(b"udta", &[]).repeat(20_000)])), Err(Malformed));
    for whole in [film(), picture(false), picture(true)] {
        for at in 0..whole.len() {
            let _ = patches(&whole[..at]);
            for byte in [0, 1, 0x7f, 0x80, 0xff] {
                let mut broken = whole.clone();
                broken[at] = byte;
                if let Ok(patches) = patches(&broken) {
                    assert!(patches.list().iter().all(|patch| patch.range().end <= whole.len() as u64));
                }
            }
        }
    }
}
