//! Logins and sessions.

mod passkeys;
mod second_factors;
mod sessions;
mod sign_on;
