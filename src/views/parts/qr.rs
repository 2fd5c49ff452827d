//! QR codes (ISO/IEC 18004) as SVG.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// The quiet zone around a code, in modules.
const QUIET: i32 = 4;

/// A QR code of a text, dark on light in every theme, since not all readers know the reverse. Nothing where the text is
/// too long for one. `label`: what it is, for screen readers.
pub(crate) fn code(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let size = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    html! {
        svg.qr role="img" aria-label=(label) viewBox={ "0 0 " (size) " " (size) } shape-rendering="crispEdges" {
            rect width="100%" height="100%" fill="#fff" {}
            path fill="#000" d=(path) {}
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_code_has_the_three_finder_patterns_and_its_label() {
        let markup = super::code("https://chat.example.org/invite/1-abc", "QR code").into_string();
        assert!(markup.contains("aria-label=\"QR code\""));
        // The corners of the finder patterns, inside the quiet zone.
        assert!(markup.contains("M4 4h1v1h-1z") && !markup.contains("M3 4h1"));
        assert_eq!(super::code(&"x".repeat(10_000), "QR code").into_string(), "");
    }
}
