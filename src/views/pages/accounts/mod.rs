//! The pages for registering and logging in.

pub mod forms;
pub mod login;
pub mod login_code;
pub mod registration;
pub mod unsent;
