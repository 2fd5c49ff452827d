//! A guest's frame with what is said: a page that never ends, in every browser that shows pages while they come.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State as FromState;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use jiff::Timestamp;
use serde::Deserialize;
use tokio_stream::Stream;

use crate::metrics::streams::{Batch, OpenFrame};
use crate::model::guests::Guest;
use crate::model::{MessageId, Position, Room, Viewer};
use crate::store;
use crate::views::i18n::strings::strings;
use crate::views::pages::guests::own as views;
use crate::web::http::client_kind::renders_incrementally;
use crate::web::http::error::{Error, TRY_AGAIN, retry_after};
use crate::web::http::extractors::Query;
use crate::web::pages::guests::extractor::Visiting;
use crate::web::pages::guests::room::{enter, seen};
use crate::web::pages::shell::public_shell;
use crate::web::state::State;
use crate::web::stream::events::HubEvent;
use crate::web::stream::frame::{HTML_PING, MAX_STREAMED, framed};
use crate::web::stream::hub::HEARTBEAT;
use crate::web::stream::revocation::{RevocationWatch, stream_slots};

#[derive(Deserialize)]
pub(crate) struct Shown {
    /// Present in the frame of the waiting room, also for a guest who has just been let in.
    waiting: Option<String>,
}

/// The finite page that leads to the endless one, so that the page around its frame finishes loading.
pub(crate) async fn start(
    Visiting { guest, viewer }: Visiting,
    FromState(state): FromState<State>,
    Query(Shown { waiting }): Query<Shown>,
) -> Result<Response, Error> {
    if guest.after.is_none() || waiting.is_some() {
        return Ok(framed(views::waiting_frame(strings(viewer.locale.language))));
    }
    let entered = enter(&state, &guest).await?;
    let list = seen(&state, &guest, Position::Newest).await?;
    Ok(framed(views::frame(&entered.room, &list, &viewer.locale, Some(1))))
}

/// The endless page.
pub(crate) async fn stream(
    Visiting { guest, viewer }: Visiting,
    FromState(state): FromState<State>,
    Query(Shown { waiting }): Query<Shown>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    // Subscribe before checking access, so that no revocation in between is missed.
    let ended = state.live.revocations();
    if guest.after.is_none() || waiting.is_some() {
        return wait(state, &guest, &viewer, &headers);
    }
    let entered = enter(&state, &guest).await?;
    let room = entered.into_view().room;
    if !renders_incrementally(&headers) {
        let list = seen(&state, &guest, Position::Newest).await?;
        return Ok(framed(views::frame(&room, &list, &viewer.locale, None)));
    }
    let Ok((session, account)) = stream_slots(&state, &viewer) else {
        let page = framed(views::frame_full(strings(viewer.locale.language)));
        return Ok((StatusCode::TOO_MANY_REQUESTS, [retry_after(TRY_AGAIN)], page).into_response());
    };
    let end = RevocationWatch { ended, session, account, room: room.id };
    let html = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    Ok(framed((html, Body::from_stream(chunks(state, room, guest, viewer, end)))))
}

/// A waiting guest's frame, which ends when the guest is let in or turned away. Text browsers don't wait for an end.
fn wait(state: State, guest: &Guest, viewer: &Viewer, headers: &HeaderMap) -> Result<Response, Error> {
    let (i18n, session) = (strings(viewer.locale.language), guest.session);
    if !renders_incrementally(headers) {
        return Ok(framed(views::waiting(&public_shell(viewer))));
    }
    let slots = stream_slots(&state, viewer).map_err(|_| Error::TooManyPages)?;
    let html = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    let chunks = async_stream::stream! {
        let _slots = slots;
        yield Ok::<Bytes, Infallible>(views::waiting_start(i18n).into());
        let mut looks = tokio::time::interval(WAITING_LOOK);
        loop {
            tokio::select! {
                biased;
                () = state.stop.cancelled() => return,
                _ = looks.tick() => {}
            }
            let is_in = match state.store.guest(session, Timestamp::now()).await {
                Ok(guest) if guest.after.is_none() => {
                    yield Ok(HTML_PING);
                    continue;
                }
                Ok(_) => true,
                Err(store::Error::NotFound) => false,
                Err(error) => {
                    tracing::error!(%error, "a waiting guest cannot be looked up");
                    yield Ok(HTML_PING);
                    continue;
                }
            };
            yield Ok(views::waiting_end(i18n, is_in).into_string().into());
            return;
        }
    };
    Ok(framed((html, Body::from_stream(chunks))))
}

/// Interval of checks whether a waiting guest has been let in.
const WAITING_LOOK: Duration = Duration::from_secs(2);

fn chunks(
    state: State,
    room: Room,
    guest: Guest,
    viewer: Viewer,
    mut end: RevocationWatch,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    async_stream::stream! {
        let _open = OpenFrame::new();
        let locale = &viewer.locale;
        let mut frames = state.hubs.subscribe(&room, locale.language);
        let Ok(page) = state.store.page(room.id, Position::Newest, 1).await else { return };
        let mut last = page.as_of;
        // Read after the number: what is in both is skipped below.
        let Ok(shown) = seen(&state, &guest, Position::Newest).await else { return };
        if end.has_come() {
            return;
        }
        let mut newest = shown.0.last().map_or(guest.after, |message| Some(message.id));
        yield Ok(views::frame_start(&room, &shown, locale).into());
        let left = guest.expires_at.duration_since(Timestamp::now());
        let over = tokio::time::sleep(Duration::try_from(left).unwrap_or_default());
        tokio::pin!(over);
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        let mut streamed = 0;
        while streamed < MAX_STREAMED {
            let frame = tokio::select! {
                // Messages after a revocation must not be sent.
                biased;
                () = state.stop.cancelled() => return,
                () = end.wait() => return,
                () = &mut over => return,
                _ = heartbeat.tick() => {
                    yield Ok(HTML_PING);
                    continue;
                }
                passed = frames.recv() => match passed {
                    Ok(HubEvent::Change(frame)) if frame.number <= last => continue,
                    Ok(HubEvent::Change(frame)) if frame.number == last.next() => frame,
                    Ok(HubEvent::Expiry(number)) if number <= last => continue,
                    Ok(HubEvent::Profile(number)) if number <= page.people => continue,
                    _ => return,
                },
            };
            last = frame.number;
            let id = frame.message.id;
            if !is_seen(&guest, id) || (frame.is_new && newest >= Some(id)) {
                continue;
            }
            if !frame.is_new {
                // Sent markup can't be changed: the page ends, and is loaded anew.
                return;
            }
            newest = Some(id);
            streamed += 1;
            let html: Bytes = views::said_in_list(&frame.message, locale).into_string().into();
            Batch::default().add(1, html.len());
            yield Ok(html);
        }
    }
}

/// Whether a message was posted since the guest came.
fn is_seen(guest: &Guest, message: MessageId) -> bool {
    guest.after.is_some_and(|after| message > after)
}
