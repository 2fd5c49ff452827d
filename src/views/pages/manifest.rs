//! The manifest for installing Snug as an app (W3C Web Application Manifest).

use serde_json::{Value, json};

use crate::views::i18n::names::Strings;
use crate::views::parts::assets;

/// The manifest's path.
pub const ADDRESS: &str = "/manifest.webmanifest";

/// The manifest, in the reader's language. The paths of icons contain a hash of their content.
#[must_use]
pub fn manifest(i18n: &Strings) -> Value {
    let icon = |src, sizes, kind, purpose| json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose });
    let shortcut = |name: &str, url| json!({ "name": name, "url": url });
    json!({
        "name": "Snug",
        "short_name": "Snug",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": i18n.language.tag(),
        "dir": if i18n.language.is_right_to_left() { "rtl" } else { "ltr" },
        "background_color": "#fcfbf9",
        "theme_color": "#f4f2ed",
        "icons": [
            icon(assets::ICON, "any", "image/svg+xml", "any"),
            icon(assets::ICON_192, "192x192", "image/png", "any"),
            icon(assets::ICON_512, "512x512", "image/png", "any"),
            icon(assets::ICON_MASKABLE, "512x512", "image/png", "maskable"),
        ],
        "shortcuts": [
            shortcut(&i18n.search_messages, "/search"),
            shortcut(&i18n.new_conversation, "/direct"),
            shortcut(&i18n.all_rooms, "/rooms"),
        ],
    })
}
