//! The use cases: every change goes through here.
//!
//! A change can't be published before it is stored: the store's commit publishes it.

pub(crate) mod accounts;
pub(crate) mod administration;
pub(crate) mod auth;
pub(crate) mod blocks;
pub(crate) mod branding;
pub(crate) mod custom_emoji;
pub(crate) mod deletions;
pub(crate) mod drafts;
pub(crate) mod due_work;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod forwards;
pub mod group_mentions;
pub(crate) mod guests;
pub(crate) mod handle;
pub(crate) mod health;
pub(crate) mod invitations;
pub mod limits;
pub(crate) mod logins;
pub(crate) mod mail;
pub mod mapped_memory;
pub(crate) mod memberships;
pub(crate) mod messages;
pub(crate) mod moderation;
mod named_people;
pub(crate) mod notifications;
pub(crate) mod one_time_links;
pub(crate) mod people;
pub(crate) mod pictures;
pub(crate) mod polls;
pub(crate) mod previews;
pub(crate) mod publish;
#[cfg(test)]
mod races;
pub(crate) mod reactions;
pub(crate) mod rooms;
pub(crate) mod rules;
mod statuses;

pub use accounts::Entrance;
pub use administration::Confirmed;
pub use custom_emoji::may_remove_emoji;
pub use deletions::DELETION_DELAY;
pub use error::Error;
pub use files::uploads::NewFile;
pub use files::{FileRules, FileStorage, THUMBNAIL};
pub use guests::{GuestToken, MAX_GUEST_LINKS};
pub use handle::Chat;
pub use invitations::InvitationToken;
pub use logins::log_in::{LoggedIn, Login};
pub use logins::passkeys::logins::PasskeyRequest;
pub use logins::passwords::Confirmation;
pub use logins::second_factors::Enrolment;
pub use logins::sign_on::flow::Purpose;
pub use logins::sign_on::logins::{SignOnLogin, SignedOn};
pub use logins::sign_on::settings::{NotAllowed, SignOnError, SignOnSettings};
pub use mail::status::MailStatus;
pub use memberships::{may_invite, may_remove};
pub use messages::{Post, may_change, may_delete};
pub use named_people::{Resolved, Unresolved};
pub use notifications::devices::MAX_DEVICES;
#[cfg(fuzzing)]
pub use pictures::fuzzing;
pub use publish::publish;
pub use reactions::may_pin;
pub use rooms::{MAX_IN_DIRECT, may_change_room, may_post};
pub use rules::RoomCreation;
pub use rules::Rules;
