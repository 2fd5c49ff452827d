//! E-mails that this server sends.

use jiff::{SignedDuration, Timestamp};

use super::addresses::EmailAddress;
use crate::model::notifications::digests::DigestEntry;
use crate::model::{Language, Username};

/// The subject of an e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKind {
    /// A link to set a new password.
    Recovery,
    /// A link to verify the address.
    Verification,
    /// The address can't be verified, because it is another account's.
    AddressTaken,
    /// To the former address: the account has another one.
    AddressChanged,
    /// To the former address: the account has none any more.
    AddressRemoved,
    /// The password was changed.
    PasswordChanged,
    /// The second factor was turned on.
    SecondFactorOn,
    /// The second factor was turned off.
    SecondFactorOff,
    /// The unread messages.
    Digest,
}

impl MailKind {
    /// All values.
    pub const ALL: [Self; 9] = [
        Self::Recovery,
        Self::Verification,
        Self::AddressTaken,
        Self::AddressChanged,
        Self::AddressRemoved,
        Self::PasswordChanged,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
        Self::Digest,
    ];

    /// The name in the database and in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Recovery => "recovery",
            Self::Verification => "verification",
            Self::AddressTaken => "address-taken",
            Self::AddressChanged => "address-changed",
            Self::AddressRemoved => "address-removed",
            Self::PasswordChanged => "password-changed",
            Self::SecondFactorOn => "second-factor-on",
            Self::SecondFactorOff => "second-factor-off",
            Self::Digest => "digest",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The time in which sending is tried; a link in the e-mail works for as long.
    #[must_use]
    pub fn lifetime(self) -> SignedDuration {
        match self {
            Self::Recovery => crate::model::administration::one_time_links::PASSWORD_LINK_LIFETIME,
            _ => SignedDuration::from_hours(24),
        }
    }
}

/// An e-mail that is to be sent now.
#[derive(Clone, Debug)]
pub struct OutgoingMail {
    /// The database key.
    pub id: i64,
    /// The subject.
    pub kind: MailKind,
    /// The name of the account that it is about.
    pub username: Username,
    /// The language.
    pub language: Language,
    /// The recipient.
    pub to: EmailAddress,
    /// The unread messages in a digest.
    pub digest: Vec<DigestEntry>,
    /// The number of attempts, this one included.
    pub attempts: u32,
    /// From then on, it is not sent any more.
    pub expires_at: Timestamp,
}

/// The status of sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailReport {
    /// When the last e-mail was sent since the start.
    pub sent_at: Option<Timestamp>,
    /// When the last attempt failed since the start.
    pub failed_at: Option<Timestamp>,
    /// The number of e-mails that wait.
    pub waiting: u32,
}
