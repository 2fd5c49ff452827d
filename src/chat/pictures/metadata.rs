//! Removes metadata (place, time, camera, names, hidden data) from picture files, without decoding them: their pixels
//! stay as they are.

use bytes::Bytes;
use image::metadata::Orientation;
use infer::MatcherType;

use crate::chat::pictures::formats::{exif, gif, jpeg, png, webp};
use crate::chat::pictures::malformed::Malformed;

/// A format whose metadata can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
}

impl Format {
    /// The format of a file, by its first bytes.
    pub(crate) fn of(file: &[u8]) -> Option<Self> {
        match file {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            _ => None,
        }
    }
}

/// Whether a file can tell more than it shows, such as the place where it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Metadata {
    /// A picture whose metadata [`without_metadata`] removes.
    Removable(Format),
    /// An ISO base media file (HEIC, AVIF, MP4, QuickTime, M4A …): its metadata is overwritten where it is.
    Overwritable,
    /// A picture, film or recording of another format, such as TIFF or WebM: it may contain a place.
    Fixed,
    /// A file of another kind.
    Other,
}

impl Metadata {
    /// Tells by the first bytes of a file.
    pub(crate) fn of(file: &[u8]) -> Self {
        if let Some(format) = Format::of(file) {
            return Self::Removable(format);
        }
        match file {
            // QuickTime's older files begin with their content.
            [_, _, _, _, b'f', b't', b'y', b'p', ..]
            | [_, _, _, _, b'm', b'o', b'o', b'v', ..]
            | [0, 0, 0, 8, b'w', b'i', b'd', b'e', ..]
            | [_, _, _, _, b'm', b'd', b'a', b't', ..] => return Self::Overwritable,
            // TIFF files with those of cameras (DNG, NEF, ARW …): `infer` doesn't know all of them.
            [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => return Self::Fixed,
            _ => {}
        }
        match infer::get(file) {
            Some(kind) if matches!(kind.matcher_type(), MatcherType::Image | MatcherType::Video) => Self::Fixed,
            _ => Self::Other,
        }
    }
}

/// A picture file without its metadata; none if it has none already, and the file can be used as it is.
///
/// Colour profile, animation and orientation stay. The copy takes as much memory as the file, and linear time.
///
/// # Errors
///
/// The file is no JPEG, PNG, WebP or GIF file, or is broken or truncated: its metadata can't be removed.
pub(crate) fn without_metadata(file: &[u8]) -> Result<Option<Bytes>, Malformed> {
    let kept = match Format::of(file).ok_or(Malformed)? {
        Format::Jpeg => jpeg::without_metadata(file)?,
        Format::Png => png::without_metadata(file)?,
        Format::WebP => webp::without_metadata(file)?,
        Format::Gif => gif::without_metadata(file)?,
    };
    Ok((kept != file).then(|| Bytes::from(kept)))
}

/// Width and height of a picture, upright, by its headers alone: also of pictures too large to be decoded.
pub(crate) fn dimensions(file: &[u8]) -> Option<(u32, u32)> {
    let (size, orientation) = match Format::of(file)? {
        Format::Jpeg => jpeg::dimensions(file)?,
        Format::Png => png::dimensions(file)?,
        Format::WebP => webp::dimensions(file)?,
        Format::Gif => (gif::dimensions(file)?, Orientation::NoTransforms),
    };
    Some(exif::upright(size, orientation)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// Whether a picture has more than one frame.
pub(crate) fn is_animated(file: &[u8]) -> bool {
    match Format::of(file) {
        Some(Format::Png) => png::is_animated(file),
        Some(Format::WebP) => webp::is_animated(file),
        Some(Format::Gif) => gif::is_animated(file),
        Some(Format::Jpeg) | None => false,
    }
}
