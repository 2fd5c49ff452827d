//! Logins and sessions.

pub(crate) mod passkeys;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod sign_on;
