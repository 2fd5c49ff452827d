//! The pages for administrators.

pub mod audit;
pub mod overview;
pub mod people;
pub mod person;
pub mod reports;
pub mod rooms;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod status;
