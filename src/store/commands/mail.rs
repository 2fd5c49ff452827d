//! Addresses for e-mail, and sending it.

use jiff::Timestamp;

use crate::model::mail::outgoing::OutgoingMail;
use crate::model::{AccountId, EmailAddress, Language, SessionId};
use crate::store::commands::sessions::Proof;

/// An address that somebody wants to have e-mail sent to.
#[derive(Clone, Debug)]
pub struct NewAddress {
    /// The account.
    pub account: AccountId,
    /// The session in which it was asked for.
    pub session: SessionId,
    /// The evidence that it is the owner.
    pub proof: Proof,
    /// The address.
    pub address: EmailAddress,
    /// The language of e-mails, where the account has not chosen one.
    pub language: Language,
    /// Now.
    pub now: Timestamp,
}

/// A lost password that somebody wants a link for.
#[derive(Clone, Debug)]
pub struct NewRecovery {
    /// The name or address as typed.
    pub typed: String,
    /// The language of the page, where the account has not chosen one.
    pub language: Language,
    /// The network that it comes from.
    pub network: String,
    /// Now.
    pub now: Timestamp,
}

/// The next e-mail in the queue.
#[derive(Clone, Debug)]
pub enum NextMail {
    /// None is due.
    None,
    /// One was dropped: its recipient gets nothing.
    Dropped,
    /// One is to be sent.
    Mail(Box<OutgoingMail>),
}
