//! Passkeys (WebAuthn Level 3). They need user verification, and so count as both factors of a login.
//!
//! `challenges` keeps what browsers were asked to sign. `logins` are the use cases.

pub(crate) mod challenges;
pub(crate) mod logins;
