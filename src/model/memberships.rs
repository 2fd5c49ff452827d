//! Memberships, and a member's list of rooms.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::{Room, RoomKind, Slug};
use crate::model::alerts::Alerts;
use crate::model::ids::{AccountId, ChangeNumber, RoomId};
use crate::model::sidebar::{Face, Placement};

/// An account's membership of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Which messages the member is notified of.
    pub notification_level: NotificationLevel,
    /// The last change that the member has read.
    pub read: ChangeNumber,
}

/// Whether a message is unread for a member who has read up to the change `read`. A member's own message is read,
/// except directly after `read`: reading and posting move `read` past one's own messages, so that one directly after it
/// was marked unread.
#[must_use]
pub fn is_unread(created: ChangeNumber, author: AccountId, read: ChangeNumber, member: AccountId) -> bool {
    created > read && (author != member || created == read.next())
}

/// Which messages of a room a member is notified of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NotificationLevel {
    /// Every message.
    #[default]
    Everything,
    /// Messages that mention the member.
    Mentions,
    /// No message.
    Nothing,
    /// No message, and the room isn't in the sidebar.
    Hidden,
}

impl NotificationLevel {
    /// All levels, from most to fewest notifications.
    pub const ALL: [Self; 4] = [Self::Everything, Self::Mentions, Self::Nothing, Self::Hidden];

    /// The name in forms and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Mentions => "mentions",
            Self::Nothing => "nothing",
            Self::Hidden => "hidden",
        }
    }

    /// Parses a name from [`Self::as_str`]; none for other texts.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

impl fmt::Display for NotificationLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A room in its member's sidebar.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OwnRoom {
    /// The room.
    pub id: RoomId,
    /// The room's slug.
    pub slug: Slug,
    /// The name shown to this member: for a direct conversation, the names of the others.
    pub name: String,
    /// What distinguishes it from the member's other rooms of the same name.
    pub distinction: Option<String>,
    /// The kind of the room.
    pub kind: RoomKind,
    /// Which messages the member is notified of.
    pub notification_level: NotificationLevel,
    /// Whether the room is read-only.
    pub archived: bool,
    /// Where the member has put it in the sidebar.
    pub placement: Placement,
    /// Whether the member has typed something there and not sent it.
    pub has_draft: bool,
    /// Of a direct conversation between two, the other; of one with oneself, oneself.
    pub face: Option<Face>,
    /// The number of others in a direct conversation.
    pub others: u32,
    /// The number of messages that the member has scheduled for it, also those that could not be sent.
    pub scheduled: u32,
}

/// All rooms of a member, direct conversations last, with their unread marks.
#[derive(Clone, Debug, Default)]
pub struct OwnRooms {
    /// The rooms, sorted by name.
    pub rooms: Arc<Vec<OwnRoom>>,
    /// The unread mark of each room, in the same order.
    pub marks: Vec<Mark>,
    /// The positions of the rooms by their newest messages, newest first; empty where the member sorts them by name.
    pub by_activity: Vec<u32>,
    /// Alerts on all pages of the member.
    pub alerts: Arc<Alerts>,
    /// Reminders and scheduled messages that need the member's attention.
    pub due: Due,
}

/// Reminders and scheduled messages that need somebody's attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Due {
    /// The number of reminders that are due.
    pub reminders: u32,
    /// The number of scheduled messages that could not be sent.
    pub unsent: u32,
}

impl OwnRooms {
    /// Each room with its unread mark.
    pub fn iter(&self) -> impl Iterator<Item = (&OwnRoom, Mark)> {
        self.rooms.iter().zip(self.marks.iter().copied())
    }

    /// Each room with its unread mark, as the member has chosen to sort them.
    #[must_use]
    pub fn sorted(&self) -> Vec<(&OwnRoom, Mark)> {
        let all: Vec<_> = self.iter().collect();
        if self.by_activity.is_empty() {
            return all;
        }
        self.by_activity.iter().filter_map(|at| all.get(usize::try_from(*at).ok()?).copied()).collect()
    }

    /// Whether the lists are equal, apart from marks.
    #[must_use]
    pub fn is_listed_like(&self, other: &Self) -> bool {
        self.rooms == other.rooms && self.by_activity == other.by_activity
    }

    /// What distinguishes a room from the member's other rooms of the same name.
    #[must_use]
    pub fn distinction(&self, room: RoomId) -> Option<&str> {
        self.rooms.iter().find(|own| own.id == room)?.distinction.as_deref()
    }

    /// A hash of the list and the alerts. Equal ones have the same hash in every run of the server.
    #[must_use]
    pub fn version(&self) -> u64 {
        // `DefaultHasher::new` hashes the same in every process.
        let mut hasher = DefaultHasher::new();
        for (own, mark) in self.iter() {
            (own, mark).hash(&mut hasher);
        }
        self.by_activity.hash(&mut hasher);
        self.alerts.hash(&mut hasher);
        self.due.hash(&mut hasher);
        hasher.finish()
    }

    /// The sum of all marks: how many messages mention the member, and whether anything is unread.
    #[must_use]
    pub fn total(&self) -> Mark {
        self.total_without(None)
    }

    /// [`Self::total`] without one of the rooms.
    #[must_use]
    pub fn total_without(&self, room: Option<RoomId>) -> Mark {
        let others = self.iter().filter(|(own, _)| Some(own.id) != room);
        others.map(|(_, mark)| mark).fold(Mark::default(), |sum, mark| Mark {
            unread: sum.unread || mark.unread,
            mentions: sum.mentions.saturating_add(mark.mentions),
        })
    }
}

/// A room's unread mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Whether there are unread messages that the member is notified of.
    pub unread: bool,
    /// How many of them mention the member; in a direct conversation, all do.
    pub mentions: u32,
}

/// A room as shown to one person. It says nothing about permission: for that, use cases take a `store::Entered`.
#[derive(Clone, Debug)]
pub struct RoomView {
    /// The room.
    pub room: Room,
    /// The name shown to this person.
    pub name: String,
    /// The person's membership; none for somebody who reads an open room without joining it.
    pub membership: Option<Membership>,
}
