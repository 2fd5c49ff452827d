//! Components used by several pages.

pub(crate) mod admin_nav;
pub(crate) mod alerts;
pub mod assets;
pub mod completion;
pub mod due_times;
pub mod folded;
pub(crate) mod forms;
pub(crate) mod layout;
pub mod message_menu;
pub mod messages;
pub(crate) mod pauses;
pub mod polls;
pub mod previews;
pub(crate) mod qr;
pub mod reactions;
pub mod refusals;
pub(crate) mod room_names;
pub mod room_rules;
pub(crate) mod settings_nav;
pub(crate) mod shell;
pub(crate) mod sidebar;
pub(crate) mod tabs;
pub mod timed;
pub mod unsent;
pub mod urls;
