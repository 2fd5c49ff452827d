//! The pages of one's settings.

pub mod appearance;
pub mod blocked;
pub mod deletion;
pub mod download;
pub mod general;
pub mod mail;
pub mod notifications;
pub mod passkeys;
pub mod passwords;
pub mod second_factor;
pub mod sessions;
pub mod sign_on;
pub mod status;
pub mod warnings;
