//! Passwords, throttling of guesses, and the browsers that have logged in before.

pub(crate) mod devices;
pub(crate) mod passwords;
pub(crate) mod random;
pub(crate) mod throttle;
pub(crate) mod werkzeug;
