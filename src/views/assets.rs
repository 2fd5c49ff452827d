//! The addresses of what the binary embeds; each has a hash of the content in its name (see `build.rs`).

/// The style of every page.
pub const APP_CSS: &str = env!("SNUG_ASSET_APP_CSS");
/// What is added to it where there is no JavaScript.
pub const NOSCRIPT_CSS: &str = env!("SNUG_ASSET_NOSCRIPT_CSS");
/// What HTML and htmx cannot do.
pub const APP_JS: &str = env!("SNUG_ASSET_APP_JS");
/// What tells who is here and who is typing.
pub const SIGNS_JS: &str = env!("SNUG_ASSET_SIGNS_JS");
/// What reloads the pages of a development build.
pub const DEV_JS: &str = env!("SNUG_ASSET_DEV_JS");
/// The icon.
pub const ICON: &str = env!("SNUG_ASSET_ICON");
/// htmx.
pub const HTMX_JS: &str = env!("SNUG_ASSET_HTMX_JS");
/// htmx's extension for server-sent events.
pub const HX_SSE_JS: &str = env!("SNUG_ASSET_HX_SSE_JS");
