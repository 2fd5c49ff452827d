//! Cards: what people see of each other.

use std::fmt;

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use crate::model::characters::{is_hidden, is_visible};
use crate::model::{Account, Locale, RoomKind, Slug, Zone};

/// A status that others see: up to 80 characters on one line, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status(String);

/// Why a status was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusError {
    /// More than [`Status::MAX_CHARS`].
    TooLong,
    /// Control or direction characters, or no visible one.
    Character,
}

impl Status {
    /// The longest status, in characters.
    pub const MAX_CHARS: usize = 80;

    /// Parses a status as typed; white space is collapsed to single spaces.
    ///
    /// # Errors
    /// When it is too long, or has control or direction characters, or no visible one.
    pub fn parse(typed: &str) -> Result<Self, StatusError> {
        let status: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        if status.chars().count() > Self::MAX_CHARS {
            return Err(StatusError::TooLong);
        }
        let misleads = status.chars().any(is_hidden) || (!status.is_empty() && !status.chars().any(is_visible));
        if misleads { Err(StatusError::Character) } else { Ok(Self(status)) }
    }

    /// A status that was parsed before it was stored.
    #[must_use]
    pub fn from_store(status: String) -> Self {
        Self(status)
    }

    /// The text; empty: there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The time after which a status ends by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusEnd {
    /// When it is changed.
    #[default]
    Never,
    /// After half an hour.
    HalfAnHour,
    /// After four hours.
    FourHours,
    /// At the next midnight of the account's zone.
    Today,
    /// After seven days, at midnight.
    Week,
}

impl StatusEnd {
    /// All ends.
    pub const ALL: [Self; 5] = [Self::Never, Self::HalfAnHour, Self::FourHours, Self::Today, Self::Week];

    /// The name in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::HalfAnHour => "half-hour",
            Self::FourHours => "four-hours",
            Self::Today => "today",
            Self::Week => "week",
        }
    }

    /// The end of a name returned by [`Self::name`]; none for other names.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.name() == name)
    }

    /// The time at which a status ends that is set now; none: never.
    #[must_use]
    pub fn at(self, now: Timestamp, locale: &Locale) -> Option<Timestamp> {
        let midnight = |days: i64| {
            let zoned = now.to_zoned(locale.zone.rules().clone());
            let day = zoned.date().checked_add(jiff::Span::new().days(days)).ok()?;
            day.to_zoned(locale.zone.rules().clone()).ok().map(|midnight| midnight.timestamp())
        };
        match self {
            Self::Never => None,
            Self::HalfAnHour => now.checked_add(jiff::SignedDuration::from_mins(30)).ok(),
            Self::FourHours => now.checked_add(jiff::SignedDuration::from_hours(4)).ok(),
            Self::Today => midnight(1),
            Self::Week => midnight(7),
        }
    }
}

/// An account in the list of people.
#[derive(Clone, Debug)]
pub struct ListedPerson {
    /// The account.
    pub account: Account,
    /// The status now.
    pub status: Status,
}

/// The card of an account, for one viewer.
#[derive(Clone, Debug)]
pub struct Card {
    /// The account and its status.
    pub listed: ListedPerson,
    /// The time at which the status ends.
    pub status_until: Option<Timestamp>,
    /// The zone in the account's settings.
    pub zone: Option<Zone>,
    /// Whether the account is a guest's.
    pub is_guest: bool,
    /// Whether the account can be used.
    pub is_active: bool,
    /// The rooms of this account that the viewer can see, without conversations.
    pub rooms: Vec<CommonRoom>,
}

/// A room of somebody's that the viewer can see.
#[derive(Clone, Debug)]
pub struct CommonRoom {
    /// The room's slug.
    pub slug: Slug,
    /// The room's name.
    pub name: String,
    /// Open or closed.
    pub kind: RoomKind,
}
