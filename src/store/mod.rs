//! What is kept. One method is one whole transaction, and returns once it is durable.
//!
//! The database's driver is known to the backend's folder alone: callers see the model and [`Error`].

mod error;
mod sqlite;

pub use error::{Error, OpenError};
pub use sqlite::accounts::{Credentials, NewAccount};
pub use sqlite::catch_up::{CatchUp, Portion};
pub use sqlite::edits::Edit;
pub use sqlite::flask_chat::{FlaskAccount, FlaskChat, FlaskMessage};
pub use sqlite::health::Writing;
pub use sqlite::import::{ImportedAccount, ImportedMessage};
pub use sqlite::people::NewProfile;
pub use sqlite::posts::{NewMessage, Posted};
pub use sqlite::room_settings::NewDescription;
pub use sqlite::rooms::{Begun, NewConversation, NewRoom};
pub use sqlite::{MOST_WAITING_WRITES, Store};
