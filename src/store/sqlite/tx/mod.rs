//! The transactions, one file per noun.

pub(crate) mod accounts;
pub(crate) mod administration;
pub(crate) mod blocks;
pub(crate) mod cards;
pub(crate) mod catch_up;
pub(crate) mod conversations;
pub(crate) mod deletions;
pub(crate) mod drafts;
pub(crate) mod edits;
pub(crate) mod guests;
pub(crate) mod health;
pub(crate) mod import;
pub(crate) mod logins;
pub(crate) mod mail;
pub(crate) mod memberships;
pub(crate) mod messages;
pub(crate) mod notifications;
pub(crate) mod own_data;
pub(crate) mod people;
pub(crate) mod pins;
pub(crate) mod posts;
pub(crate) mod reactions;
pub(crate) mod room_settings;
pub(crate) mod rooms;
pub(crate) mod secrets;
pub(crate) mod unread;
