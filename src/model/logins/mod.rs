//! Logins: passwords, second factors, passkeys, single sign-on, and the sessions that they begin.

pub mod devices;
pub mod passkeys;
pub mod passwords;
pub mod second_factors;
pub mod sessions;
pub mod sign_on;
