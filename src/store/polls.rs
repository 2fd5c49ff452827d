//! Polls.

use jiff::Timestamp;

use crate::model::due_work::DueWorkId;
use crate::model::new_polls::NewPoll;
use crate::model::polls::OwnVote;
use crate::model::{AccountId, MessageId, RoomId};
use crate::store::commands::messages::{NewMessage, Posted};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The options that an account has voted for, by number; none where it has not voted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_vote(&self, poll: MessageId, account: AccountId) -> Result<Option<Vec<usize>>, Error> {
        read_backend!(self.own_vote(poll, account))
    }

    /// All votes of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_votes(&self, account: AccountId) -> Result<Vec<OwnVote>, Error> {
        read_backend!(self.own_votes(account))
    }
}

impl Store {
    /// Posts a message that is a poll.
    ///
    /// # Errors
    /// As of [`Store::post_message`].
    pub async fn post_poll(&self, new: NewMessage, poll: NewPoll) -> Result<Posted, Error> {
        write_backend!(self.post_poll(new, poll))
    }

    /// Votes, instead of an earlier vote; without choices, only that is removed. The choices must be valid.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the poll is gone, or its room to this account; [`Error::Forbidden`] for an account that
    /// isn't in the room; [`Error::Archived`]; [`Error::Muted`]; [`Error::PollClosed`].
    pub async fn vote(
        &self,
        room: RoomId,
        poll: MessageId,
        account: AccountId,
        choices: Vec<usize>,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.vote(room, poll, account, choices, now))
    }

    /// Closes a poll for good. Closing it again is no error.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the poll is gone, or its room to this account; [`Error::Forbidden`] for others than its
    /// author; [`Error::Archived`].
    pub async fn close_poll(
        &self,
        room: RoomId,
        poll: MessageId,
        by: AccountId,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.close_poll(room, poll, by, now))
    }

    /// Closes a poll whose time has come.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_due_poll(&self, work: DueWorkId, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.close_due_poll(work, now))
    }
}
