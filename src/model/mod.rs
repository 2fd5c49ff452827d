//! The vocabulary: values that cannot be invalid, made by parsing at the edge.
//!
//! Nothing here waits, reads or writes; every other layer speaks in these words.

pub mod accounts;
pub mod changes;
pub mod messages;
pub mod rooms;
pub mod sessions;
pub mod text;

pub use accounts::{Account, AccountId, Password, Role, Username};
pub use changes::{Change, ChangeNumber};
pub use messages::{Draft, Message, MessageId, MessageState, Nonce, Page, Position, Version};
pub use rooms::{Room, RoomId, RoomLink, RoomName, RoomSummary, Slug};
pub use sessions::{Session, SessionId, SessionToken, Viewer};
pub use text::Mentions;

pub use jiff::Timestamp;
