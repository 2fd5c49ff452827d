//! Creating and importing accounts, and logging in.

use jiff::Timestamp;

use crate::model::administration::one_time_links::LinkId;
use crate::model::logins::sign_on::Identity;
use crate::model::{Account, AccountId, InvitationId, Registration, Role, SessionId, Username};
use crate::store::commands::sessions::Proof;
use crate::store::permission::Administrator;

/// An account about to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The name shown.
    pub username: Username,
    /// The hash of its password; none where its owner is still to set one.
    pub password_hash: Option<String>,
    /// The account at the provider of single sign-on that it is linked with.
    pub identity: Option<Identity>,
    /// The network that it is made from; empty: the command line.
    pub network: String,
    /// Now.
    pub created_at: Timestamp,
}

/// An account that its owner wants to be deleted.
#[derive(Clone, Debug)]
pub struct NewDeletion {
    /// The account.
    pub account: AccountId,
    /// The session in which it was asked for.
    pub session: SessionId,
    /// The evidence of the owner.
    pub proof: Proof,
    /// Whether its messages are deleted with it.
    pub with_messages: bool,
    /// When it is deleted for good.
    pub delete_at: Timestamp,
}

/// The grounds on which an account may be made.
#[derive(Clone, Debug)]
pub enum Admission {
    /// The registration form.
    Form {
        /// The people who may register, where a flag overrides the settings.
        registration: Option<Registration>,
        /// Whether the first account needs a setup link.
        first_needs_link: bool,
    },
    /// An invitation.
    Invitation {
        /// The invitation.
        id: InvitationId,
        /// The people who may register, where a flag overrides the settings.
        registration: Option<Registration>,
    },
    /// A link to make the first account.
    SetupLink(LinkId),
    /// An administrator, who chooses the role.
    Administrator(Administrator, Role),
}

/// The purpose of a link that works once.
#[derive(Clone, Debug)]
pub enum LinkPurpose {
    /// Makes the first account.
    Setup,
    /// Sets the password of this account.
    Password(Account),
}

/// What a login is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Who logs in.
    pub account: Account,
    /// The stored hash; none where no password opens the account.
    pub password_hash: Option<String>,
    /// Whether the account is deactivated.
    pub deactivated: bool,
}

/// An account from another chat.
#[derive(Clone, Debug)]
pub struct ImportedAccount {
    /// Its name in Snug.
    pub username: Username,
    /// A hash that [`crate::chat`] can verify; none where it has no password.
    pub password_hash: Option<String>,
    /// Which account of which chat it was: unique.
    pub origin: String,
    /// Now.
    pub created_at: Timestamp,
}
