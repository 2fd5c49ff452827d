//! The membership lookup, which is the authorisation.

use crate::model::{Slug, Viewer};
use crate::store::Entered;
use crate::web::http::error::Error;
use crate::web::state::State;

/// The room with this slug and the viewer's membership, if the viewer may see the room.
pub(crate) async fn enter(state: &State, viewer: &Viewer, slug: &str) -> Result<Entered, Error> {
    Ok(state.store.enter_room(viewer.account.id, Slug::parse(slug)).await?)
}
