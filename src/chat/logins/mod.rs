//! Logins other than by name and password, and the sessions that they begin.

pub(crate) mod log_in;
pub(crate) mod passkeys;
pub(crate) mod passwords;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod sign_on;
