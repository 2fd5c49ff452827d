//! Logging in, registering, and the pages behind links.

pub(crate) mod entrances;
pub(crate) mod forms;
pub(crate) mod login;
pub(crate) mod login_code;
pub(crate) mod lost_password;
pub(crate) mod passkeys;
pub(crate) mod registration;
pub(crate) mod sign_on;
pub(crate) mod unsubscribe;
