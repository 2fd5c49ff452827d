//! Whole pages, by subject.

pub mod accounts;
pub mod admin;
pub mod cards;
pub mod choosing_people;
pub mod drafts;
pub mod edits;
pub mod entrances;
pub mod errors;
pub mod guests;
pub mod invitations;
pub mod manifest;
pub mod offline;
pub mod people;
pub mod pins;
pub mod quick_switcher;
pub mod reports;
pub mod room_details;
pub mod room_list;
pub mod rooms;
pub mod search;
pub mod settings;
pub mod unread;
