//! Rooms: names, slugs and descriptions.

use std::collections::HashMap;
use std::fmt;

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use super::Person;
use super::skeletons::without_ignorable;
use crate::model::characters::{is_hidden, is_visible};
use crate::model::ids::{AccountId, ChangeNumber, RoomId};

/// A room.
#[derive(Clone, Debug)]
pub struct Room {
    /// The database key.
    pub id: RoomId,
    /// Its part of the address.
    pub slug: Slug,
    /// The name; unused for a direct conversation, whose name differs for each member.
    pub name: RoomName,
    /// Who can be in it.
    pub kind: RoomKind,
    /// The description; may be empty.
    pub description: String,
    /// Whether it is only read.
    pub archived: bool,
    /// Who created it; none for the first room, and once that account is deleted.
    pub created_by: Option<AccountId>,
    /// The number of the newest change.
    pub change: ChangeNumber,
}

/// Who can be in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RoomKind {
    /// Everybody can join.
    #[default]
    Open,
    /// Invited people only; for others, the room doesn't exist.
    Closed,
    /// A fixed set of people; for others, the room doesn't exist.
    Direct,
}

impl RoomKind {
    /// The name in forms and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Direct => "direct",
        }
    }

    /// Parses a name from [`Self::as_str`]; none for other texts.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Closed, Self::Direct].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A room as the target of a link.
#[derive(Clone, Debug)]
pub struct RoomLink {
    /// Its part of the address.
    pub slug: Slug,
    /// The room's name.
    pub name: RoomName,
}

/// A room in the list of rooms, as shown to one viewer.
#[derive(Clone, Debug)]
pub struct RoomSummary {
    /// Its part of the address.
    pub slug: Slug,
    /// The name shown to the viewer.
    pub name: String,
    /// Who can be in it.
    pub kind: RoomKind,
    /// The description; may be empty.
    pub description: String,
    /// Whether it is only read.
    pub archived: bool,
    /// Whether the viewer is a member.
    pub joined: bool,
    /// The number of members.
    pub members: u32,
    /// The author and time of the newest message; none for an empty room.
    pub last: Option<(Person, Timestamp)>,
    /// The usernames of the others in a direct conversation, since `name` may show their display names; else empty.
    pub others: String,
    /// What distinguishes it from other rooms of the same name in this list.
    pub distinction: Option<String>,
}

/// For each room, what distinguishes it from others of the same name: its address, or for a direct conversation the
/// others' handles; none for a unique name. Direct conversations are listed apart, and compared only with each other.
#[must_use]
pub fn distinctions<'a, R>(
    rooms: &'a [R],
    of: impl Fn(&'a R) -> (RoomKind, &'a str, &'a Slug, &'a str),
) -> Vec<Option<String>> {
    let keys: Vec<_> = rooms
        .iter()
        .map(|room| {
            let (kind, name, ..) = of(room);
            (kind == RoomKind::Direct, RoomName::from_store(name.to_owned()).key())
        })
        .collect();
    let mut counts = HashMap::new();
    for key in &keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    let distinction = |(room, key)| {
        let (kind, _, slug, others) = of(room);
        (counts[key] > 1).then(|| if kind == RoomKind::Direct { handles(others) } else { address(slug) })
    };
    rooms.iter().zip(&keys).map(distinction).collect()
}

/// A room's address as written in messages: `#slug`.
#[must_use]
pub fn address(slug: &Slug) -> String {
    format!("#{}", slug.as_str())
}

fn handles(usernames: &str) -> String {
    let handles = usernames.split(", ").map(|username| format!("@{username}"));
    handles.collect::<Vec<_>>().join(", ")
}

/// A room's description: up to 500 characters on one line; may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomDescription(String);

impl RoomDescription {
    /// The longest description, in characters.
    pub const MAX_CHARS: usize = 500;

    /// Parses a description as typed; white space is collapsed to single spaces.
    ///
    /// # Errors
    /// When it is too long, or has control or direction characters.
    pub fn parse(typed: &str) -> Result<Self, RoomDescriptionError> {
        let text: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        match text.chars().count() {
            count if count > Self::MAX_CHARS => Err(RoomDescriptionError::TooLong(count)),
            _ if text.chars().any(is_hidden) => Err(RoomDescriptionError::Character),
            _ => Ok(Self(text)),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a room's description was refused. `Display` is in English, for administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomDescriptionError {
    /// More than [`RoomDescription::MAX_CHARS`].
    #[error("This description has {0} characters; the maximum is 500.")]
    TooLong(usize),
    /// Control or direction characters, which could change the text around the description.
    #[error("Descriptions must be one line of visible characters.")]
    Character,
}

/// The name of a room: 1 to 80 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomName(String);

/// Why a room's name was refused. `Display` is in English, for administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomNameError {
    /// Nothing was typed.
    #[error("Give the room a name.")]
    Empty,
    /// More than [`RoomName::MAX_CHARS`].
    #[error("Room names can have at most 80 characters.")]
    TooLong,
    /// Control or direction characters, which could change the text around the name, or no visible character.
    #[error("Room names must be one line of visible characters.")]
    Character,
}

impl RoomName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 80;

    /// Parses a name as typed; white space is collapsed to single spaces.
    ///
    /// # Errors
    /// When it is empty, too long, has control or direction characters, or no visible one.
    pub fn parse(typed: &str) -> Result<Self, RoomNameError> {
        let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        if name.is_empty() {
            return Err(RoomNameError::Empty);
        }
        if name.chars().count() > Self::MAX_CHARS {
            return Err(RoomNameError::TooLong);
        }
        let misleads = name.chars().any(is_hidden) || !name.chars().any(is_visible);
        if misleads { Err(RoomNameError::Character) } else { Ok(Self(name)) }
    }

    /// The form of the name for comparing: without case, width and invisible characters. Two open rooms never have the
    /// same key.
    #[must_use]
    pub fn key(&self) -> String {
        without_ignorable(&self.0.nfkc().collect::<String>().to_lowercase())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Wraps a stored name, which was parsed before it was stored.
    pub(crate) fn from_store(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A room's part of the URL: lower-case letters and digits of any script, separated by single hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slug(String);

impl Slug {
    /// The slug for a name; `room` where the name has no letter or digit.
    #[must_use]
    pub fn from_name(name: &RoomName) -> Self {
        let mut slug = String::new();
        for c in name.key().chars() {
            // Combining marks (Indic vowel signs, for example) belong to the letter before them.
            if c.is_alphanumeric() || (unicode_normalization::char::is_combining_mark(c) && !slug.is_empty()) {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        Self(if slug.is_empty() { "room".to_owned() } else { slug.to_owned() })
    }

    /// Parses a slug from a URL, in any case.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.nfkc().collect::<String>().to_lowercase())
    }

    /// The slug followed by a number, for when it is taken.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    /// The slug followed by 50 random bits, so that nobody can guess the slug of a room that isn't open.
    #[must_use]
    pub fn with_random(&self, random: [u8; 10]) -> Self {
        // Crockford's base 32, without letters that look like others.
        let digit = |byte: u8| char::from(b"0123456789abcdefghjkmnpqrstvwxyz"[usize::from(byte % 32)]);
        Self(format!("{}-{}", self.0, random.map(digit).iter().collect::<String>()))
    }

    /// The text, not percent-encoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_the_letters_of_every_script() {
        let slug = |name: &str| Slug::from_name(&RoomName::parse(name).unwrap()).0;
        assert_eq!(slug("General"), "general");
        assert_eq!(slug("  Off topic & Fun! "), "off-topic-fun");
        assert_eq!(slug("Über Bücher"), "über-bücher");
        assert_eq!(slug("日本語 の部屋"), "日本語-の部屋");
        assert_eq!(slug("हिन्दी"), "हिन्दी");
        assert_eq!(slug("../admin?x=1#y"), "admin-x-1-y");
        assert_eq!(slug("🎉🎉"), "room");
    }

    #[test]
    fn a_random_part_is_ten_digits() {
        let slug = Slug::parse("tea").with_random([0, 1, 31, 32, 255, 10, 17, 18, 20, 99]);
        assert_eq!(slug.as_str(), "tea-01z0zahjm3");
        assert_eq!(Slug::parse(slug.as_str()), slug);
    }

    #[test]
    fn room_names_are_one_visible_line() {
        assert_eq!(RoomName::parse(" a\n b\t ").unwrap().as_str(), "a b");
        assert_eq!(RoomName::parse(" "), Err(RoomNameError::Empty));
        assert_eq!(RoomName::parse(&"x".repeat(81)), Err(RoomNameError::TooLong));
        assert_eq!(RoomName::parse("evil\u{202e}"), Err(RoomNameError::Character));
        assert_eq!(RoomName::parse("\u{ad}"), Err(RoomNameError::Character));
    }

    #[test]
    fn room_names_are_compared_without_invisible_characters() {
        let key = |name: &str| RoomName::parse(name).unwrap().key();
        for twin in ["gen\u{ad}eral", "General\u{200d}", "\u{fe0f}GENERAL", "ｇｅｎｅｒａｌ"] {
            assert_eq!(key(twin), "general");
        }
        assert_eq!(key("نرگس\u{200c}ها"), key("نرگسها"));
    }
}
