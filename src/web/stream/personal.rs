//! A person's own stream of server-sent events, for pages that show no room: what is unread, the list of rooms, and the
//! end of the session.

use axum::Extension;
use axum::extract::{Request, State as FromState};
use axum::http::Method;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use jiff::Timestamp;
use tower_cookies::Cookies;

use crate::live::Revoked;
use crate::model::{ChangeNumber, Viewer};
use crate::views::i18n::strings::strings;
use crate::views::stream::partials as views;
use crate::web::http::error::Error;
use crate::web::http::locale;
use crate::web::server::hijack::Hijack;
use crate::web::state::State;
use crate::web::stream::events::personal_bytes;
use crate::web::stream::response;
use crate::web::stream::revocation::stream_slots;
use crate::web::stream::sink::NewSink;
use crate::web::stream::sse::named;
use crate::web::stream::subscriber::NewSubscriber;
use crate::{store, tasks};

/// The stream of updates for the sidebar, without ids: each says how things are now. It begins with the whole list of rooms,
/// unless `Snug-Rooms` names its present version. A request with `Snug-Once` only asks whether the session still exists.
pub(crate) async fn events(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    hijack: Option<Extension<Hijack>>,
    cookies: Cookies,
    request: Request,
) -> Result<Response, Error> {
    let asked = locale::requested_locale(request.headers(), &state.site);
    let Some(viewer) = viewer else {
        // htmx would retry an error for ever.
        let farewell = personal_bytes(&views::signed_out_on_page(strings(asked.language)));
        return Ok((response::headers(), farewell).into_response());
    };
    if request.method() == Method::HEAD || request.headers().contains_key("snug-once") {
        return Ok(response::headers().into_response());
    }
    let (session, account) = stream_slots(&state, &viewer).map_err(|_| Error::TooManyPages)?;
    let rooms = state.store.own_rooms(account.by()).await?;
    let shown = named(request.headers(), "snug-rooms").unwrap_or(0);
    let (viewing, language) = (session.by(), viewer.locale.language);
    let begin = {
        let state = state.clone();
        move |sink: NewSink, unsent| {
            let of = account.by();
            let seen = ChangeNumber(0);
            let mut reader =
                NewSubscriber { sink, session, account, wants_rooms: true, people: None, seen, unsent };
            state.sidebars.join(of, &rooms, shown, &(None, language), |news| {
                reader.unsent = [&reader.unsent, &news].map(AsRef::as_ref).concat().into();
                state.hubs.join_personal(language, reader);
            });
            // If this page is newer than the person's others, update those.
            state.live.mark_sidebars_dirty(Some(of));
            // Recheck access; republish the revocation if it was lost.
            tasks::spawn("looking again whether a personal stream may go on", async move {
                if let Err(store::Error::NotFound) = state.store.viewer(viewing, Timestamp::now()).await {
                    state.live.revoke(Revoked::Session(viewing));
                }
            });
        }
    };
    Ok(response::respond(&state, hijack, &cookies, request.uri().path(), Bytes::new(), begin).await)
}
