//! Direct conversations: one for each set of people.

use crate::model::{AccountId, Room};
use crate::store::commands::conversations::{Begun, NewConversation};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The conversation of exactly these people, if `by` has it already.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, or none that anybody but others has begun.
    pub async fn conversation(&self, by: AccountId, people: &[AccountId]) -> Result<Room, Error> {
        read_backend!(self.conversation(by, people))
    }
}

impl Store {
    /// The conversation of exactly these people, which begins with this where there is none yet. The others are not
    /// told of it before somebody writes in it.
    ///
    /// # Errors
    /// [`Error::LimitReached`] when `by` has begun as many as may be; [`Error::NotFound`] when an account is gone.
    pub async fn direct_room(&self, new: NewConversation) -> Result<Begun, Error> {
        write_backend!(self.direct_room(new))
    }
}
