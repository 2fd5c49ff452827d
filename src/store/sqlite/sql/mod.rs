//! Functions on a connection that several transactions share.

pub(crate) mod access;
pub(crate) mod addresses;
pub(crate) mod mentions;
pub(crate) mod replies;
pub(crate) mod skeletons;
