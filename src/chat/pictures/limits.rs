//! Checks the memory that decoding a picture takes by its file's headers, before anything is decoded.
//!
//! The decoders limit the size of their output, but not all memory that they need meanwhile.

use crate::chat::pictures::formats::jpeg;
use crate::chat::pictures::malformed::Malformed;
use crate::chat::pictures::prefix_codes;

/// Maximum size of a picture in a message that gets a thumbnail, in bytes. For profile pictures, the logo and emoji, it
/// is `Picture::MAX_BYTES`; the maximum number of pixels is `Picture::MAX_PIXELS` for all of them.
pub(crate) const MAX_FILE_BYTES: usize = 32 << 20;

/// Maximum memory for decoding a picture, in bytes: its pixels and the decoder's buffers.
pub(crate) const MAX_DECODED_BYTES: u64 = 128 << 20;

/// Maximum size of unpacked metadata (mostly the colour profile), in bytes.
pub(crate) const MAX_METADATA_BYTES: u64 = 8 << 20;

/// The memory that a decoder needs in addition to the picture, in bytes per pixel.
pub(crate) fn extra_bytes_per_pixel(file: &[u8]) -> Result<u64, Malformed> {
    match file {
        // Two bytes for each coefficient of three components.
        [0xff, 0xd8, ..] => jpeg::has_buffered_scans(file).map(|is_buffered| if is_buffered { 6 } else { 0 }),
        // The colour planes, the alpha plane and the canvas of an animation.
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', chunks @ ..] => {
            check_webp(chunks).map(|()| 8)
        }
        // A frame smaller than the logical screen is decoded into a buffer of its own.
        [b'G', b'I', b'F', ..] => Ok(4),
        _ => Ok(0),
    }
}

/// Checks that the chunks of a WebP file are within the file, and its frames within its canvas: decoders allocate
/// what either says (RFC 9649, 2.3 to 2.7).
fn check_webp(chunks: &[u8]) -> Result<(), Malformed> {
    let mut canvas = None;
    check_chunks(chunks, &mut canvas, None)
}

/// `frame` has the size of the frame of an animation whose chunks they are.
fn check_chunks(
    mut chunks: &[u8],
    canvas: &mut Option<(u32, u32)>,
    frame: Option<(u32, u32)>,
) -> Result<(), Malformed> {
    while let [a, b, c, d, s0, s1, s2, s3, rest @ ..] = chunks {
        let length = u32::from_le_bytes([*s0, *s1, *s2, *s3]) as usize;
        let payload = rest.get(..length).ok_or(Malformed)?;
        match &[*a, *b, *c, *d] {
            b"VP8X" => {
                let [_, _, _, _, w0, w1, w2, h0, h1, h2, ..] = payload else { return Err(Malformed) };
                let dimension = |a, b, c| u32::from_le_bytes([a, b, c, 0]) + 1;
                canvas.get_or_insert((dimension(*w0, *w1, *w2), dimension(*h0, *h1, *h2)));
            }
            b"VP8 " => {
                let [_, _, _, _, _, _, w0, w1, h0, h1, ..] = payload else { return Err(Malformed) };
                let dimension = |a, b| u32::from(u16::from_le_bytes([a, b]) & 0x3fff);
                let (width, height) = *canvas.get_or_insert((dimension(*w0, *w1), dimension(*h0, *h1)));
                if dimension(*w0, *w1) > width || dimension(*h0, *h1) > height {
                    return Err(Malformed);
                }
            }
            b"VP8L" => prefix_codes::check(payload)?,
            b"ALPH" => {
                if let Some(size) = frame.or(*canvas) {
                    prefix_codes::check_alpha(payload, size)?;
                }
            }
            b"ANMF" => {
                let [_, _, _, _, _, _, w0, w1, w2, h0, h1, h2, _, _, _, _, rest @ ..] = payload else {
                    return Err(Malformed);
                };
                let dimension = |a, b, c| u32::from_le_bytes([a, b, c, 0]) + 1;
                let size = (dimension(*w0, *w1, *w2), dimension(*h0, *h1, *h2));
                // Frames aren't nested.
                if frame.is_none() {
                    check_chunks(rest, canvas, Some(size))?;
                }
            }
            _ => {}
        }
        // Chunks of odd sizes are padded.
        chunks = rest.get(length + length % 2..).unwrap_or_default();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn webp(chunks: &[(&[u8; 4], u32, &[u8])]) -> Vec<u8> {
        let mut file = b"RIFF\0\0\0\0WEBP".to_vec();
        for (name, size, payload) in chunks {
            file.extend(*name);
            file.extend(size.to_le_bytes());
            file.extend(*payload);
        }
        file
    }

    const CANVAS: (&[u8; 4], u32, &[u8]) = (b"VP8X", 10, &[0, 0, 0, 0, 9, 0, 0, 9, 0, 0]);

    #[test]
    fn a_webp_chunk_is_within_the_file() {
        assert_eq!(extra_bytes_per_pixel(&webp(&[CANVAS, (b"EXIF", 2, b"MM")])), Ok(8));
        assert_eq!(extra_bytes_per_pixel(&webp(&[CANVAS, (b"EXIF", u32::MAX, b"MM")])), Err(Malformed));
        assert_eq!(extra_bytes_per_pixel(&webp(&[CANVAS, (b"ICCP", 3, b"MM")])), Err(Malformed));
        assert_eq!(extra_bytes_per_pixel(&webp(&[(b"VP8X", 1, b"M")])), Err(Malformed));
    }

    #[test]
    fn a_webp_frame_is_within_the_canvas() {
        let small = [0, 0, 0, 0x9d, 1, 0x2a, 10, 0, 10, 0];
        let large = [0, 0, 0, 0x9d, 1, 0x2a, 0xff, 0x3f, 0xff, 0x3f];
        assert_eq!(extra_bytes_per_pixel(&webp(&[CANVAS, (b"VP8 ", 10, &small)])), Ok(8));
        assert_eq!(extra_bytes_per_pixel(&webp(&[CANVAS, (b"VP8 ", 10, &large)])), Err(Malformed));
        assert_eq!(extra_bytes_per_pixel(&webp(&[(b"VP8 ", 10, &large)])), Ok(8), "here it is the picture's size");
        let mut frame = vec![0; 16];
        frame.extend(b"VP8 \x0a\0\0\0");
        frame.extend(large);
        assert_eq!(extra_bytes_per_pixel(&webp(&[CANVAS, (b"ANMF", 34, &frame)])), Err(Malformed));
    }

    #[test]
    fn frames_within_frames_are_not_read() {
        let levels = 100_000_u32;
        let mut file = webp(&[CANVAS]);
        for level in (0..levels).rev() {
            file.extend(b"ANMF");
            file.extend((16 + 24 * level).to_le_bytes());
            file.extend([0; 16]);
        }
        assert_eq!(extra_bytes_per_pixel(&file), Ok(8));
    }

    #[test]
    fn jpegs_in_several_scans_are_told_from_others() {
        let application = [0xff, 0xe0, 0, 4, 0xff, 0xc2];
        let scan = |components: u8| [0xff, 0xda, 0, 6, components, 0, 0, 0];
        let jpeg = |frame: u8, first: u8, more: usize| {
            let frame = [0xff, 0xff, frame, 0, 8, 8, 0, 9, 0, 9, 3];
            [&[0xff, 0xd8], &application[..], &frame, &scan(first), &scan(1).repeat(more), &[0xff, 0xd9]].concat()
        };
        assert_eq!(extra_bytes_per_pixel(&jpeg(0xc2, 3, 9)), Ok(6));
        assert_eq!(extra_bytes_per_pixel(&jpeg(0xc0, 3, 0)), Ok(0));
        assert_eq!(extra_bytes_per_pixel(&jpeg(0xc0, 1, 2)), Ok(6));
        assert_eq!(extra_bytes_per_pixel(&jpeg(0xc0, 1, 100)), Err(Malformed), "they would take too long");
        assert_eq!(extra_bytes_per_pixel(&[0xff, 0xd8, 0xff, 0xe0, 0xff]), Ok(0));
        assert_eq!(extra_bytes_per_pixel(b""), Ok(0));
    }
}
