//! The frame for browsers without JavaScript: a page that never ends, and the pages that lead to it.
//!
//! The endless page is a response body over every connection, and has no queue of its own: it renders for its viewer
//! (zone, days) only what hyper asks for, from the hub's channel, which is bounded. A frame that lags is loaded anew.

use std::convert::Infallible;
use std::sync::Arc;

use async_stream::stream;
use axum::body::Body;
use axum::extract::State as FromState;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use jiff::Timestamp;
use tokio_stream::Stream;

use crate::metrics::streams::{Batch, OpenFrame};
use crate::model::alerts::Alerts;
use crate::model::unread::first_of;
use crate::model::{
    ChangeNumber, Locale, Message, MessageId, OwnRooms, Position, RoomView, SessionId, Slug, Viewer,
};
use crate::store;
use crate::store::Entered;
use crate::views::i18n::strings::strings;
use crate::views::parts::messages;
use crate::views::stream::frame as views;
use crate::views::stream::frame::Look;
use crate::web::http::client_kind::renders_incrementally;
use crate::web::http::error::{Error, TRY_AGAIN, retry_after};
use crate::web::http::extractors::Path;
use crate::web::http::security_headers::FRAMED;
use crate::web::pages::rooms::unread_line::new_messages;
use crate::web::server::slots::Slot;
use crate::web::state::State;
use crate::web::stream::events::HubEvent;
use crate::web::stream::hub::HEARTBEAT;
use crate::web::stream::replay::LIST_SIZE;
use crate::web::stream::revocation::{RevocationWatch, stream_slots};

pub(crate) const HTML_PING: Bytes = Bytes::from_static(b"<!-- -->\n");

/// A refresh without delay for a page that ends in order to be loaded anew; browsers use the earlier one of two.
/// Without it, the page waits a moment before it reloads, for a server that restarts.
pub(crate) fn renewal(slug: &Slug) -> Bytes {
    views::refresh(0, &crate::views::parts::urls::live(slug)).into_string().into()
}

/// Messages after which an endless page is loaded anew, since browsers keep all of it in memory.
pub(crate) const MAX_STREAMED: usize = 500;

/// The page that leads to the endless one, so that the page around its frame finishes loading.
pub(crate) async fn start(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    asked: Locale,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    let Some(viewer) = viewer else { return Ok(framed(views::frame_signed_out(&slug, strings(asked.language)))) };
    let RoomView { room, membership, .. } = state.store.enter_room(viewer.account.id, slug).await?.into_view();
    let page = state.store.page(room.id, Position::Newest, LIST_SIZE).await?;
    let new = new_messages(&state, room.id, &page, membership, &viewer).await?;
    Ok(framed(views::start_page(&room, &page, new, look(&viewer))))
}

/// The room as an endless page for a browser that shows a page while it comes, else as a finite one.
pub(crate) async fn page(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    asked: Locale,
    Path(slug): Path<String>,
    version: Version,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    // Subscribe before checking access, so that no revocation in between is missed.
    let ended = state.live.revocations();
    let viewer = match viewer {
        Some(viewer) if is_known(&state, &viewer).await? => viewer,
        _ => return Ok(framed(views::frame_signed_out(&slug, strings(asked.language)))),
    };
    let entered = state.store.enter_room(viewer.account.id, slug).await?;
    let (room, membership) = (&entered.room, entered.membership);
    if !renders_incrementally(&headers) {
        let page = state.store.page(room.id, Position::Newest, LIST_SIZE).await?;
        let new = new_messages(&state, room.id, &page, membership, &viewer).await?;
        state.chat.note_read(&viewer, &entered, first_of(&page), page.as_of).await?;
        return Ok(framed(views::finite_page(room, &page, new, look(&viewer))));
    }
    // Over HTTP/2, all frames share a connection, and streams are limited enough.
    let frame = (version != Version::HTTP_2).then(|| state.frames.take(viewer.session.id)).transpose();
    let Ok(frame) = frame else {
        let page = state.store.page(room.id, Position::Newest, LIST_SIZE).await?;
        let new = new_messages(&state, room.id, &page, membership, &viewer).await?;
        note_read(&state, &viewer, &entered, first_of(&page), page.as_of).await;
        return Ok(framed(views::renewing_page(room, &page, new, look(&viewer))));
    };
    let Ok((session, account)) = stream_slots(&state, &viewer) else {
        let page = framed(views::frame_full(&room.slug, strings(viewer.locale.language)));
        return Ok((StatusCode::TOO_MANY_REQUESTS, [retry_after(TRY_AGAIN)], page).into_response());
    };
    let end = RevocationWatch { ended, session, account, room: room.id };
    let html = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    Ok(framed((html, Body::from_stream(page_chunks(state, entered, viewer, end, frame)))))
}

fn look(viewer: &Viewer) -> Look<'_> {
    Look { locale: &viewer.locale, appearance: viewer.appearance }
}

/// Whether a session still exists.
pub(crate) async fn is_known(state: &State, viewer: &Viewer) -> Result<bool, Error> {
    match state.store.viewer(viewer.session.id, Timestamp::now()).await {
        Ok(_) => Ok(true),
        Err(store::Error::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The chunks of an endless page. When it ends, the browser loads it anew.
pub(crate) fn page_chunks(
    state: State,
    entered: Entered,
    viewer: Viewer,
    mut end: RevocationWatch,
    frame_place: Option<Slot<SessionId>>,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream! {
        let (_place, _open) = (frame_place, OpenFrame::new());
        let (room, membership) = (&entered.room, entered.membership);
        let locale = &viewer.locale;
        let shares_zone = locale.zone == state.site.zone;
        let mut frames = state.hubs.subscribe(room, locale.language);
        let Ok(page) = state.store.page(room.id, Position::Newest, LIST_SIZE).await else { return };
        let mut last = page.as_of;
        let mut previous: Option<Message> = page.messages.last().cloned();
        if end.has_come() {
            return;
        }
        let Ok(new) = new_messages(&state, room.id, &page, membership, &viewer).await else { return };
        yield Ok(views::page_start(room, &page, new, look(&viewer)).into());
        let since = first_of(&page);
        note_read(&state, &viewer, &entered, since, last).await;
        let mut alerts = Arc::default();
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        let mut streamed = 0;
        while streamed < MAX_STREAMED {
            let frame = tokio::select! {
                // Messages after a revocation must not be sent.
                biased;
                () = state.stop.cancelled() => return,
                () = end.wait() => return,
                _ = heartbeat.tick() => {
                    yield Ok(HTML_PING);
                    note_read(&state, &viewer, &entered, since, last).await;
                    let Some(rooms) = other_alerts(&state, &viewer, &alerts).await else { continue };
                    if !alerts.is_empty() {
                        // Sent markup can't be changed: load the page anew.
                        yield Ok(renewal(&room.slug));
                        return;
                    }
                    yield Ok(views::alerts_in_frame(&rooms, strings(locale.language)).into_string().into());
                    alerts = rooms.alerts;
                    continue;
                }
                passed = frames.recv() => match passed {
                    Ok(HubEvent::Change(frame)) if frame.number <= last => continue,
                    Ok(HubEvent::Change(frame)) if frame.number == last.next() => Some(frame).filter(|frame| frame.is_new),
                    Ok(HubEvent::Expiry(number)) if number <= last => continue,
                    Ok(HubEvent::Profile(number)) if number <= page.people => continue,
                    Ok(HubEvent::Expiry(_) | HubEvent::Profile(_)) => None,
                    _ => return,
                },
            };
            let Some(frame) = frame else {
                // Sent markup can't be changed: load the page anew.
                yield Ok(renewal(&room.slug));
                return;
            };
            last = frame.number;
            streamed += 1;
            if messages::new_day(previous.as_ref(), &frame.message, locale) {
                yield Ok(messages::day_heading(&frame.message, locale).into_string().into());
            }
            let html = if shares_zone { frame.html.clone() } else { frame.html_in(locale) };
            Batch::default().add(1, html.len());
            yield Ok(html);
            previous = Some(Message::clone(&frame.message));
        }
    }
}

/// The viewer's rooms, if their alerts are others than those that the page shows.
async fn other_alerts(state: &State, viewer: &Viewer, shown: &Alerts) -> Option<OwnRooms> {
    match state.store.own_rooms(viewer.account.id).await {
        Ok(rooms) => Some(rooms).filter(|rooms| *rooms.alerts != *shown),
        Err(error) => {
            tracing::error!(%error, "alerts cannot be read");
            None
        }
    }
}

/// Marks as read what a streamed page shows.
pub(crate) async fn note_read(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    since: Option<MessageId>,
    upto: ChangeNumber,
) {
    if let Err(error) = state.chat.note_read(viewer, entered, since, upto).await {
        tracing::error!(%error, "what was read was not noted");
    }
}

pub(crate) fn framed(content: impl axum::response::IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, FRAMED),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, content).into_response()
}
