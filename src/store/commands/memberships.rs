//! The rooms of an account, as a backend reads them.

use crate::model::alerts::Alerts;
use crate::model::sidebar::RoomOrder;
use crate::model::{ChangeNumber, Due, OwnRoom, RoomId, Slug};
use crate::store::commands::newest::Newest;

/// All rooms of an account.
#[derive(Debug, Default)]
pub(crate) struct StoredRooms {
    /// In the order of the sidebar.
    pub(crate) rooms: Vec<StoredRoom>,
    /// The order in which the account sees them.
    pub(crate) order: RoomOrder,
    /// Former addresses of those that aren't open. Former addresses of open rooms are found by everybody.
    pub(crate) former: Vec<(Slug, RoomId)>,
    pub(crate) alerts: Alerts,
    /// Reminders and scheduled messages that need the account's attention.
    pub(crate) due: Due,
}

/// A room of an account.
#[derive(Debug)]
pub(crate) struct StoredRoom {
    /// The room, without its distinction.
    pub(crate) room: OwnRoom,
    /// The change up to which the account has read.
    pub(crate) read: ChangeNumber,
    /// How many later messages mention the account.
    pub(crate) mentions: u32,
    pub(crate) newest: Newest,
    /// The usernames of the others in a direct conversation; else empty.
    pub(crate) others: String,
}

/// Until when a room is muted; none: it isn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mute(pub Option<jiff::Timestamp>);
