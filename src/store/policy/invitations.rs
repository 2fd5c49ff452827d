//! Rules for invitations to the server.

/// Maximum number of invitations of one account that can be used.
pub(crate) const MAX_INVITATIONS: u32 = 200;
