//! The URLs of embedded assets. Each contains a hash of its content (see `build.rs`).

/// The stylesheet of all pages.
pub const APP_CSS: &str = env!("SNUG_ASSET_APP_CSS");
/// The stylesheet of dark colours.
pub const DARK_CSS: &str = env!("SNUG_ASSET_DARK_CSS");
/// The stylesheet added without JavaScript.
pub const NOSCRIPT_CSS: &str = env!("SNUG_ASSET_NOSCRIPT_CSS");
/// The scripts of `assets/scripts`, joined.
pub const APP_JS: &str = env!("SNUG_ASSET_APP_JS");
/// The script that reloads pages of development builds.
pub const DEV_JS: &str = env!("SNUG_ASSET_DEV_JS");
/// The script of passkeys, for pages that have some.
pub const PASSKEYS_JS: &str = env!("SNUG_ASSET_PASSKEYS_JS");
/// The script of notifications, for browsers that have turned them on.
pub const NOTIFICATIONS_JS: &str = env!("SNUG_ASSET_NOTIFICATIONS_JS");
/// The script of the sounds that messages play.
pub const SOUNDS_JS: &str = env!("SNUG_ASSET_SOUNDS_JS");
/// The icon.
pub const ICON: &str = env!("SNUG_ASSET_ICON");
/// The icon when there are unread messages.
pub const ICON_UNREAD: &str = env!("SNUG_ASSET_ICON_UNREAD");
/// The icon of the installed app, 192 pixels wide.
pub const ICON_192: &str = env!("SNUG_ASSET_ICON_192");
/// The icon of the installed app, 512 pixels wide.
pub const ICON_512: &str = env!("SNUG_ASSET_ICON_512");
/// The icon of the installed app with full background, for systems that cut icons to their own shape.
pub const ICON_MASKABLE: &str = env!("SNUG_ASSET_ICON_MASKABLE");
/// The icon for Apple's home screens, which round its corners.
pub const ICON_TOUCH: &str = env!("SNUG_ASSET_ICON_TOUCH");
/// htmx.
pub const HTMX_JS: &str = env!("SNUG_ASSET_HTMX_JS");
/// htmx's extension for server-sent events.
pub const HX_SSE_JS: &str = env!("SNUG_ASSET_HX_SSE_JS");
