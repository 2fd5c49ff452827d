//! Data of other chats.

pub mod flask;
