//! Sends notifications to browsers, over the push services that those have chosen (Web Push, RFC 8030).
//!
//! `encryption` (RFC 8291) and `vapid` (RFC 8292) are few lines over the cryptography that is linked anyway, instead of a
//! crate: `web-push-native` brings second versions of p256 and aes-gcm, and jwt-simple; `web-push` and `ece` bring OpenSSL.

pub(crate) mod encryption;
pub(crate) mod sender;
pub(crate) mod services;
pub(crate) mod vapid;

pub use sender::{PushSettings, run};
