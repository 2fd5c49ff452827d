//! The handlers, one file per noun.

pub(crate) mod accounts;
pub(crate) mod admin;
pub(crate) mod cards;
pub(crate) mod rooms;

pub(crate) mod assets;
pub(crate) mod completion;
pub(crate) mod custom_emoji;
pub(crate) mod direct;
pub(crate) mod drafts;
pub(crate) mod edits;
pub(crate) mod emoji;
pub(crate) mod files;
pub(crate) mod forwards;
pub(crate) mod guests;
pub(crate) mod health;
pub(crate) mod invitations;
pub(crate) mod logo;

pub(crate) mod menu;
pub(crate) mod messages;

pub(crate) mod notifications;
pub(crate) mod people;
pub(crate) mod pins;
pub(crate) mod polls;
pub(crate) mod presence;
pub(crate) mod previews;
pub(crate) mod quick_switcher;
pub(crate) mod reactions;
pub(crate) mod reading;
pub(crate) mod reminders;
pub(crate) mod reports;
pub(crate) mod scheduled;
pub(crate) mod search;
pub(crate) mod service_worker;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod unread;
