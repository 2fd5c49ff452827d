//! The orientation in EXIF data (CIPA DC-008, 4.6.4): the only part of it that a picture needs to be shown.

use image::metadata::Orientation;

/// The name that EXIF data has in JPEG files, and sometimes in others.
pub(in crate::chat::pictures) const PREFIX: &[u8] = b"Exif\0\0";

/// The orientation in EXIF data, with or without its name.
pub(in crate::chat::pictures) fn orientation(exif: &[u8]) -> Orientation {
    let tiff = exif.strip_prefix(PREFIX).unwrap_or(exif);
    Orientation::from_exif_chunk(tiff).unwrap_or(Orientation::NoTransforms)
}

/// EXIF data with only an orientation (TIFF 6.0, section 2): one big-endian directory with one entry.
pub(in crate::chat::pictures) fn with_orientation(orientation: Orientation) -> [u8; 26] {
    let mut exif = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = orientation.to_exif();
    exif
}

/// Width and height after a picture was turned upright.
pub(in crate::chat::pictures) fn upright((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_written_orientation_is_read_back() {
        for value in 1..=8 {
            let written = Orientation::from_exif(value).unwrap();
            assert_eq!(orientation(&with_orientation(written)), written);
            assert_eq!(orientation(&[PREFIX, &with_orientation(written)].concat()), written);
            assert_eq!(upright((3, 2), written), if value < 5 { (3, 2) } else { (2, 3) });
        }
        for other in [&b""[..], b"MM\0\x2a", b"Exif\0\0II\x2a\0\xff\xff\xff\xff"] {
            assert_eq!(orientation(other), Orientation::NoTransforms);
        }
    }
}
