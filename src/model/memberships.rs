//! Who is in which room.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::{Room, RoomKind, Slug};
use crate::model::ids::{AccountId, ChangeNumber, RoomId};

/// Being in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Of what the member wants to be told.
    pub involvement: Involvement,
    /// The change up to which the member has read.
    pub read: ChangeNumber,
}

/// Whether a message that is there is unread for a member who has read up to a change. One's own never is, except right
/// after what was read: then it was marked unread, since reading and writing pass over one's own.
#[must_use]
pub fn is_unread(created: ChangeNumber, author: AccountId, read: ChangeNumber, member: AccountId) -> bool {
    created > read && (author != member || created == read.next())
}

/// Of what a member of a room wants to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Involvement {
    /// Of every message.
    #[default]
    Everything,
    /// Of messages that name the member.
    Mentions,
    /// Of nothing.
    Nothing,
    /// Of nothing, and the room stays out of sight.
    Hidden,
}

impl Involvement {
    /// All of them, from most to least.
    pub const ALL: [Self; 4] = [Self::Everything, Self::Mentions, Self::Nothing, Self::Hidden];

    /// The word for it in forms and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Mentions => "mentions",
            Self::Nothing => "nothing",
            Self::Hidden => "hidden",
        }
    }

    /// Reads the word; none where it is another.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|involvement| involvement.as_str() == word)
    }
}

impl fmt::Display for Involvement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A room that somebody is in, as it stands among that person's rooms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OwnRoom {
    /// Which it is.
    pub id: RoomId,
    /// Its part of the address.
    pub slug: Slug,
    /// Its name as shown to this person: of a direct conversation, the names of the others.
    pub name: String,
    /// What tells it from others of its name among this person's.
    pub distinction: Option<String>,
    /// Who can be in it.
    pub kind: RoomKind,
    /// Of what the person wants to be told.
    pub involvement: Involvement,
}

/// All rooms that somebody is in, direct conversations last, with what is to be seen of each now.
#[derive(Clone, Debug, Default)]
pub struct OwnRooms {
    /// The rooms, by name.
    pub rooms: Arc<Vec<OwnRoom>>,
    /// The mark of each.
    pub marks: Vec<Mark>,
}

impl OwnRooms {
    /// Each room with its mark.
    pub fn iter(&self) -> impl Iterator<Item = (&OwnRoom, Mark)> {
        self.rooms.iter().zip(self.marks.iter().copied())
    }

    /// What tells a room from others of its name that the person is in.
    #[must_use]
    pub fn distinction(&self, room: RoomId) -> Option<&str> {
        self.rooms.iter().find(|own| own.id == room)?.distinction.as_deref()
    }

    /// A number that is the same, in every run of the server, for what looks the same.
    #[must_use]
    pub fn version(&self) -> u64 {
        // `DefaultHasher::new` hashes the same in every process.
        let mut hasher = DefaultHasher::new();
        for (own, mark) in self.iter() {
            (own, mark).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The messages that name the person, and whether there is anything unread at all.
    #[must_use]
    pub fn total(&self) -> Mark {
        self.total_without(None)
    }

    /// The same without one of the rooms.
    #[must_use]
    pub fn total_without(&self, room: Option<RoomId>) -> Mark {
        let others = self.iter().filter(|(own, _)| Some(own.id) != room);
        others.map(|(_, mark)| mark).fold(Mark::default(), |sum, mark| Mark {
            unread: sum.unread || mark.unread,
            mentions: sum.mentions.saturating_add(mark.mentions),
        })
    }
}

/// What is to be seen of a room from afar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Whether there are messages that the person has not read and wants to be told of.
    pub unread: bool,
    /// How many of them name the person; in a direct conversation, all do.
    pub mentions: u32,
}

/// A room that somebody has come into.
#[derive(Clone, Debug)]
pub struct Entered {
    /// The room.
    pub room: Room,
    /// Its name as shown to this person.
    pub name: String,
    /// The person's being in it; none for somebody who only looks into an open room.
    pub membership: Option<Membership>,
}
