//! Persistence. One method is one whole transaction, and returns once it is durable.
//!
//! The files of this folder have the methods of [`ReadStore`] and [`Store`], one file per noun. A method asks the
//! caches first (`cache`), and then the backend in use (`handle.rs` says how). What all backends share is here, too:
//! commands and results, errors, notices, permission, and the rules that hold in all of them (`policy`). Only a
//! backend's folder knows its database's driver: callers see the model and [`Error`].

mod accounts;
mod administration;
mod blocks;
mod cache;
mod cards;
mod commands;
mod conversations;
mod custom_emoji;
mod deletions;
mod drafts;
mod due_work;
mod emoji_uses;
mod error;
mod figures;
mod files;
mod forwards;
mod guests;
mod handle;
mod health;
mod import;
mod inspection;
mod logins;
mod mail;
mod maintenance;
mod memberships;
mod messages;
mod notices;
mod notifications;
mod own_data;
mod people;
mod permission;
mod pins;
mod policy;
mod polls;
mod publisher;
mod reactions;
mod rooms;
mod search;
mod secrets;
mod snapshot;
mod sqlite;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod unread;

pub use commands::accounts::NewDeletion;
pub use commands::accounts::{Admission, Credentials, ImportedAccount, LinkPurpose, NewAccount};
pub use commands::administration::{AccountChange, Administered, AdministeredRoom, RoomChange};
pub use commands::conversations::{Begun, NewConversation};
pub use commands::custom_emoji::{EmojiRemoval, NewEmoji};
pub use commands::drafts::NewDraft;
pub use commands::due_work::{NewReminder, NewScheduledMessage, ScheduledChange, Sender};
pub use commands::files::{CompletedUpload, FileDescription, FileRemoval, NewSegment, NewUpload};
pub use commands::guests::{GuestChange, NewGuest, NewGuestLink};
pub use commands::health::Writing;
pub use commands::inspections::{FileFaults, Finding};
pub use commands::invitations::NewInvitation;
pub use commands::mail::{NewAddress, NewRecovery, NextMail};
pub use commands::memberships::Mute;
pub use commands::messages::{CatchUp, Edit, GroupMentions, ImportedMessage, NewMessage, Portion, Posted};
pub use commands::notifications::{NewSubscription, NextPush, PushOutcome};
pub use commands::passkeys::NewPasskey;
pub use commands::people::NewProfile;
pub use commands::reports::NewReport;
pub use commands::rooms::{NewDescription, NewRoom};
pub use commands::sessions::{EndedSessions, Factor, NewPassword, NewSession, Opening, Proof, SessionUse, Which};
pub use commands::snapshots::{Contents, StoredObjects};
pub use error::{Error, OpenError};
pub use handle::{MAX_WAITING_WRITES, ReadStore, Store};
pub use inspection::Inspection;
pub use notices::{Notice, Sink};
pub use permission::{Administrator, Entered, Inviter, Moderator};
pub use snapshot::Snapshot;
