//! A room's stream: as events for htmx, as an endless page for browsers without JavaScript.

use std::convert::Infallible;
use std::str::FromStr;

use async_stream::stream;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State as FromState};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use jiff::Timestamp;
use serde::Deserialize;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::TryRecvError;
use tokio_stream::Stream;
use tower_cookies::Cookies;

use crate::live::Ended;
use crate::model::{
    AccountId, ChangeNumber, Entered, Language, Locale, Membership, Message, MessageId, MessageState, OwnRooms,
    Page, Position, ProfileNumber, Room, RoomId, SessionId, Slug, Viewer,
};
use crate::views::i18n::strings::texts;
use crate::views::parts::messages;
use crate::views::stream::partials as views;
use crate::web::http::error::{Error, TRY_AGAIN, retry_after};
use crate::web::http::extractors::{Path, Query};
use crate::web::http::security_headers::FRAMED;
use crate::web::http::{access_log, locale, security_headers, sessions};
use crate::web::server::hijack::{Socket, Takeover, endless_head};
use crate::web::server::slots::{Full, Place};
use crate::web::state::State;
use crate::web::stream::events::{Passed, event_bytes};
use crate::web::stream::hub::HEARTBEAT;
use crate::web::stream::replay::{LIST_SIZE, Replay, write};
use crate::web::stream::subscriber::{Reader, Viewing};
use crate::{store, tasks};

const HTML_PING: Bytes = Bytes::from_static(b"<!-- -->\n");

/// Begins an endless page anew at once when it ends: browsers take the sooner one of two. Otherwise it waits a moment,
/// in which a server may have been started again.
fn renewal(slug: &Slug) -> Bytes {
    views::refresh(0, &crate::views::parts::urls::live(slug)).into_string().into()
}

/// An endless page begins anew after this many messages: browsers keep all of it.
const MOST_STREAMED: usize = 500;

#[derive(Deserialize)]
pub(crate) struct Resume {
    after: Option<i64>,
}

/// The stream of events after the change that the client has seen: `Last-Event-ID`, else `?after=`, else from now on.
/// Who names the version of the rooms at the side in `Snug-Rooms` is told of those, too, and of who is here, in events
/// without an id. Who names in `Snug-People` the change of a profile up to which people are shown as they are, is told in
/// such events, named `person`, how anybody is shown since. Who says `Snug-Once` gets what there is, and no stream.
pub(crate) async fn events(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(resume): Query<Resume>,
    Extension(takeover): Extension<Takeover>,
    cookies: Cookies,
    request: Request,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    let mut answer = HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-cache")),
        // Proxies must pass on each event as it comes.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ]);
    // An error would be retried for ever.
    let asked = locale::asked(request.headers(), &state.site);
    let signed_out = |slug| event_bytes(ChangeNumber(0), &views::signed_out(slug, texts(asked.language)));
    let Some(viewer) = viewer else { return Ok((answer, signed_out(&slug)).into_response()) };
    let once = request.headers().contains_key("snug-once");
    // An open page may have held no stream when its room ended, and would ask for ever; it learns no more than from 404.
    let is_open_page = once || request.headers().contains_key("snug-rooms");
    let shut_out = || event_bytes(ChangeNumber(0), &views::shut_out(texts(viewer.locale.language)));
    let room = match state.store.enter_room(viewer.account.id, slug).await {
        Ok(entered) => entered.room,
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
    let places = if once { None } else { Some(place(&state, &viewer).map_err(|_| Error::TooManyPages)?) };
    let ended = state.live.ended();
    let missed = replay.next().await?;
    // What was said after an end is not for those whose it was: whoever may hear it now might when it was said.
    match state.store.viewer(viewer.session.id, Timestamp::now()).await {
        Err(store::Error::NotFound) => return Ok((answer, signed_out(&room.slug)).into_response()),
        still_there => still_there?,
    };
    match state.store.enter_room(viewer.account.id, room.slug.clone()).await {
        Err(store::Error::NotFound) if is_open_page => return Ok((answer, shut_out()).into_response()),
        still_open => still_open?,
    };
    let Some((session, account)) = places else { return Ok((answer, missed).into_response()) };

    security_headers::add(&mut answer, &state.site);
    // What takes the connection over is answered by nobody else, who would set them.
    sessions::add_renewed(&mut answer, &cookies, &state.site);
    access_log::stream(request.uri().path());
    let unsent: Bytes = [endless_head(&answer), missed].concat().into();
    let joining = Joining {
        shown: named(request.headers(), "snug-rooms"),
        people: named(request.headers(), "snug-people").map(ProfileNumber),
        room,
        language: viewer.locale.language,
    };
    let end = End { ended, session, account, room: joining.room.id };
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    let take = move |socket| {
        if replay.is_done() {
            joining.join(&state, rooms, end, socket, unsent, replay.seen);
        } else {
            tasks::spawn("catching a stream up", catch_up(state, joining, end, socket, unsent, replay));
        }
    };
    takeover.take(take).await
}

/// Sends what a reader lacks as fast as it reads, and then lets it in. Whoever doesn't get all of it resumes from what
/// came.
async fn catch_up(
    state: State,
    joining: Joining,
    mut end: End,
    mut socket: Socket,
    unsent: Bytes,
    mut replay: Replay,
) {
    let viewing = Viewing { session: end.session.by(), account: end.account.by() };
    let send = async {
        // What ended before that was heard of is not told again.
        state.store.viewer(viewing.session, Timestamp::now()).await.ok()?;
        state.store.enter_room(viewing.account, joining.room.slug.clone()).await.ok()?;
        write(socket.stream(), unsent).await.ok()?;
        while !replay.is_done() {
            let piece = replay.next().await.ok()?;
            write(socket.stream(), piece).await.ok()?;
        }
        state.store.own_rooms(viewing.account).await.ok()
    };
    let rooms = tokio::select! {
        // What was said before an end is not for those whose it was, either.
        biased;
        () = state.stop.cancelled() => return,
        () = end.wait() => return,
        rooms = send => rooms,
    };
    if let Some(rooms) = rooms {
        joining.join(&state, rooms, end, socket, Bytes::new(), replay.seen);
    }
}

/// What somebody wants to hear of a room.
struct Joining {
    room: Room,
    language: Language,
    /// The version of the rooms at the side that the page shows; none where it isn't told of those.
    shown: Option<u64>,
    people: Option<ProfileNumber>,
}

impl Joining {
    /// Lets a reader in that has all changes up to `seen`, but for what is still `unsent`.
    fn join(self, state: &State, rooms: OwnRooms, end: End, socket: Socket, unsent: Bytes, seen: ChangeNumber) {
        let Self { room, language, shown, people } = self;
        let End { session, account: place, .. } = end;
        let account = place.by();
        let (viewing, slug, wants_rooms) =
            (Viewing { session: session.by(), account }, room.slug.clone(), shown.is_some());
        let mut reader = Reader { socket, session, account: place, wants_rooms, people, seen, unsent };
        match shown {
            Some(shown) => state.sidebars.join(account, rooms, shown, &(room.id, language), |news| {
                let signs = state.signs.told(room.id, language);
                reader.unsent = [&reader.unsent, &news, &signs].map(AsRef::as_ref).concat().into();
                state.feeds.join(&room, language, reader);
            }),
            None => state.feeds.join(&room, language, reader),
        }
        if wants_rooms {
            // Should this page be newer than the person's others, they are brought to the same.
            state.live.change_rooms(Some(account));
        }
        // Should it have ended before the room knew of this reader, the room is told again.
        let state = state.clone();
        tasks::spawn("looking again whether a stream may go on", async move {
            if let Err(store::Error::NotFound) = state.store.viewer(viewing.session, Timestamp::now()).await {
                state.live.end(Ended::Session(viewing.session));
            }
            if let Err(store::Error::NotFound) = state.store.enter_room(viewing.account, slug).await {
                state.live.end(Ended::Membership(room.id, viewing.account));
            }
        });
    }
}

/// The number that a header says.
fn named<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// A place for one more stream of a session, and of its account.
fn place(state: &State, viewer: &Viewer) -> Result<(Place<SessionId>, Place<AccountId>), Full> {
    let of_session = state.streams.take(viewer.session.id);
    let both = of_session.and_then(|session| Ok((session, state.account_streams.take(viewer.account.id)?)));
    // Those of pages that were just closed may not have been noticed: the next attempt finds their places free.
    both.inspect_err(|_| state.feeds.look_who_has_gone())
}

/// The page that leads to the endless one, so that the page around its frame finishes loading.
pub(crate) async fn start(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    asked: Locale,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    let Some(viewer) = viewer else { return Ok(framed(views::frame_signed_out(&slug, texts(asked.language)))) };
    let Entered { room, membership, .. } = state.store.enter_room(viewer.account.id, slug).await?;
    let page = state.store.page(room.id, Position::Newest, LIST_SIZE).await?;
    Ok(framed(views::start_page(&room, &page, first_unread(&page, membership, &viewer), &viewer.locale)))
}

/// The room as an endless page for a browser that shows a page while it comes, else as a finite one.
pub(crate) async fn page(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    asked: Locale,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug);
    // Subscribed before access is checked: what ends in between is heard of.
    let ended = state.live.ended();
    let viewer = match viewer {
        Some(viewer) if is_known(&state, &viewer).await? => viewer,
        _ => return Ok(framed(views::frame_signed_out(&slug, texts(asked.language)))),
    };
    let Entered { room, membership, .. } = state.store.enter_room(viewer.account.id, slug).await?;
    if !shows_pages_as_they_come(&headers) {
        let page = state.store.page(room.id, Position::Newest, LIST_SIZE).await?;
        state.chat.note_read(&viewer, &room, first_of(&page), page.as_of).await?;
        return Ok(framed(views::finite_page(
            &room,
            &page,
            first_unread(&page, membership, &viewer),
            &viewer.locale,
        )));
    }
    let Ok(frame) = state.frames.take(viewer.session.id) else {
        let page = state.store.page(room.id, Position::Newest, LIST_SIZE).await?;
        note_read(&state, &viewer, &room, first_of(&page), page.as_of).await;
        return Ok(framed(views::renewing_page(
            &room,
            &page,
            first_unread(&page, membership, &viewer),
            &viewer.locale,
        )));
    };
    let Ok((session, account)) = place(&state, &viewer) else {
        let page = framed(views::frame_full(&room.slug, texts(viewer.locale.language)));
        return Ok((StatusCode::TOO_MANY_REQUESTS, [retry_after(TRY_AGAIN)], page).into_response());
    };
    let end = End { ended, session, account, room: room.id };
    let html = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    Ok(framed((html, Body::from_stream(page_chunks(state, room, membership, viewer, end, frame)))))
}

/// Whether a session has not ended since it was looked up.
async fn is_known(state: &State, viewer: &Viewer) -> Result<bool, Error> {
    match state.store.viewer(viewer.session.id, Timestamp::now()).await {
        Ok(_) => Ok(true),
        Err(store::Error::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Browsers with frames say one of these; text browsers, which would wait for the page's end, say neither.
pub(crate) fn shows_pages_as_they_come(headers: &HeaderMap) -> bool {
    let says = |name, what| headers.get(name).is_some_and(|value| value == what);
    says("sec-fetch-dest", "iframe") || says("upgrade-insecure-requests", "1")
}

/// What an endless page consists of. When it ends, it renews itself.
fn page_chunks(
    state: State,
    room: Room,
    membership: Option<Membership>,
    viewer: Viewer,
    mut end: End,
    frame_place: Place<SessionId>,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream! {
        let _place = frame_place;
        let locale = &viewer.locale;
        let shares_zone = locale.zone == state.site.zone;
        let mut frames = state.feeds.subscribe(&room, locale.language);
        let Ok(page) = state.store.page(room.id, Position::Newest, LIST_SIZE).await else { return };
        let mut last = page.as_of;
        let mut previous: Option<Message> = page.messages.last().cloned();
        if end.has_come() {
            return;
        }
        yield Ok(views::page_start(&room, &page, first_unread(&page, membership, &viewer), locale).into());
        let since = first_of(&page);
        note_read(&state, &viewer, &room, since, last).await;
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        let mut streamed = 0;
        while streamed < MOST_STREAMED {
            let frame = tokio::select! {
                // What was said after an end is not for those whose it was.
                biased;
                () = state.stop.cancelled() => return,
                () = end.wait() => return,
                _ = heartbeat.tick() => {
                    yield Ok(HTML_PING);
                    note_read(&state, &viewer, &room, since, last).await;
                    continue;
                }
                passed = frames.recv() => match passed {
                    Ok(Passed::Change(frame)) if frame.number <= last => continue,
                    Ok(Passed::Change(frame)) if frame.number == last.next() => Some(frame).filter(|frame| frame.is_new),
                    Ok(Passed::Profile(number)) if number <= page.people => continue,
                    Ok(Passed::Profile(_)) => None,
                    _ => return,
                },
            };
            let Some(frame) = frame else {
                // What was sent can't be changed: the page begins anew.
                yield Ok(renewal(&room.slug));
                return;
            };
            last = frame.number;
            streamed += 1;
            if messages::new_day(previous.as_ref(), &frame.message, locale) {
                yield Ok(messages::day_heading(&frame.message, locale).into_string().into());
            }
            yield Ok(if shares_zone { frame.html.clone() } else { frame.html_in(locale) });
            previous = Some(Message::clone(&frame.message));
        }
    }
}

/// Notes what a streamed page shows as read.
async fn note_read(state: &State, viewer: &Viewer, room: &Room, since: Option<MessageId>, upto: ChangeNumber) {
    if let Err(error) = state.chat.note_read(viewer, room, since, upto).await {
        tracing::error!(%error, "what was read was not noted");
    }
}

/// Where a page begins.
pub(crate) fn first_of(page: &Page) -> Option<MessageId> {
    page.messages.first().map(|message| message.id)
}

/// The first message of others that a member has not read.
pub(crate) fn first_unread(page: &Page, membership: Option<Membership>, viewer: &Viewer) -> Option<MessageId> {
    let read = membership?.read;
    let unread = |message: &&Message| {
        message.created > read && message.state != MessageState::Deleted && message.author_id != viewer.account.id
    };
    page.messages.iter().find(unread).map(|message| message.id)
}

/// Tells when what a page is open by ends, and has a place among the session's streams.
struct End {
    ended: broadcast::Receiver<Ended>,
    session: Place<SessionId>,
    account: Place<AccountId>,
    room: RoomId,
}

impl End {
    async fn wait(&mut self) {
        // An error says that some were missed: better to end once too often.
        while let Ok(ended) = self.ended.recv().await {
            if self.is_own(ended) {
                return;
            }
        }
    }

    /// Whether it has ended by now.
    fn has_come(&mut self) -> bool {
        loop {
            match self.ended.try_recv() {
                Ok(ended) if self.is_own(ended) => return true,
                Ok(_) => {}
                Err(TryRecvError::Empty) => return false,
                Err(_) => return true,
            }
        }
    }

    fn is_own(&self, ended: Ended) -> bool {
        let Self { session, account, room, .. } = self;
        [Ended::Session(session.by()), Ended::Membership(*room, account.by()), Ended::Room(*room)].contains(&ended)
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
