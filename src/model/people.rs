//! How people are shown to each other: their names, and small pictures of them.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::skeletons::skeletons;
use crate::model::characters::{is_hidden, is_visible};
use crate::model::ids::{AccountId, ProfileNumber};
use crate::model::usernames::Username;

/// Somebody as shown to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What doesn't change: logged in with, mentioned and searched by.
    pub username: Username,
    /// The name to be shown; none: the username.
    pub name: Option<DisplayName>,
    /// Whether somebody else's name looks like that: the handle stands beside it then.
    pub name_shared: bool,
    /// The change that brought the person's picture, if there is one.
    pub picture: Option<ProfileNumber>,
}

impl Person {
    /// The name that is shown, without the handle.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_ref().map_or(self.username.as_str(), DisplayName::as_str)
    }

    /// Whether either name has this part in it, which is in lower case.
    #[must_use]
    pub fn is_called(&self, part: &str) -> bool {
        [self.username.as_str(), self.shown()].iter().any(|name| name.to_lowercase().contains(part))
    }
}

impl fmt::Display for Person {
    /// The name, and where somebody else could be meant by it, the handle.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown())?;
        if self.name.is_some() && self.name_shared { write!(f, " (@{})", self.username) } else { Ok(()) }
    }
}

impl From<Username> for Person {
    /// Somebody who has chosen nothing.
    fn from(username: Username) -> Self {
        Self { username, name: None, name_shared: false, picture: None }
    }
}

/// Somebody whose profile has changed, as that person is shown now.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Which change it was.
    pub number: ProfileNumber,
    /// Whose it is.
    pub account: AccountId,
    /// The person.
    pub person: Person,
}

/// A name to be shown: 1 to 64 characters on one line. Others may have the same, but nobody may log in with one that
/// looks like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayName(String);

/// Why a name to be shown was refused; displays in English, for those who run the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisplayNameError {
    /// Nothing was typed.
    #[error("Type a name.")]
    Empty,
    /// More than [`DisplayName::MAX_CHARS`].
    #[error("Names have at most 64 characters.")]
    TooLong,
    /// Control or direction characters, which would mislead where the name is shown, or nothing that can be seen.
    #[error("Names are one line of visible characters.")]
    Character,
}

impl DisplayName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 64;

    /// Reads a name as typed; each run of space becomes one.
    ///
    /// # Errors
    /// When it is empty, too long, or has control characters.
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

    /// What names are sought by.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.nfkc().collect::<String>().to_lowercase()
    }

    /// What the name looks like, and what the handles in it look like (`Ann (@bob)`): usernames that have one of these
    /// [skeletons](skeletons()) are nobody else's.
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

    /// A name that was parsed before it was stored.
    pub(crate) fn from_store(name: String) -> Self {
        Self(name)
    }
}

/// A person's picture as it is kept: small, square, and nothing but a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// How it is written.
    pub kind: PictureKind,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Its width and height, in pixels.
    pub const SIZE: u32 = 128;

    /// The largest file that one is made from, in bytes.
    pub const MAX_BYTES: usize = 8 << 20;

    /// The most pixels that such a file may have: what a telephone's camera takes.
    pub const MAX_PIXELS: u64 = 25_000_000;
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// What a camera takes.
    Jpeg,
    /// One that can be seen through in places.
    Png,
}

impl PictureKind {
    /// The media type, as the store has it, too.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The kind with this media type.
    #[must_use]
    pub fn parse(media_type: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png].into_iter().find(|kind| kind.media_type() == media_type)
    }
}

/// Why a file makes no picture of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// It can't be read as a picture of a kind that we know.
    #[error("no picture of a known kind")]
    Unreadable,
    /// It has more than [`Picture::MAX_BYTES`].
    #[error("too large a file")]
    TooLarge,
    /// It has more pixels than a picture of its kind may have.
    #[error("more than {most} pixels")]
    TooManyPixels {
        /// How many that are: [`Picture::MAX_PIXELS`], or fewer where each takes much memory.
        most: u64,
    },
}

/// What becomes of somebody's picture.
#[derive(Clone, Debug, Default)]
pub enum NewPicture<P> {
    /// It stays, or there still is none.
    #[default]
    Same,
    /// There is none any more.
    None,
    /// This one takes its place.
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
    fn who_has_chosen_no_name_is_shown_by_the_one_for_logging_in() {
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
