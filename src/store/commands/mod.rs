//! What callers hand to the store, and what it returns: the same for every backend.

pub(crate) mod accounts;
pub(crate) mod administration;
pub(crate) mod conversations;
pub(crate) mod custom_emoji;
pub(crate) mod drafts;
pub(crate) mod due_work;
pub(crate) mod files;
pub(crate) mod guests;
pub(crate) mod health;
pub(crate) mod inspections;
pub(crate) mod invitations;
pub(crate) mod mail;
pub(crate) mod memberships;
pub(crate) mod messages;
pub(crate) mod newest;
pub(crate) mod notifications;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod reports;
pub(crate) mod rooms;
pub(crate) mod sessions;
pub(crate) mod snapshots;
