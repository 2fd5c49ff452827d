//! The state of the page of a room's details.

use crate::model::Timestamp;
use crate::model::administration::audit::AuditEntry;
use crate::views::pages::room_list::RoomForm;
use crate::views::parts::room_rules::RulesForm;

/// The viewer's permissions in a room.
#[derive(Clone, Copy, Debug, Default)]
pub struct Permissions {
    /// Add members.
    pub invite: bool,
    /// Remove members.
    pub remove: bool,
    /// Rename, describe, archive and delete the room.
    pub change: bool,
}

/// The state of the page's forms: the values typed, and their errors.
#[derive(Clone, Debug, Default)]
pub struct RoomDetails {
    /// The search for members, as typed.
    pub search: String,
    /// The number of all members.
    pub member_count: usize,
    /// The number of pinned messages.
    pub pin_count: usize,
    /// The username to invite, as typed.
    pub invite: String,
    /// The error of that username.
    pub invite_error: Option<String>,
    /// Whether a change has just been saved.
    pub saved: bool,
    /// An error of another form.
    pub problem: Option<String>,
    /// The name and description as typed; none: the stored ones.
    pub form: Option<RoomForm>,
    /// The days after which messages are removed; 0: never.
    pub retention_days: u32,
    /// The latest acts of administrators here.
    pub acts: Vec<AuditEntry>,
    /// The place in the sidebar as typed; none: the stored one.
    pub placement: Option<TypedPlacement>,
    /// The rules as typed; none: the stored ones.
    pub rules: Option<RulesForm>,
    /// Until when the viewer has muted the room; none: it isn't muted.
    pub muted_until: Option<Timestamp>,
}

/// A place in the sidebar as typed, and its error.
#[derive(Clone, Debug, Default)]
pub struct TypedPlacement {
    /// Whether the room is to be starred.
    pub starred: bool,
    /// The name of the section.
    pub section: String,
    /// Why that name was refused.
    pub error: String,
}
