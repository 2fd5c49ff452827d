//! The files of messages that a guest sees.

use axum::extract::State as FromState;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::model::files::attachments::FileKey;
use crate::web::http::error::{Error, TRY_AGAIN};
use crate::web::http::extractors::{Path, Query};
use crate::web::pages::files::bytes::{Size, bytes, thumbnail};
use crate::web::pages::guests::extractor::Visiting;
use crate::web::pages::guests::room::enter;
use crate::web::state::State;

pub(crate) async fn show(
    Visiting { guest, viewer }: Visiting,
    FromState(state): FromState<State>,
    Path((key, _)): Path<(String, String)>,
    Query(size): Query<Size>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let after = guest.after.ok_or(Error::Forbidden)?;
    let key = FileKey::parse(&key).ok_or(Error::NotFound)?;
    enter(&state, &guest).await?;
    // Files of messages that were posted before the guest came are not there, like those of deleted ones.
    let stored = state.store.file_after(guest.room, after, key).await?;
    if size.is_small() {
        return thumbnail(&state, &stored.attachment, &headers).await;
    }
    let slot = state.files_downloaded.take(viewer.account.id).map_err(|_| Error::TooMany(TRY_AGAIN))?;
    bytes(&state, &stored, &headers, slot).await
}
