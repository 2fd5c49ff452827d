//! A room's stream of server-sent events (WHATWG HTML, 9.2).

use std::str::FromStr;

use axum::Extension;
use axum::extract::{Request, State as FromState};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use jiff::Timestamp;
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::live::Revoked;
use crate::model::{ChangeNumber, Language, OwnRooms, ProfileNumber, Room, Slug, Viewer};
use crate::views::i18n::strings::strings;
use crate::views::stream::partials as views;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::locale;
use crate::web::server::hijack::Hijack;
use crate::web::state::State;
use crate::web::stream::events::event_bytes;
use crate::web::stream::replay::Replay;
use crate::web::stream::response;
use crate::web::stream::revocation::{RevocationWatch, stream_slots};
use crate::web::stream::sink::NewSink;
use crate::web::stream::subscriber::{Identity, NewSubscriber};
use crate::{store, tasks};

#[derive(Deserialize)]
pub(crate) struct ResumeFrom {
    after: Option<i64>,
}

/// The stream of events after the change that the client has seen: `Last-Event-ID`, else `?after=`, else from now on.
/// Who names the version of the rooms at the side in `Snug-Rooms` is told of those, too, and of who is here, in
/// events without an id. Who names in `Snug-People` the change of a profile up to which people are shown as they are,
/// is told in such events, named `person`, how anybody is shown since. Who says `Snug-Once` gets what there is, and
/// no stream.
pub(crate) async fn events(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(resume): Query<ResumeFrom>,
    hijack: Option<Extension<Hijack>>,
    cookies: Cookies,
    request: Request,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    let answer = response::headers();
    // htmx would retry an error for ever.
    let asked = locale::requested_locale(request.headers(), &state.site);
    let signed_out = |slug| event_bytes(ChangeNumber(0), &views::signed_out(slug, strings(asked.language)));
    let Some(viewer) = viewer else { return Ok((answer, signed_out(&slug)).into_response()) };
    let once = request.headers().contains_key("snug-once");
    // An open page may have held no stream when its room ended, and would ask for ever; it learns no more than from
    // 404.
    let is_open_page = once || request.headers().contains_key("snug-rooms");
    let shut_out = || event_bytes(ChangeNumber(0), &views::shut_out(strings(viewer.locale.language)));
    let room = match state.store.enter_room(viewer.account.id, slug).await {
        Ok(entered) => entered.into_view().room,
        Err(store::Error::NotFound) if is_open_page => return Ok((answer, shut_out()).into_response()),
        Err(error) => return Err(error.into()),
    };
    if request.method() == Method::HEAD {
        return Ok(answer.into_response());
    }
    let last_event_id =
        request.headers().get("last-event-id").and_then(|id| id.to_str().ok()?.trim().parse().ok());
    let after = last_event_id.or(resume.after).map_or(room.change, ChangeNumber);
    let mut replay = Replay::new(&state, &room, &viewer.locale, after);
    // Of many open pages of a browser, only a few can hold a connection.
    let places = if once { None } else { Some(stream_slots(&state, &viewer).map_err(|_| Error::TooManyPages)?) };
    let ended = state.live.revocations();
    let missed = replay.next().await?;
    // Check access again after the replay was read: messages posted after a revocation must not be sent.
    match state.store.viewer(viewer.session.id, Timestamp::now()).await {
        Err(store::Error::NotFound) => return Ok((answer, signed_out(&room.slug)).into_response()),
        still_there => still_there?,
    };
    match state.store.enter_room(viewer.account.id, room.slug.clone()).await {
        Err(store::Error::NotFound) if is_open_page => return Ok((answer, shut_out()).into_response()),
        still_open => still_open?,
    };
    let Some((session, account)) = places else { return Ok((answer, missed).into_response()) };

    let joining = Subscription {
        shown: named(request.headers(), "snug-rooms"),
        people: named(request.headers(), "snug-people").map(ProfileNumber),
        room,
        language: viewer.locale.language,
    };
    let end = RevocationWatch { ended, session, account, room: joining.room.id };
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    let begin = {
        let state = state.clone();
        move |sink, unsent| {
            if replay.is_done() {
                joining.join(&state, &rooms, end, sink, unsent, replay.seen);
            } else {
                tasks::spawn("catching a stream up", catch_up(state, joining, end, sink, unsent, replay));
            }
        }
    };
    Ok(response::respond(&state, hijack, &cookies, request.uri().path(), missed, begin).await)
}

/// Sends the replay as fast as the client reads, and then adds the subscriber to the hub. A client that disconnects
/// resumes from the last event that it got.
pub(crate) async fn catch_up(
    state: State,
    joining: Subscription,
    mut end: RevocationWatch,
    mut sink: NewSink,
    unsent: Bytes,
    mut replay: Replay,
) {
    let viewing = Identity { session: end.session.by(), account: end.account.by() };
    let send = async {
        // Revocations before we subscribed are not published again: check access.
        state.store.viewer(viewing.session, Timestamp::now()).await.ok()?;
        state.store.enter_room(viewing.account, joining.room.slug.clone()).await.ok()?;
        sink.write(unsent).await.ok()?;
        while !replay.is_done() {
            let piece = replay.next().await.ok()?;
            sink.write(piece).await.ok()?;
        }
        state.store.own_rooms(viewing.account).await.ok()
    };
    let rooms = tokio::select! {
        // After a revocation, earlier messages must not be sent either.
        biased;
        () = state.stop.cancelled() => return,
        () = end.wait() => return,
        rooms = send => rooms,
    };
    if let Some(rooms) = rooms {
        joining.join(&state, &rooms, end, sink, Bytes::new(), replay.seen);
    }
}

/// What a client subscribes to.
pub(crate) struct Subscription {
    room: Room,
    language: Language,
    /// The version of the sidebar that the page shows; none without sidebar updates.
    shown: Option<u64>,
    people: Option<ProfileNumber>,
}

impl Subscription {
    /// Adds a subscriber that has all changes up to `seen`, except what is still `unsent`.
    fn join(
        self,
        state: &State,
        rooms: &OwnRooms,
        end: RevocationWatch,
        sink: NewSink,
        unsent: Bytes,
        seen: ChangeNumber,
    ) {
        let Self { room, language, shown, people } = self;
        let RevocationWatch { session, account: place, .. } = end;
        let account = place.by();
        let (viewing, slug, wants_rooms) =
            (Identity { session: session.by(), account }, room.slug.clone(), shown.is_some());
        let mut reader = NewSubscriber { sink, session, account: place, wants_rooms, people, seen, unsent };
        match shown {
            Some(shown) => state.sidebars.join(account, rooms, shown, &(Some(room.id), language), |news| {
                let presence = state.presence.event(room.id, language);
                reader.unsent = [&reader.unsent, &news, &presence].map(AsRef::as_ref).concat().into();
                state.hubs.join(&room, language, reader);
            }),
            None => state.hubs.join(&room, language, reader),
        }
        if wants_rooms {
            // If this page is newer than the person's others, update those.
            state.live.mark_sidebars_dirty(Some(account));
        }
        // Recheck access; republish the revocation if it was lost.
        let state = state.clone();
        tasks::spawn("looking again whether a stream may go on", async move {
            if let Err(store::Error::NotFound) = state.store.viewer(viewing.session, Timestamp::now()).await {
                state.live.revoke(Revoked::Session(viewing.session));
            }
            if let Err(store::Error::NotFound) = state.store.enter_room(viewing.account, slug).await {
                state.live.revoke(Revoked::Membership(room.id, viewing.account));
            }
        });
    }
}

/// The number in a header.
pub(crate) fn named<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}
