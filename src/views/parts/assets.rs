//! The URLs of embedded assets. Each contains a hash of its content (see `build.rs`).

use crate::model::Language;

/// The emoji with their names and search words, for the picker.
#[must_use]
pub fn emoji(language: Language) -> &'static str {
    match language {
        Language::English => env!("SNUG_ASSET_EMOJI_EN"),
        Language::Arabic => env!("SNUG_ASSET_EMOJI_AR"),
        Language::Japanese => env!("SNUG_ASSET_EMOJI_JA"),
    }
}

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
/// The script that records voice messages.
pub const VOICE_JS: &str = env!("SNUG_ASSET_VOICE_JS");
/// The stylesheet of it.
pub const VOICE_CSS: &str = env!("SNUG_ASSET_VOICE_CSS");
/// The script of panels, for those who open one.
pub const PANEL_JS: &str = env!("SNUG_ASSET_PANEL_JS");
/// The script that searches while one types.
pub const SEARCH_JS: &str = env!("SNUG_ASSET_SEARCH_JS");
/// The script of formatting, preview and paste, loaded when the text box is first used.
pub const WRITING_JS: &str = env!("SNUG_ASSET_WRITING_JS");
/// The script of files, loaded when the first is attached or a picture opened.
pub const FILES_JS: &str = env!("SNUG_ASSET_FILES_JS");
/// The script of code blocks, tables and folds, loaded by pages that have some.
pub const BLOCKS_JS: &str = env!("SNUG_ASSET_BLOCKS_JS");
/// The script of the bar on messages, loaded when the list of messages is first used.
pub const BAR_JS: &str = env!("SNUG_ASSET_BAR_JS");
/// The stylesheet of the bar on messages.
pub const BAR_CSS: &str = env!("SNUG_ASSET_BAR_CSS");
/// The script of the emoji picker, loaded when it is first opened.
pub const PICKER_JS: &str = env!("SNUG_ASSET_PICKER_JS");
/// The stylesheet of the emoji picker.
pub const PICKER_CSS: &str = env!("SNUG_ASSET_PICKER_CSS");
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
