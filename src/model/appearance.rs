//! How pages look to an account.

use crate::model::sidebar::{RoomOrder, SidebarWidth};

/// Light or dark colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the browser or the system prefers.
    #[default]
    System,
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

/// The size of text, in addition to the browser's own setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextSize {
    /// As in the browser.
    #[default]
    Normal,
    /// 112.5 %.
    Large,
    /// 131.25 %.
    Larger,
}

/// The keys that send a message where there is a keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SendKey {
    /// Enter sends, Shift+Enter begins a line.
    #[default]
    Enter,
    /// Enter begins a line, Ctrl+Enter sends.
    CtrlEnter,
}

/// The appearance in an account's settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Appearance {
    /// Light or dark.
    pub theme: Theme,
    /// The size of text.
    pub text_size: TextSize,
    /// The version of the stylesheet that folds the messages of blocked people; 0: nobody was ever blocked.
    pub blocks: u32,
    /// The keys that send a message.
    pub send_key: SendKey,
    /// Whether the buttons for formatting are hidden.
    pub hides_formatting: bool,
    /// The order of rooms in the sidebar.
    pub room_order: RoomOrder,
    /// The width of the sidebar in this browser.
    pub sidebar: SidebarWidth,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name returned by [`Self::name`]; none for other names.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

impl SendKey {
    /// All choices.
    pub const ALL: [Self; 2] = [Self::Enter, Self::CtrlEnter];

    /// The name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::CtrlEnter => "ctrl-enter",
        }
    }

    /// The keys of a name returned by [`Self::name`]; none for other names.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }
}

impl TextSize {
    /// All sizes.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::Larger];

    /// The name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Larger => "larger",
        }
    }

    /// The size of a name returned by [`Self::name`]; none for other names.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }
}
