//! Functions on a connection that several transactions share.

pub(crate) mod access;
pub(crate) mod addresses;
pub(crate) mod audit;
pub(crate) mod blocks;
pub(crate) mod changes;
pub(crate) mod custom_emoji;
pub(crate) mod digests;
pub(crate) mod emoji_uses;
pub(crate) mod factors;
pub(crate) mod mail;
pub(crate) mod memberships;
pub(crate) mod mentions;
pub(crate) mod notifications;
pub(crate) mod replies;
pub(crate) mod rooms;
pub(crate) mod skeletons;
pub(crate) mod slow_mode;
