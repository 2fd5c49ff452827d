//! Reading a room inside of a transaction.

use tokio_rusqlite::rusqlite;

use crate::model::{Room, RoomId};
use crate::store::commands::newest::Newest;
use crate::store::sqlite::rows::rooms::{COLUMNS, from_row};

/// A room as it is now.
pub(crate) fn read_room(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<(Room, Newest)> {
    let query = format!("select {COLUMNS} from rooms r where r.deleted_at is null and r.id = ?1");
    db.prepare_cached(&query)?.query_row([room.0], from_row)
}
