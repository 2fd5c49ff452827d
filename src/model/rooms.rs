//! Rooms, and their slugs.

use std::collections::HashMap;

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use super::{Person, Role, RoomName};
use crate::model::ids::{AccountId, ChangeNumber, RoomId};

/// A room.
#[derive(Clone, Debug)]
pub struct Room {
    /// The database key.
    pub id: RoomId,
    /// The room's slug.
    pub slug: Slug,
    /// The name; unused for a direct conversation, whose name differs for each member.
    pub name: RoomName,
    /// The kind, which decides who can join it.
    pub kind: RoomKind,
    /// The description; may be empty.
    pub description: String,
    /// Whether it is archived, and therefore read-only.
    pub archived: bool,
    /// The rules for posting, and the limit of members.
    pub rules: RoomRules,
    /// The days after which messages are removed; none: as the server's setting says; 0: never.
    pub retention: Option<u32>,
    /// Who created it; none for the first room, and once that account is deleted.
    pub created_by: Option<AccountId>,
    /// The number of the newest change.
    pub change: ChangeNumber,
}

/// The rules of a room, set by those who manage it. Creators, moderators and administrators can always post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomRules {
    /// Whether nobody else posts.
    pub announcements: bool,
    /// Slow mode: the seconds between two messages of one member; 0: it is off.
    pub slow_seconds: u32,
    /// Whether `@all` and `@here` are text, and mention nobody.
    pub no_group_mentions: bool,
    /// The maximum number of members; none: any number.
    pub max_members: Option<u32>,
}

impl RoomRules {
    /// The choices of slow mode, in seconds.
    pub const SLOW_CHOICES: [u32; 10] = [0, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400];
    /// The largest limit of members that can be set.
    pub const MAX_MEMBERS: u32 = 100_000;

    /// Whether somebody can post in the room at any time.
    #[must_use]
    pub fn exempt(created_by: Option<AccountId>, account: AccountId, role: Role) -> bool {
        created_by == Some(account) || role >= Role::Moderator
    }
}

/// The kind of a room, which decides who can join it.
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
    /// The room's slug.
    pub slug: Slug,
    /// The room's name.
    pub name: RoomName,
}

/// A room in the list of rooms, as shown to one viewer.
#[derive(Clone, Debug)]
pub struct RoomSummary {
    /// The room's slug.
    pub slug: Slug,
    /// The name shown to the viewer.
    pub name: String,
    /// The kind, which decides who can join it.
    pub kind: RoomKind,
    /// The description; may be empty.
    pub description: String,
    /// Whether it is archived, and therefore read-only.
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

impl RoomSummary {
    /// Whether the viewer can join it.
    #[must_use]
    pub fn is_joinable(&self) -> bool {
        !self.joined && self.kind == RoomKind::Open && !self.archived
    }
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
}
