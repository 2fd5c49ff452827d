//! Persistence. One method is one whole transaction, and returns once it is durable.
//!
//! Only the backend's folder knows the database's driver: callers see the model and [`Error`].

pub(crate) mod cache;
pub(crate) mod error;
pub(crate) mod notices;
pub(crate) mod permission;
pub(crate) mod publisher;
pub(crate) mod sqlite;

pub use error::{Error, OpenError};
pub use notices::{Notice, Sink};
pub use permission::{Administrator, Entered};
pub use sqlite::conn::health::Writing;
pub use sqlite::handle::{MAX_WAITING_WRITES, ReadStore, Store};
pub use sqlite::tx::accounts::{Credentials, NewAccount};
pub use sqlite::tx::catch_up::{CatchUp, Portion};
pub use sqlite::tx::conversations::{Begun, NewConversation};
pub use sqlite::tx::edits::Edit;
pub use sqlite::tx::import::{ImportedAccount, ImportedMessage};
pub use sqlite::tx::people::NewProfile;
pub use sqlite::tx::posts::{NewMessage, Posted};
pub use sqlite::tx::room_settings::NewDescription;
pub use sqlite::tx::rooms::NewRoom;
pub use sqlite::tx::sessions::{NewPassword, NewSession};
