//! Persistence. One method is one whole transaction, and returns once it is durable.
//!
//! Only the backend's folder knows the database's driver: callers see the model and [`Error`].

pub(crate) mod cache;
pub(crate) mod commands;
pub(crate) mod error;
pub(crate) mod notices;
pub(crate) mod permission;
pub(crate) mod publisher;
pub(crate) mod sqlite;

pub use commands::accounts::{Credentials, ImportedAccount, NewAccount};
pub use commands::conversations::{Begun, NewConversation};
pub use commands::health::Writing;
pub use commands::messages::{CatchUp, Edit, ImportedMessage, NewMessage, Portion, Posted};
pub use commands::people::NewProfile;
pub use commands::rooms::{NewDescription, NewRoom};
pub use commands::sessions::{NewPassword, NewSession};
pub use error::{Error, OpenError};
pub use notices::{Notice, Sink};
pub use permission::{Administrator, Entered};
pub use sqlite::handle::{MAX_WAITING_WRITES, ReadStore, Store};
