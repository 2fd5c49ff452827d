//! The vocabulary: values that cannot be invalid, parsed where input arrives.
//!
//! Nothing here does I/O or waits. Every other layer uses these types.

pub mod accounts;
pub mod bookmarks;
pub mod changes;
pub(crate) mod characters;
pub(crate) mod ids;
pub mod locales;
pub mod memberships;
pub mod messages;
pub mod networks;
pub mod passwords;
pub mod people;
pub mod reactions;
pub mod replies;
pub mod room_names;
pub mod rooms;
pub mod round_robin;
pub mod search;
pub mod sessions;
pub mod skeletons;
mod sorted_lines;
pub mod text;
pub(crate) mod unread;
pub(crate) mod usernames;

pub use accounts::Account;
pub use accounts::Role;
pub use changes::Change;
pub use ids::AccountId;
pub use ids::ChangeNumber;
pub use ids::MessageId;
pub use ids::ProfileNumber;
pub use ids::RoomId;
pub use locales::{Language, Locale, LocaleChoice, Zone};
pub use memberships::{Mark, Membership, NotificationLevel, OwnRoom, OwnRooms, RoomView};
pub use messages::Draft;
pub use messages::Message;
pub use messages::MessageState;
pub use messages::Nonce;
pub use messages::Page;
pub use messages::Position;
pub use messages::Version;
pub use networks::Network;
pub use passwords::Password;
pub use people::DisplayName;
pub use people::Person;
pub use people::Picture;
pub use people::Profile;
pub use reactions::{Emoji, Reaction};
pub use replies::Quote;
pub use room_names::RoomDescription;
pub use room_names::RoomDescriptionError;
pub use room_names::RoomName;
pub use room_names::RoomNameError;
pub use rooms::Room;
pub use rooms::RoomKind;
pub use rooms::RoomLink;
pub use rooms::RoomSummary;
pub use rooms::Slug;
pub use round_robin::RoundRobin;
pub use sessions::{Session, SessionId, SessionToken, Viewer};
pub use text::Mentions;
pub use usernames::Username;

pub use jiff::Timestamp;
