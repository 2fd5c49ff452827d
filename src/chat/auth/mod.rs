//! Passwords, throttling of guesses, the browsers that have logged in before, and authentication codes.

pub(crate) mod devices;
pub(crate) mod passwords;
pub(crate) mod random;
pub(crate) mod secret;
pub(crate) mod throttle;
pub(crate) mod werkzeug;
