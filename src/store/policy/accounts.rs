//! Rules for new accounts.

use crate::model::{Role, RoomKind};

/// The role of an account that is made, or gets its first password: the first one that can log in administers the
/// server.
pub(crate) fn role_of_new(can_log_in: bool, has_administrator: bool) -> Role {
    if can_log_in && !has_administrator { Role::Administrator } else { Role::Member }
}

/// Whether new accounts join the first room: the oldest one, direct conversations aside, that is neither archived nor
/// deleted. They do if it is open.
pub(crate) fn is_joined_by_new(first: RoomKind) -> bool {
    first == RoomKind::Open
}
