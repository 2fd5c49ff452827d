//! The server's name and logo.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use crate::model::Picture;
use crate::model::characters::{is_hidden, is_visible};

/// The name that a server has unless it is given another.
pub const DEFAULT_NAME: &str = "Snug";

/// The name of a server: 1 to 40 characters on one line. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServerName(Arc<str>);

/// Why a name was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerNameError {
    /// More than [`ServerName::MAX_CHARS`].
    TooLong,
    /// Control or direction characters, or no visible character.
    Character,
}

impl ServerName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 40;

    /// Parses a name as typed; white space is collapsed to single spaces. None: nothing was typed.
    ///
    /// # Errors
    /// When it is too long, has control or direction characters, or no visible one.
    pub fn parse(typed: &str) -> Result<Option<Self>, ServerNameError> {
        let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        if name.is_empty() {
            return Ok(None);
        }
        if name.chars().count() > Self::MAX_CHARS {
            return Err(ServerNameError::TooLong);
        }
        let misleads = name.chars().any(is_hidden) || !name.chars().any(is_visible);
        if misleads { Err(ServerNameError::Character) } else { Ok(Some(Self(name.into()))) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The version of a logo. Each uploaded logo has another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogoVersion(pub i64);

/// The name and the logo of a server, as far as they are set. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Branding {
    /// The name; none: [`DEFAULT_NAME`].
    pub name: Option<ServerName>,
    /// The version of the logo; none: that of Snug is shown.
    pub logo: Option<LogoVersion>,
}

impl Branding {
    /// The name that pages show.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or(DEFAULT_NAME, ServerName::as_str)
    }
}

impl fmt::Display for Branding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A logo as stored: square, re-encoded without metadata, in two sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The picture on pages.
    pub small: Picture,
    /// The icon of the installed app.
    pub large: Picture,
}

impl Logo {
    /// Width and height of the picture on pages, in pixels.
    pub const SMALL: u32 = 128;
    /// Width and height of the icon, in pixels.
    pub const LARGE: u32 = 512;
}

/// The size of a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoSize {
    /// [`Logo::SMALL`].
    Small,
    /// [`Logo::LARGE`].
    Large,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_visible_characters() {
        let name = |typed: &str| ServerName::parse(typed).map(|name| name.map(|name| name.as_str().to_owned()));
        assert_eq!(name(" Tea\u{a0} club\n"), Ok(Some("Tea club".to_owned())));
        assert_eq!(name(" "), Ok(None));
        assert_eq!(name(&"名".repeat(41)), Err(ServerNameError::TooLong));
        assert_eq!(name("a\u{202e}b"), Err(ServerNameError::Character));
        assert_eq!(name("\u{200b}"), Err(ServerNameError::Character));
        assert_eq!(Branding::default().name(), "Snug");
    }
}
