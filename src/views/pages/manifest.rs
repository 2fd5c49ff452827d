//! What systems that install pages want to know (W3C Web Application Manifest).

use serde_json::{Value, json};

use crate::views::i18n::names::Texts;
use crate::views::parts::assets;

/// Where the manifest is.
pub const ADDRESS: &str = "/manifest.webmanifest";

/// The manifest, in the reader's language. Addresses of icons change with their content.
#[must_use]
pub fn manifest(t: &Texts) -> Value {
    let icon = |src, sizes, kind, purpose| json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose });
    let shortcut = |name: &str, url| json!({ "name": name, "url": url });
    json!({
        "name": "Snug",
        "short_name": "Snug",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": t.language.tag(),
        "dir": if t.language.is_right_to_left() { "rtl" } else { "ltr" },
        "background_color": "#fcfbf9",
        "theme_color": "#f4f2ed",
        "icons": [
            icon(assets::ICON, "any", "image/svg+xml", "any"),
            icon(assets::ICON_192, "192x192", "image/png", "any"),
            icon(assets::ICON_512, "512x512", "image/png", "any"),
            icon(assets::ICON_MASKABLE, "512x512", "image/png", "maskable"),
        ],
        "shortcuts": [
            shortcut(&t.search_messages, "/search"),
            shortcut(&t.new_conversation, "/direct"),
            shortcut(&t.all_rooms, "/rooms"),
        ],
    })
}
