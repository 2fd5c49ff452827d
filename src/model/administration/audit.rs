//! The audit log: what administrators did.

use jiff::Timestamp;

/// An act of an administrator or moderator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Changed a setting of the server.
    SettingChanged,
    /// Made an invitation.
    InvitationCreated,
    /// Revoked an invitation.
    InvitationRevoked,
    /// Made an account for somebody.
    AccountCreated,
    /// Changed somebody's role.
    RoleChanged,
    /// Deactivated an account.
    Deactivated,
    /// Reactivated an account.
    Reactivated,
    /// Banned an account.
    Banned,
    /// Blocked a network.
    NetworkBlocked,
    /// Unblocked a network.
    NetworkUnblocked,
    /// Kept somebody from writing for a time, or let them write again.
    Muted,
    /// Warned somebody.
    Warned,
    /// Deleted somebody else's message.
    MessageDeleted,
    /// Removed somebody else's custom emoji.
    EmojiRemoved,
    /// Closed the reports of a message.
    ReportResolved,
    /// Archived a room without having created it.
    RoomArchived,
    /// Reopened an archived room without having created it.
    RoomReopened,
    /// Deleted a room without having created it.
    RoomDeleted,
    /// Joined a closed room without an invitation.
    RoomJoined,
    /// Changed the age at which a room's messages are removed.
    RetentionChanged,
    /// Ended one session of an account.
    SessionEnded,
    /// Ended all sessions of an account.
    SessionsEnded,
    /// Turned off somebody's second factor.
    SecondFactorRemoved,
    /// Made a link to set somebody's password.
    PasswordLinkCreated,
    /// Set a password with such a link.
    PasswordLinkUsed,
    /// Made a link to make the first account.
    SetupLinkCreated,
    /// Made the first account with such a link.
    SetupLinkUsed,
}

impl Act {
    /// All values.
    pub const ALL: [Self; 27] = [
        Self::SettingChanged,
        Self::InvitationCreated,
        Self::InvitationRevoked,
        Self::AccountCreated,
        Self::RoleChanged,
        Self::Deactivated,
        Self::Reactivated,
        Self::Banned,
        Self::NetworkBlocked,
        Self::NetworkUnblocked,
        Self::Muted,
        Self::Warned,
        Self::MessageDeleted,
        Self::EmojiRemoved,
        Self::ReportResolved,
        Self::RoomArchived,
        Self::RoomReopened,
        Self::RoomDeleted,
        Self::RoomJoined,
        Self::RetentionChanged,
        Self::SessionEnded,
        Self::SessionsEnded,
        Self::SecondFactorRemoved,
        Self::PasswordLinkCreated,
        Self::PasswordLinkUsed,
        Self::SetupLinkCreated,
        Self::SetupLinkUsed,
    ];

    /// The name in the database and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SettingChanged => "setting-changed",
            Self::InvitationCreated => "invitation-created",
            Self::InvitationRevoked => "invitation-revoked",
            Self::AccountCreated => "account-created",
            Self::RoleChanged => "role-changed",
            Self::Deactivated => "deactivated",
            Self::Reactivated => "reactivated",
            Self::Banned => "banned",
            Self::NetworkBlocked => "network-blocked",
            Self::NetworkUnblocked => "network-unblocked",
            Self::Muted => "muted",
            Self::Warned => "warned",
            Self::MessageDeleted => "message-deleted",
            Self::EmojiRemoved => "emoji-removed",
            Self::ReportResolved => "report-resolved",
            Self::RoomArchived => "room-archived",
            Self::RoomReopened => "room-reopened",
            Self::RoomDeleted => "room-deleted",
            Self::RoomJoined => "room-joined",
            Self::RetentionChanged => "retention-changed",
            Self::SessionEnded => "session-ended",
            Self::SessionsEnded => "sessions-ended",
            Self::SecondFactorRemoved => "second-factor-removed",
            Self::PasswordLinkCreated => "password-link-created",
            Self::PasswordLinkUsed => "password-link-used",
            Self::SetupLinkCreated => "setup-link-created",
            Self::SetupLinkUsed => "setup-link-used",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// The key of an entry; ascends with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditId(pub i64);

/// An entry of the log. Names are those of its time.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    /// The key.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// The username of the actor; empty: the command line.
    pub actor: String,
    /// The act; none where this version doesn't know it.
    pub act: Option<Act>,
    /// Whom it was done to: a username, or empty.
    pub subject: String,
    /// The new value, or another detail; may be empty.
    pub detail: String,
    /// The network it was done from; empty: the command line.
    pub network: String,
}

/// A filter of the log's entries.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Only of this actor or subject: a username; empty: of all.
    pub person: String,
    /// Only this.
    pub act: Option<Act>,
    /// Only entries before this one.
    pub before: Option<AuditId>,
}
