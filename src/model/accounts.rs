//! Who takes part: accounts and their names.

use super::Person;
use crate::model::ids::AccountId;

/// Someone who can log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The database key.
    pub id: AccountId,
    /// The name logged in with, and how that person is shown.
    pub person: Person,
    /// What the account may do.
    pub role: Role,
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Takes part.
    Member,
    /// Keeps order.
    Moderator,
    /// Runs the server; the first account is one.
    Administrator,
}
