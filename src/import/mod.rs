//! Imports from other chats.

pub mod flask;
