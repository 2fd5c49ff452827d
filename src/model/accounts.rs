//! Accounts and roles.

use super::Person;
use crate::model::ids::AccountId;

/// An account: somebody who can log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The database key.
    pub id: AccountId,
    /// The username, display name and picture.
    pub person: Person,
    /// What the account may do.
    pub role: Role,
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Without special rights.
    Member,
    /// Moderates rooms.
    Moderator,
    /// Runs the server; the first account is one.
    Administrator,
}

impl Role {
    /// All roles, the one with the fewest rights first.
    pub const ALL: [Self; 3] = [Self::Member, Self::Moderator, Self::Administrator];

    /// The name in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }

    /// Parses a name from [`Self::as_str`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}
