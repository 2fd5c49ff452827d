//! The pages of one's settings.

pub(crate) mod appearance;
pub(crate) mod blocked;
pub(crate) mod confirmation;
pub(crate) mod deletion;
pub(crate) mod download;
pub(crate) mod download_lines;
pub(crate) mod email;
pub(crate) mod general;
pub(crate) mod notifications;
pub(crate) mod passkeys;
pub(crate) mod passwords;
pub(crate) mod second_factor;
pub(crate) mod sessions;
pub(crate) mod sign_on;
pub(crate) mod status;
pub(crate) mod warnings;
pub(crate) mod zones;
