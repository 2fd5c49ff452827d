//! A room's stream: as events for htmx, as an endless page for browsers without JavaScript.

use std::convert::Infallible;
use std::time::Duration;

use async_stream::stream;
use axum::body::Body;
use axum::extract::State as FromState;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use serde::Deserialize;
use tokio_stream::Stream;

use super::addresses::{Path, Query};
use super::error::Error;
use super::feeds::{Frame, MOST_REPLAYED, event_bytes};
use super::headers::FRAMED;
use super::state::State;
use crate::live::SessionEnd;
use crate::model::{ChangeNumber, Message, Position, Room, Slug, Viewer};
use crate::store::CatchUp;
use crate::views::{live as views, messages};

/// A sign of life, so that both sides and what is between them notice when the other is gone.
const HEARTBEAT: Duration = Duration::from_secs(20);
const PING: Bytes = Bytes::from_static(b"event: ping\ndata: \n\n");
const HTML_PING: Bytes = Bytes::from_static(b"<!-- -->\n");

/// How many messages a list has when it is begun anew.
const LIST_SIZE: u32 = 50;

/// An endless page begins anew after this many messages: browsers keep all of it.
const MOST_STREAMED: usize = 500;

#[derive(Deserialize)]
pub(super) struct Resume {
    after: Option<i64>,
}

/// The stream of events after the change that the client has seen: `Last-Event-ID`, else `?after=`, else from now on.
pub(super) async fn events(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(resume): Query<Resume>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    let Some(viewer) = viewer else {
        // An error would be retried for ever.
        return Ok(event_stream(Body::from(event_bytes(ChangeNumber(0), &views::signed_out(&slug)))));
    };
    let room = state.store.room(slug).await?;
    let seen = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.trim().parse().ok()).or(resume.after);
    let after = seen.map_or(room.change, ChangeNumber);
    let end = state.live.session(viewer.session.id);
    Ok(event_stream(Body::from_stream(event_chunks(state, room, after, end))))
}

/// What a stream of events consists of: first what was missed, then what happens.
fn event_chunks(
    state: State,
    room: Room,
    after: ChangeNumber,
    end: SessionEnd,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream! {
        // Heard from here on, so that nothing falls between what is replayed and what comes live.
        let mut frames = state.feeds.subscribe(&room);
        let Some((chunk, mut last)) = replay(&state, &room, after).await else { return };
        yield Ok(chunk);
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        loop {
            let chunk = tokio::select! {
                () = state.stop.cancelled() => return,
                () = end.wait() => {
                    yield Ok(event_bytes(last, &views::signed_out(&room.slug)));
                    return;
                }
                frame = frames.recv() => match frame {
                    Ok(frame) if frame.number <= last => continue,
                    Ok(frame) if frame.number == last.next() => {
                        last = frame.number;
                        frame.event
                    }
                    // It lagged, or the feed ended: the client resumes from what it has.
                    _ => return,
                },
                _ = heartbeat.tick() => PING,
            };
            yield Ok(chunk);
        }
    }
}

/// The changes after `after` as one chunk, and the last of them.
async fn replay(state: &State, room: &Room, after: ChangeNumber) -> Option<(Bytes, ChangeNumber)> {
    let zone = &state.site.zone;
    let failed = |error| tracing::error!(%error, room = room.id.0, "a stream cannot catch up");
    match state.store.changes_after(room.id, after, MOST_REPLAYED).await.map_err(failed).ok()? {
        CatchUp::Changes(changes) => {
            let last = changes.last().map_or(after, |change| change.number);
            let events: Vec<Bytes> = changes.iter().map(|change| Frame::new(change, room, zone).event).collect();
            Some((events.concat().into(), last))
        }
        CatchUp::TooMany => {
            let page = state.store.page(room.id, Position::Newest, LIST_SIZE).await.map_err(failed).ok()?;
            Some((event_bytes(page.as_of, &views::replace_list(&page, &room.slug, zone)), page.as_of))
        }
    }
}

fn event_stream(body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // Proxies must pass on each event as it comes.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, body).into_response()
}

/// The page that leads to the endless one, so that the page around its frame finishes loading.
pub(super) async fn start(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    if viewer.is_none() {
        return Ok(framed(views::frame_signed_out(&slug)));
    }
    Ok(framed(views::start_page(&state.store.room(slug).await?)))
}

/// The room as an endless page for a browser that shows a page while it comes, else as a finite one.
pub(super) async fn page(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    let Some(viewer) = viewer else { return Ok(framed(views::frame_signed_out(&slug))) };
    let room = state.store.room(slug).await?;
    if !shows_pages_as_they_come(&headers) {
        let page = state.store.page(room.id, Position::Newest, LIST_SIZE).await?;
        return Ok(framed(views::finite_page(&room, &page, &state.site.zone)));
    }
    let end = state.live.session(viewer.session.id);
    let html = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    Ok(framed((html, Body::from_stream(page_chunks(state, room, end)))))
}

/// Browsers with frames say one of these; text browsers, which would wait for the page's end, say neither.
fn shows_pages_as_they_come(headers: &HeaderMap) -> bool {
    let says = |name, what| headers.get(name).is_some_and(|value| value == what);
    says("sec-fetch-dest", "iframe") || says("upgrade-insecure-requests", "1")
}

/// What an endless page consists of. When it ends, it renews itself.
fn page_chunks(state: State, room: Room, end: SessionEnd) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream! {
        let zone = &state.site.zone;
        let mut frames = state.feeds.subscribe(&room);
        let Ok(page) = state.store.page(room.id, Position::Newest, LIST_SIZE).await else { return };
        let mut last = page.as_of;
        let mut previous: Option<Message> = page.messages.last().cloned();
        yield Ok(views::page_start(&room, &page, zone).into());
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        let mut streamed = 0;
        while streamed < MOST_STREAMED {
            let frame = tokio::select! {
                () = state.stop.cancelled() => return,
                () = end.wait() => return,
                _ = heartbeat.tick() => {
                    yield Ok(HTML_PING);
                    continue;
                }
                frame = frames.recv() => match frame {
                    Ok(frame) if frame.number <= last => continue,
                    Ok(frame) if frame.number == last.next() => frame,
                    _ => return,
                },
            };
            if !frame.is_new {
                // What was sent can't be changed: the page begins anew.
                return;
            }
            last = frame.number;
            streamed += 1;
            if messages::new_day(previous.as_ref(), &frame.message, zone) {
                yield Ok(messages::day_heading(&frame.message, zone).into_string().into());
            }
            yield Ok(frame.html);
            previous = Some(Message::clone(&frame.message));
        }
    }
}

fn framed(content: impl axum::response::IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, FRAMED),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, content).into_response()
}
