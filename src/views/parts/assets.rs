//! The addresses of what the binary embeds; each has a hash of the content in its name (see `build.rs`).

/// The style of every page.
pub const APP_CSS: &str = env!("SNUG_ASSET_APP_CSS");
/// What is added to it where there is no JavaScript.
pub const NOSCRIPT_CSS: &str = env!("SNUG_ASSET_NOSCRIPT_CSS");
/// What HTML and htmx cannot do: everything in `assets/scripts`.
pub const APP_JS: &str = env!("SNUG_ASSET_APP_JS");
/// What reloads the pages of a development build.
pub const DEV_JS: &str = env!("SNUG_ASSET_DEV_JS");
/// The icon.
pub const ICON: &str = env!("SNUG_ASSET_ICON");
/// The icon where there is something unread.
pub const ICON_UNREAD: &str = env!("SNUG_ASSET_ICON_UNREAD");
/// The icon for systems that install pages, 192 pixels wide.
pub const ICON_192: &str = env!("SNUG_ASSET_ICON_192");
/// The same, 512 pixels wide.
pub const ICON_512: &str = env!("SNUG_ASSET_ICON_512");
/// The same without its corners, for systems that cut icons to their own shape.
pub const ICON_MASKABLE: &str = env!("SNUG_ASSET_ICON_MASKABLE");
/// The icon for Apple's home screens, which cut its corners themselves.
pub const ICON_TOUCH: &str = env!("SNUG_ASSET_ICON_TOUCH");
/// htmx.
pub const HTMX_JS: &str = env!("SNUG_ASSET_HTMX_JS");
/// htmx's extension for server-sent events.
pub const HX_SSE_JS: &str = env!("SNUG_ASSET_HX_SSE_JS");
