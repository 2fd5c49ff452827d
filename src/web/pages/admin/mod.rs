//! The pages for administrators.

pub(crate) mod audit;
pub(crate) mod branding;
pub(crate) mod invitations;
pub(crate) mod networks;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod reports;
pub(crate) mod rooms;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod status;
