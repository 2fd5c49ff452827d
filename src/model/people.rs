//! Profiles: display names and profile pictures.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::skeletons::skeletons;
use crate::model::characters::{is_hidden, is_visible};
use crate::model::ids::{AccountId, ProfileNumber};
use crate::model::usernames::Username;

/// An account as shown to others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Person {
    /// The username, which doesn't change: for logging in, mentions and searches.
    pub username: Username,
    /// The display name; none: the username is shown.
    pub name: Option<DisplayName>,
    /// Whether somebody else's name looks like the display name. The username is then shown beside it.
    pub name_shared: bool,
    /// The profile change that set the current picture; none: no picture.
    pub picture: Option<ProfileNumber>,
}

impl Person {
    /// The display name, or else the username.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_ref().map_or(self.username.as_str(), DisplayName::as_str)
    }

    /// Whether the username or the display name contains `part`, which must be in lower case.
    #[must_use]
    pub fn is_called(&self, part: &str) -> bool {
        [self.username.as_str(), self.shown()].iter().any(|name| name.to_lowercase().contains(part))
    }
}

impl fmt::Display for Person {
    /// The name that is shown, followed by the username if another name looks like it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown())?;
        if self.name.is_some() && self.name_shared { write!(f, " (@{})", self.username) } else { Ok(()) }
    }
}

impl From<Username> for Person {
    /// A person without display name and picture.
    fn from(username: Username) -> Self {
        Self { username, name: None, name_shared: false, picture: None }
    }
}

/// A change of somebody's profile, and the person after it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The number of the change.
    pub number: ProfileNumber,
    /// The account.
    pub account: AccountId,
    /// The profile after the change.
    pub person: Person,
}

/// A display name: 1 to 64 characters on one line. Several accounts may have the same one, but no account's username
/// may look like somebody else's display name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DisplayName(String);

/// Why a display name was refused. `Display` is in English, for administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisplayNameError {
    /// Nothing was typed.
    #[error("Enter a name.")]
    Empty,
    /// More than [`DisplayName::MAX_CHARS`].
    #[error("Names can have at most 64 characters.")]
    TooLong,
    /// Control or direction characters, which could change the text around the name, or no visible character.
    #[error("Names must be one line of visible characters.")]
    Character,
}

impl DisplayName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 64;

    /// Parses a name as typed; white space is collapsed to single spaces.
    ///
    /// # Errors
    /// When it is empty, too long, has control or direction characters, or no visible one.
    pub fn parse(typed: &str) -> Result<Self, DisplayNameError> {
        let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        if name.is_empty() {
            return Err(DisplayNameError::Empty);
        }
        if name.chars().count() > Self::MAX_CHARS {
            return Err(DisplayNameError::TooLong);
        }
        let misleads = name.chars().any(is_hidden) || !name.chars().any(is_visible);
        if misleads { Err(DisplayNameError::Character) } else { Ok(Self(name)) }
    }

    /// The name in the form that searches compare: compatibility-composed, in lower case.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.nfkc().collect::<String>().to_lowercase()
    }

    /// The [skeletons](skeletons()) of the name and of each handle in it (`Ann (@bob)`). No other account may have a
    /// username with one of these skeletons.
    #[must_use]
    pub fn skeletons(&self) -> Vec<String> {
        let composed: String = self.0.nfkc().collect();
        let handles =
            composed.split('@').skip(1).map(|rest| rest.split([' ', ')', ']']).next().unwrap_or_default());
        let mut all = skeletons(&self.0);
        all.extend(handles.flat_map(|handle| skeletons(handle.trim_end_matches('.'))));
        all
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Wraps a stored name, which was parsed before it was stored.
    pub(crate) fn from_store(name: String) -> Self {
        Self(name)
    }
}

/// A profile picture as stored: small, square, re-encoded without metadata.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file format.
    pub kind: PictureKind,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Width and height, in pixels.
    pub const SIZE: u32 = 128;

    /// The largest file that can be uploaded, in bytes.
    pub const MAX_BYTES: usize = 8 << 20;

    /// The most pixels that an uploaded picture may have: as many as a phone's camera takes.
    pub const MAX_PIXELS: u64 = 25_000_000;
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

/// The format of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// JPEG: photographs.
    Jpeg,
    /// PNG: pictures with transparency.
    Png,
}

impl PictureKind {
    /// The media type, in HTTP and in the database.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The format with this media type; none for others.
    #[must_use]
    pub fn parse(media_type: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png].into_iter().find(|kind| kind.media_type() == media_type)
    }
}

/// Why an uploaded file can't become a profile picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file isn't a picture in a known format.
    #[error("no picture of a known kind")]
    Unreadable,
    /// The file has more than [`Picture::MAX_BYTES`].
    #[error("too large a file")]
    TooLarge,
    /// The picture has more pixels than its format allows.
    #[error("more than {most} pixels")]
    TooManyPixels {
        /// The limit, in pixels: [`Picture::MAX_PIXELS`], or fewer for formats whose decoding needs more memory per
        /// pixel.
        most: u64,
    },
}

/// A change of somebody's picture.
#[derive(Clone, Debug, Default)]
pub enum NewPicture<P> {
    /// No change.
    #[default]
    Same,
    /// Remove the picture.
    None,
    /// Set this picture.
    Of(P),
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_of_visible_characters() {
        for (typed, name) in [
            ("Ann  Lee ", "Ann Lee"),
            ("نرگس\u{200c}ها", "نرگس\u{200c}ها"),
            ("👩\u{200d}🚀 Zoë", "👩\u{200d}🚀 Zoë"),
            ("a\nb", "a b"),
            ("<b>", "<b>"),
        ] {
            assert_eq!(DisplayName::parse(typed).unwrap().as_str(), name);
        }
        for bad in ["a\u{202e}b", "a\u{0}b", "\u{2066}a", "a\u{200b}b", "\u{2800}", "\u{3164}\u{3164}", "\u{61c}a"]
        {
            assert_eq!(DisplayName::parse(bad), Err(DisplayNameError::Character), "{bad:?}");
        }
        assert_eq!(DisplayName::parse(" \t "), Err(DisplayNameError::Empty));
        assert!(DisplayName::parse(&"名".repeat(64)).is_ok());
        assert_eq!(DisplayName::parse(&"x".repeat(65)), Err(DisplayNameError::TooLong));
    }

    #[test]
    fn people_without_a_display_name_are_shown_by_their_username() {
        let mut ann = Person::from(Username::parse("ann").unwrap());
        assert_eq!(ann.shown(), "ann");
        ann.name = Some(DisplayName::parse("Ann Lee").unwrap());
        assert_eq!(ann.shown(), "Ann Lee");
        assert_eq!(ann.to_string(), "Ann Lee");
        ann.name_shared = true;
        assert_eq!((ann.shown(), ann.to_string()), ("Ann Lee", "Ann Lee (@ann)".to_owned()));
        assert!(ann.is_called("lee") && ann.is_called("ann") && !ann.is_called("bob"));
    }
}
