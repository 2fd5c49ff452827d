//! Rules for new accounts.

use crate::model::people::DELETED;
use crate::model::{AccountId, Registration, Role, RoomKind};
use crate::store::error::Error;

/// The role of an account that is made, or gets its first password: the first one that can log in administers the
/// server.
pub(crate) fn role_of_new(can_log_in: bool, has_administrator: bool) -> Role {
    if can_log_in && !has_administrator { Role::Administrator } else { Role::Member }
}

/// Whether somebody may register with the form: the first account always, unless it needs a link.
///
/// # Errors
/// [`Error::RegistrationClosed`]; [`Error::SetupNeeded`].
pub(crate) fn admit_by_form(
    registration: Registration,
    first_needs_link: bool,
    has_administrator: bool,
) -> Result<(), Error> {
    match (has_administrator, registration) {
        (false, _) if first_needs_link => Err(Error::SetupNeeded),
        (false, _) | (true, Registration::Open) => Ok(()),
        (true, Registration::Invite | Registration::Closed) => Err(Error::RegistrationClosed),
    }
}

/// Whether somebody may register with an invitation. Nobody can have made one before there is an administrator.
///
/// # Errors
/// [`Error::RegistrationClosed`].
pub(crate) fn admit_by_invitation(registration: Registration) -> Result<(), Error> {
    match registration {
        Registration::Open | Registration::Invite => Ok(()),
        Registration::Closed => Err(Error::RegistrationClosed),
    }
}

/// Whether new accounts join the first room: the oldest one, direct conversations aside, that is neither archived nor
/// deleted. They do if it is open.
pub(crate) fn is_joined_by_new(first: RoomKind) -> bool {
    first == RoomKind::Open
}

/// The display name of a deleted account: no other account is shown by it alone. Views translate it.
pub(crate) const DELETED_NAME: &str = "Deleted account";

/// A pattern of the usernames of deleted accounts.
pub(crate) const DELETED_USERNAMES: &str = "deleted:*";

/// The username of an account that was deleted: one that nobody can choose.
pub(crate) fn deleted_username(id: AccountId) -> String {
    format!("{DELETED}{}", id.0)
}
