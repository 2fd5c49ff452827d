//! Single sign-on: accounts at a provider, and what they confirm.

use jiff::{SignedDuration, Timestamp};

/// An account at a provider of single sign-on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider's URL.
    pub issuer: String,
    /// The account's identifier there, which is never given to another one.
    pub subject: String,
    /// The provider's name for the person: an address or a name.
    pub label: String,
}

/// Time in which a login at the provider confirms changes, as a password does.
pub const SIGN_ON_CONFIRMS_FOR: SignedDuration = SignedDuration::from_mins(10);

/// The earliest login at the provider that confirms changes now.
#[must_use]
pub fn confirming_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(SIGN_ON_CONFIRMS_FOR).unwrap_or(Timestamp::MIN)
}

/// The ways in which a viewer can confirm changes of the login.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confirms {
    /// By the password.
    pub by_password: bool,
    /// By a login at the provider; whether the last one still counts.
    pub by_sign_on: Option<bool>,
}

impl Confirms {
    /// By the password alone, as most accounts do.
    pub const BY_PASSWORD: Self = Self { by_password: true, by_sign_on: None };
}
