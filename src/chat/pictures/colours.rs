//! Converts the colours of pictures to sRGB.

use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, ParsingOptions, TransformOptions};

/// Maximum size of a colour profile and of its tables, in bytes. Larger ones are ignored.
const LIMITS: ParsingOptions =
    ParsingOptions { max_profile_size: 4 << 20, max_allowed_clut_size: 4 << 20, max_allowed_trc_size: 40_000 };

/// Converts RGBA pixels from the colours of a profile (ICC.1) to sRGB. If the profile can't be used, the colours stay
/// as they are, as in a browser.
pub(crate) fn to_srgb(profile: &[u8], is_grey: bool, pixels: &mut [u8]) {
    if let Err(error) = convert(profile, is_grey, pixels) {
        tracing::debug!(%error, "a picture's colour profile can't be followed");
    }
}

fn convert(profile: &[u8], is_grey: bool, pixels: &mut [u8]) -> Result<(), CmsError> {
    let from = ColorProfile::new_from_slice_with_options(profile, LIMITS)?;
    let (layout, source) = match from.color_space {
        DataColorSpace::Rgb => (Layout::Rgba, pixels.to_vec()),
        DataColorSpace::Gray if is_grey => {
            (Layout::GrayAlpha, pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[3]]).collect())
        }
        // The decoder has already converted CMYK to RGB.
        _ => return Ok(()),
    };
    let options = TransformOptions::default();
    let transform = from.create_transform_8bit(layout, &ColorProfile::new_srgb(), Layout::Rgba, options)?;
    transform.transform(&source, pixels)
}
