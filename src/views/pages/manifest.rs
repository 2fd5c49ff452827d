//! The manifest for installing Snug as an app (W3C Web Application Manifest).

use serde_json::{Value, json};

use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::{assets, urls};

/// The manifest's path.
pub const ADDRESS: &str = "/manifest.webmanifest";

/// The manifest, in the reader's language. The paths of icons contain a hash of their content.
#[must_use]
pub fn manifest(i18n: &PublicShell) -> Value {
    let icon = |src: &str, sizes, kind: Option<&str>, purpose| {
        let mut icon = json!({ "src": src, "sizes": sizes, "purpose": purpose });
        if let Some(kind) = kind {
            icon["type"] = kind.into();
        }
        icon
    };
    let shortcut = |name: &str, url| json!({ "name": name, "url": url });
    let icons = match i18n.branding.logo {
        Some(logo) => vec![
            icon(&urls::logo(logo), "128x128", None, "any"),
            icon(&urls::large_logo(logo), "512x512", None, "any"),
        ],
        None => vec![
            icon(assets::ICON, "any", Some("image/svg+xml"), "any"),
            icon(assets::ICON_192, "192x192", Some("image/png"), "any"),
            icon(assets::ICON_512, "512x512", Some("image/png"), "any"),
            icon(assets::ICON_MASKABLE, "512x512", Some("image/png"), "maskable"),
        ],
    };
    json!({
        "name": i18n.branding.name(),
        "short_name": i18n.branding.name(),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": i18n.language.tag(),
        "dir": if i18n.language.is_right_to_left() { "rtl" } else { "ltr" },
        "background_color": "#fcfbf9",
        "theme_color": "#f4f2ed",
        "icons": icons,
        "shortcuts": [
            shortcut(&i18n.search_messages, "/search"),
            shortcut(&i18n.new_conversation, "/direct"),
            shortcut(&i18n.all_rooms, "/rooms"),
        ],
    })
}
