//! Invitations to the server: links that let people make an account.

use jiff::{SignedDuration, Timestamp};

use crate::model::characters::is_hidden;
use crate::model::{Person, RoomLink};

/// The database key of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InvitationId(pub i64);

/// An invitation to the server.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The database key.
    pub id: InvitationId,
    /// The purpose, as its maker noted it; may be empty.
    pub note: InvitationNote,
    /// The account that made it; none: the command line.
    pub created_by: Option<Person>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends; none: never.
    pub expires_at: Option<Timestamp>,
    /// Maximum number of uses; none: unlimited.
    pub max_uses: Option<u32>,
    /// Number of uses.
    pub uses: u32,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// The rooms that people join with it.
    pub rooms: Vec<RoomLink>,
    /// The people who came with it, the newest first, up to [`MAX_SHOWN_GUESTS`].
    pub came: Vec<Person>,
}

/// Maximum number of people shown with an invitation.
pub const MAX_SHOWN_GUESTS: u32 = 20;

/// Maximum number of rooms that an invitation leads to.
pub const MAX_INVITATION_ROOMS: usize = 20;

/// Whether an invitation can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// Its uses and its time are not over.
    Valid,
    /// Its time is over.
    Expired,
    /// The maximum number of uses is reached.
    UsedUp,
    /// It was revoked.
    Revoked,
}

impl Invitation {
    /// Whether it can be used.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> InvitationState {
        if self.revoked_at.is_some() {
            InvitationState::Revoked
        } else if self.expires_at.is_some_and(|end| end <= now) {
            InvitationState::Expired
        } else if self.max_uses.is_some_and(|max| self.uses >= max) {
            InvitationState::UsedUp
        } else {
            InvitationState::Valid
        }
    }
}

/// The time in which an invitation can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// A day.
    Day,
    /// A week.
    Week,
    /// Thirty days.
    Month,
    /// Without end.
    Unlimited,
}

impl Validity {
    /// All values.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Unlimited];

    /// The name in forms and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Unlimited => "unlimited",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// The end of what begins now.
    #[must_use]
    pub fn ends_at(self, now: Timestamp) -> Option<Timestamp> {
        let days = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Unlimited => return None,
        };
        now.checked_add(SignedDuration::from_hours(days * 24)).ok()
    }
}

/// The purpose of an invitation: a line of text, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvitationNote(String);

/// The note is longer than [`InvitationNote::MAX_CHARS`], or has a control or direction character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadNote;

impl InvitationNote {
    /// Maximum length in characters.
    pub const MAX_CHARS: usize = 120;

    /// Parses a note. Removes spaces around it.
    ///
    /// # Errors
    /// [`BadNote`].
    pub fn parse(text: &str) -> Result<Self, BadNote> {
        let text = text.trim();
        let fits = text.chars().count() <= Self::MAX_CHARS && !text.chars().any(is_hidden);
        if fits { Ok(Self(text.to_owned())) } else { Err(BadNote) }
    }

    /// A note that was parsed before.
    pub(crate) fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn invitation() -> Invitation {
        Invitation {
            id: InvitationId(1),
            note: InvitationNote::default(),
            created_by: None,
            created_at: Timestamp::UNIX_EPOCH,
            expires_at: None,
            max_uses: None,
            uses: 0,
            revoked_at: None,
            rooms: Vec::new(),
            came: Vec::new(),
        }
    }

    #[test]
    fn an_invitation_ends_by_time_by_use_and_by_hand() {
        let now = Timestamp::from_second(100).unwrap();
        let state = |change: fn(&mut Invitation)| {
            let mut invitation = invitation();
            change(&mut invitation);
            invitation.state(now)
        };
        assert_eq!(state(|_| ()), InvitationState::Valid);
        assert_eq!(state(|it| it.expires_at = Timestamp::from_second(100).ok()), InvitationState::Expired);
        assert_eq!(state(|it| it.expires_at = Timestamp::from_second(101).ok()), InvitationState::Valid);
        assert_eq!(state(|it| (it.max_uses, it.uses) = (Some(2), 2)), InvitationState::UsedUp);
        assert_eq!(state(|it| (it.max_uses, it.uses) = (Some(2), 1)), InvitationState::Valid);
        assert_eq!(state(|it| it.revoked_at = Timestamp::from_second(1).ok()), InvitationState::Revoked);
    }

    #[test]
    fn a_note_is_one_line() {
        assert_eq!(InvitationNote::parse("  For the choir ").unwrap().as_str(), "For the choir");
        assert_eq!(InvitationNote::parse("a\nb"), Err(BadNote));
        assert_eq!(InvitationNote::parse(&"x".repeat(InvitationNote::MAX_CHARS + 1)), Err(BadNote));
    }
}
