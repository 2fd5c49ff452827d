//! Whole pages, by subject.

pub mod accounts;
pub mod admin;
pub mod appearance;
pub mod deletion;
pub mod download;
pub mod edits;
pub mod entrances;
pub mod errors;
pub mod invitations;
pub mod manifest;
pub mod passkeys;
pub mod passwords;
pub mod people;
pub mod pins;
pub mod quick_switcher;
pub mod reports;
pub mod room_details;
pub mod room_list;
pub mod rooms;
pub mod search;
pub mod second_factor;
pub mod sessions;
pub mod settings;
pub mod sign_on;
