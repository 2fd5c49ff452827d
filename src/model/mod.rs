//! The vocabulary: values that cannot be invalid, made by parsing at the edge.
//!
//! Nothing here waits, reads or writes; every other layer speaks in these words.

pub mod accounts;
pub mod bookmarks;
pub mod changes;
pub mod locales;
pub mod memberships;
pub mod messages;
pub mod networks;
pub mod passwords;
pub mod people;
pub mod reactions;
pub mod replies;
pub mod rooms;
pub mod rounds;
pub mod search;
pub mod sessions;
pub mod skeletons;
mod sorted_lines;
pub mod text;

pub use accounts::{Account, AccountId, Role, Username};
pub use changes::{Change, ChangeNumber};
pub use locales::{Language, Locale, LocaleChoice, Zone};
pub use memberships::{Entered, Involvement, Mark, Membership, OwnRoom, OwnRooms};
pub use messages::{Draft, Message, MessageId, MessageState, Nonce, Page, Position, Version};
pub use networks::Network;
pub use passwords::Password;
pub use people::{DisplayName, Person, Picture, Profile, ProfileNumber};
pub use reactions::{Emoji, Reaction};
pub use replies::Quote;
pub use rooms::{
    Room, RoomDescription, RoomDescriptionError, RoomId, RoomKind, RoomLink, RoomName, RoomNameError, RoomSummary,
    Slug,
};
pub use rounds::Rounds;
pub use sessions::{Session, SessionId, SessionToken, Viewer};
pub use text::Mentions;

pub use jiff::Timestamp;
