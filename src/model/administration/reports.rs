//! Reports: messages that somebody wants moderators to see.

use jiff::Timestamp;

use crate::model::characters::is_hidden;
use crate::model::{Message, Person, RoomKind};

/// The database key of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportId(pub i64);

/// A report, with the messages around the reported one, and nothing else of its room.
#[derive(Clone, Debug)]
pub struct Report {
    /// The database key.
    pub id: ReportId,
    /// Why the message was reported.
    pub reason: ReportReason,
    /// The person who reported it.
    pub by: Person,
    /// When.
    pub at: Timestamp,
    /// When it was resolved, and by whom; none: it is open.
    pub resolved: Option<(Timestamp, Option<Person>)>,
    /// The name of the room; empty for a direct conversation.
    pub room: String,
    /// The kind of the room.
    pub room_kind: RoomKind,
    /// The reported message.
    pub message: Message,
    /// Up to [`CONTEXT`] messages before it, the oldest first.
    pub before: Vec<Message>,
    /// Up to [`CONTEXT`] messages after it.
    pub after: Vec<Message>,
}

/// Number of messages shown before and after a reported one.
pub const CONTEXT: u32 = 2;

/// Why a message was reported: a line of text, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportReason(String);

/// The reason is longer than [`ReportReason::MAX_CHARS`], or has a control or direction character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadReason;

impl ReportReason {
    /// Maximum length in characters.
    pub const MAX_CHARS: usize = 300;

    /// Parses a reason. Removes spaces around it.
    ///
    /// # Errors
    /// [`BadReason`].
    pub fn parse(text: &str) -> Result<Self, BadReason> {
        let text = text.trim();
        let fits = text.chars().count() <= Self::MAX_CHARS && !text.chars().any(is_hidden);
        if fits { Ok(Self(text.to_owned())) } else { Err(BadReason) }
    }

    /// A reason that was parsed before.
    pub(crate) fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The time for which somebody is muted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MuteTime {
    /// Not any more.
    End,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
}

impl MuteTime {
    /// All values.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Day, Self::Week, Self::End];

    /// The name in forms, on the command line and in the audit log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::End => "end",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// The number of hours.
    #[must_use]
    pub fn hours(self) -> i64 {
        match self {
            Self::End => 0,
            Self::Hour => 1,
            Self::Day => 24,
            Self::Week => 7 * 24,
        }
    }
}

/// The messages of a banned account that are removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// None.
    Nothing,
    /// Those of the last hour.
    Hour,
    /// Those of the last day.
    Day,
    /// All.
    Everything,
}

impl Removal {
    /// All values.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Hour, Self::Day, Self::Everything];

    /// The name in forms, on the command line and in the audit log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Everything => "everything",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Since when messages are removed, in milliseconds since 1970; none: none are.
    #[must_use]
    pub fn since(self, now: Timestamp) -> Option<i64> {
        let hour = 3_600_000;
        match self {
            Self::Nothing => None,
            Self::Hour => Some(now.as_millisecond() - hour),
            Self::Day => Some(now.as_millisecond() - 24 * hour),
            Self::Everything => Some(i64::MIN),
        }
    }
}
